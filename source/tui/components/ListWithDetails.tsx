// A list with the details of its selected entry beside or below it.
import { Box } from 'ink';
import type { Shared } from '../contract/knowledge.ts';
import { layoutOf } from '../look/layout.ts';
import { Rows } from '../look/Rows.tsx';
import { type Row, textRow } from '../look/rows.ts';
import { useTheme } from '../look/ThemeContext.tsx';
import { detailsHeight, type ListLayout } from './listLayout.ts';

/** Columns between list and details. */
const gap = 2;

type Props = {
  /** The list and the rows above it. */
  rows: readonly Row[];
  /** The details for a given width; null if nothing is selected. */
  details: ((columns: number) => readonly Row[]) | null;
  layout: ListLayout;
  shared: Shared;
};

export function ListWithDetails({ rows, details, layout, shared }: Props) {
  const { icons } = useTheme();
  const { columns, body } = layoutOf(shared.size);
  const { now } = shared;
  const { width } = layout;
  if (details === null || layout.details === 'none') {
    return (
      <Rows rows={rows} columns={details === null ? columns : width} height={body} now={now} />
    );
  }
  if (layout.details === 'right') {
    const room = columns - width - gap;
    return (
      <Box alignItems="flex-start">
        <Rows rows={rows} columns={width} height={body} now={now} />
        <Box width={gap} />
        <Rows rows={details(room)} columns={room} height={body} now={now} />
      </Box>
    );
  }
  const rule = textRow(icons.rule.repeat(width), 'muted');
  const below = details(width).slice(0, detailsHeight - 1);
  const height = body - detailsHeight;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box height={height} flexShrink={0} alignItems="flex-start">
        <Rows rows={rows} columns={width} height={height} now={now} />
      </Box>
      <Rows rows={[rule, ...below]} columns={width} now={now} />
    </Box>
  );
}

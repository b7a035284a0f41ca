// A list with its selected entry's details beside or below it, and blocks that fill the remaining room.
import { Box } from 'ink';
import type { Shared } from '../contract/knowledge.ts';
import { layoutOf, paneGap } from '../look/layout.ts';
import { Rows } from '../look/Rows.tsx';
import { type Row, textRow } from '../look/rows.ts';
import { useTheme } from '../look/ThemeContext.tsx';
import { type ListLayout, type RowsIn, stacked } from './listLayout.ts';
import { scrolledRows } from './more.ts';

type Props = {
  /** The list and the rows above it. */
  rows: readonly Row[];
  /** Null if nothing is selected. */
  details: RowsIn | null;
  /** The first visible row of the details. */
  top?: number;
  /** Further blocks, the most important first; shown as far as there is room. */
  blocks?: readonly RowsIn[];
  layout: ListLayout;
  shared: Shared;
};

export function ListWithDetails({ rows, details, top = 0, blocks = [], layout, shared }: Props) {
  const { icons } = useTheme();
  const { columns, body } = layoutOf(shared.size);
  const { now } = shared;
  const { width } = layout;
  const place = details === null ? null : layout.details;
  if (details === null || place === null) {
    const room = details === null ? columns : width;
    const list = stacked(rows, blocks, { columns: room, height: body });
    return <Rows rows={list.rows} columns={room} height={body} now={now} />;
  }
  const about = scrolledRows(details(place.columns), { index: top, top }, place.rows);
  if (place.at === 'right') {
    const list = stacked(rows, blocks, { columns: width, height: body });
    const beside = stacked(about, list.left, { columns: place.columns, height: body });
    return (
      <Box alignItems="flex-start">
        <Rows rows={list.rows} columns={width} height={body} now={now} />
        <Box width={paneGap} />
        <Rows rows={beside.rows} columns={place.columns} height={body} now={now} />
      </Box>
    );
  }
  const rule = textRow(icons.rule.repeat(width), 'muted');
  const below = stacked(about, blocks, { columns: width, height: place.rows });
  const height = body - place.rows - 1;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box height={height} flexShrink={0} alignItems="flex-start">
        <Rows rows={rows} columns={width} height={height} now={now} />
      </Box>
      <Rows rows={[rule, ...below.rows]} columns={width} now={now} />
    </Box>
  );
}

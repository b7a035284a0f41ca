// Draws the list of tokens with the selected one's details, or what takes its place for a while.
import { Box } from 'ink';
import { Pager } from '../../components/Pager.tsx';
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { Rows } from '../../look/Rows.tsx';
import { textRow } from '../../look/rows.ts';
import { useTheme } from '../../look/ThemeContext.tsx';
import { createRows, madeRows } from './createRows.ts';
import { tokenDetailHeight as detailHeight, tokensLayout } from './layout.ts';
import { rotationRows } from './rotationRows.ts';
import { tabsRow, tokenDetailRows, tokenListRows, whoseRow } from './rows.ts';
import { scopesRows } from './scopesRows.ts';
import { selectedToken, type TokensPanel, type TokensState } from './state.ts';

type Props = { own: TokensState; shared: Shared };

export function TokensView({ own, shared }: Props) {
  return own.panel === null ? (
    <TokenList own={own} shared={shared} />
  ) : (
    <Above own={own} panel={own.panel} shared={shared} />
  );
}

function Above({ own, panel, shared }: Props & { panel: TokensPanel }) {
  const { columns, body } = layoutOf(shared.size);
  if (panel.type === 'scopes') {
    return <Pager rows={scopesRows(columns)} scroll={panel.scroll} shared={shared} />;
  }
  const rows =
    panel.type === 'create'
      ? createRows(own, panel.form, shared, columns)
      : panel.type === 'made'
        ? madeRows(panel.created, columns, body)
        : rotationRows(panel.rotating, shared, columns);
  return <Rows rows={rows} columns={columns} height={body} now={shared.now} />;
}

function TokenList({ own, shared }: Props) {
  const { icons } = useTheme();
  const { columns, body } = layoutOf(shared.size);
  const { details, width } = tokensLayout(shared.size);
  const { now } = shared;
  const left = [
    tabsRow(own, width),
    whoseRow(own, shared, width),
    ...tokenListRows(own, shared, width),
  ];
  const selected = selectedToken(own, shared);
  if (selected === null || details === 'none') {
    const room = selected === null ? columns : width;
    return <Rows rows={left} columns={room} height={body} now={now} />;
  }
  if (details === 'right') {
    const room = columns - width - 2;
    return (
      <Box alignItems="flex-start">
        <Rows rows={left} columns={width} height={body} now={now} />
        <Box width={2} />
        <Rows rows={tokenDetailRows(own, shared, room)} columns={room} height={body} now={now} />
      </Box>
    );
  }
  const rule = textRow(icons.rule.repeat(width), 'muted');
  const below = tokenDetailRows(own, shared, width).slice(0, detailHeight - 1);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box height={body - detailHeight} flexShrink={0} alignItems="flex-start">
        <Rows rows={left} columns={width} height={body - detailHeight} now={now} />
      </Box>
      <Rows rows={[rule, ...below]} columns={width} now={now} />
    </Box>
  );
}

// The view of the tokens screen: the list with the details, or the panel that replaces it.
import { ListWithDetails } from '../../components/ListWithDetails.tsx';
import { fittingRows } from '../../components/more.ts';
import { Pager } from '../../components/Pager.tsx';
import { scopesRows } from '../../components/scopesRows.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { Rows } from '../../look/Rows.tsx';
import { createRows, madeRows } from './createRows.ts';
import { tokenDetailRows } from './details.ts';
import { headRows } from './head.ts';
import { tokensLayout } from './layout.ts';
import { extentOf, selectedToken } from './list.ts';
import { rotationRows } from './rotationRows.ts';
import { tokenListRows } from './rows.ts';
import { shownTab, type TokensPanel, type TokensState } from './state.ts';

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
  return <Rows rows={fittingRows(rows, body)} columns={columns} now={shared.now} />;
}

function TokenList({ own, shared }: Props) {
  const layout = tokensLayout(shared.size, extentOf(own, shared));
  const { width } = layout;
  const rows = [...headRows(own, shared, width), ...tokenListRows(own, shared, width)];
  const isSelected = selectedToken(own, shared) !== null;
  const details = (columns: number) => tokenDetailRows(own, shared, columns);
  return (
    <ListWithDetails
      rows={rows}
      details={isSelected ? details : null}
      top={shownTab(own).detailsTop}
      layout={layout}
      shared={shared}
    />
  );
}

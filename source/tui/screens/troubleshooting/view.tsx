// Draws a diagnosis: the cause and the fixes first, then every check; or what took its place.
import { Pager } from '../../components/Pager.tsx';
import { placeIn, type Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { Rows } from '../../look/Rows.tsx';
import { pageRows, pasteRows } from './pages.ts';
import { troubleshootingRows, wishListRows } from './rows.ts';
import { type TroubleshootingState, wishes, wishRows } from './state.ts';

export function TroubleshootingView({
  own,
  shared,
}: {
  own: TroubleshootingState;
  shared: Shared;
}) {
  const { columns, body } = layoutOf(shared.size);
  const { panel } = own;
  if (panel?.type === 'wishes') {
    const choices = wishListRows(own.name, wishes, panel.list, wishRows(shared));
    return <Rows rows={choices} columns={columns} />;
  }
  if (panel?.type === 'paste') {
    return <Rows rows={pasteRows(panel.paste, columns, body)} columns={columns} height={body} />;
  }
  if (panel !== null) {
    return (
      <Pager
        rows={pageRows(panel, columns, placeIn(shared))}
        scroll={panel.scroll}
        shared={shared}
      />
    );
  }
  const rows = troubleshootingRows(own, columns);
  return <Pager rows={rows} scroll={own.scroll} shared={shared} />;
}

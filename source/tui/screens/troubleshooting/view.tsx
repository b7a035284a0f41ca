// The view of a diagnosis: the cause and the fixes first, then every check; or the panel that replaces it.
import { Pager } from '../../components/Pager.tsx';
import { pickRows } from '../../components/picker.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { Rows } from '../../look/Rows.tsx';
import { markedPieces } from '../../look/rows.ts';
import { widthOf } from '../../text/width.ts';
import { pasteRows } from './pages.ts';
import { readRows } from './panels.ts';
import { wishRows } from './rows.ts';
import { type TroubleshootingState, wishList, wishText } from './state.ts';

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
    const choices = pickRows(panel.list, wishList(shared), columns, (wish, tone, mark) => {
      const text = wishText(wish);
      return markedPieces(text, widthOf(text), mark, tone);
    });
    return <Rows rows={wishRows(own.name, choices)} columns={columns} />;
  }
  if (panel?.type === 'paste') {
    return <Rows rows={pasteRows(panel.paste, columns, body)} columns={columns} height={body} />;
  }
  const scroll = panel === null ? own.scroll : panel.scroll;
  return <Pager rows={readRows(own, shared)} scroll={scroll} shared={shared} />;
}

// The view of a diagnosis: the cause and the fixes first, then every check; or what took its place.
import { Pager } from '../../components/Pager.tsx';
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { Rows } from '../../look/Rows.tsx';
import { pageRows, pasteRows } from './pages.ts';
import { actionChoiceRows, diagnosisRows } from './rows.ts';
import { actionChoiceHeight, actionChoices, type TroubleshootingState } from './state.ts';

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
    const choices = actionChoiceRows(
      own.name,
      actionChoices,
      panel.list,
      actionChoiceHeight(shared),
    );
    return <Rows rows={choices} columns={columns} />;
  }
  if (panel?.type === 'paste') {
    return <Rows rows={pasteRows(panel.paste, columns, body)} columns={columns} height={body} />;
  }
  if (panel !== null) {
    return <Pager rows={pageRows(panel, columns, shared)} scroll={panel.scroll} shared={shared} />;
  }
  const rows = diagnosisRows(own, columns);
  return <Pager rows={rows} scroll={own.scroll} shared={shared} />;
}

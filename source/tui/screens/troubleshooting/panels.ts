// The panels that replace a diagnosis, and their scrolling.
import { explainText } from '../../../diagnosis/explain.ts';
import { pickedIn, pickerAt, untouchedPicker, updatePicker } from '../../components/picker.ts';
import type { Step } from '../../contract/effects.ts';
import { placeIn, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { atTop, type ListMove, scrollBy } from '../../contract/scroll.ts';
import { layoutOf } from '../../look/layout.ts';
import type { Row } from '../../look/rows.ts';
import { pageRows } from './pages.ts';
import { emptyPasteBox, typedInto } from './paste.ts';
import { diagnosisRows } from './rows.ts';
import {
  runChecklist,
  startDiagnosis,
  type TroubleshootingPanel,
  type TroubleshootingState,
  wishes,
  wishList,
} from './state.ts';

/** The rows of the visible text: a page, else the diagnosis. */
export function readRows(own: TroubleshootingState, shared: Shared): Row[] {
  const { columns } = layoutOf(shared.size);
  const { panel } = own;
  return panel !== null && 'scroll' in panel
    ? pageRows(panel, columns, shared)
    : diagnosisRows(own, columns);
}

/** The visible text, scrolled. */
export function scrolled(
  own: TroubleshootingState,
  by: ListMove,
  shared: Shared,
): TroubleshootingState {
  const { body } = layoutOf(shared.size);
  const { panel } = own;
  const count = readRows(own, shared).length;
  if (panel !== null && 'scroll' in panel) {
    return { ...own, panel: { ...panel, scroll: scrollBy(panel.scroll, by, count, body) } };
  }
  return { ...own, scroll: scrollBy(own.scroll, by, count, body) };
}

/** The state after a panel's message; null for other messages. */
export function updatePanel(
  own: TroubleshootingState,
  message: Message,
  shared: Shared,
): Step<TroubleshootingState> | null {
  const { panel } = own;
  const show = (next: TroubleshootingPanel): Step<TroubleshootingState> => [
    { ...own, panel: next },
  ];
  switch (message.type) {
    case 'troubleshooting.choose': {
      const index = wishes.findIndex(({ action }) => (action?.name ?? null) === own.wanted);
      return show({ type: 'wishes', list: pickerAt(wishList(shared), untouchedPicker, index) });
    }
    case 'troubleshooting.choose.take': {
      if (panel?.type !== 'wishes') return [own];
      const wish = pickedIn(wishList(shared), panel.list);
      if (wish === undefined) return [own];
      return startDiagnosis({ ...own, wanted: wish.action?.name ?? null }, shared);
    }
    case 'troubleshooting.explain':
      return show({ type: 'paste', paste: emptyPasteBox() });
    case 'troubleshooting.explain.type':
      if (panel?.type !== 'paste') return [own];
      return show({ ...panel, paste: typedInto(panel.paste, message.input) });
    case 'troubleshooting.explain.read':
      if (panel?.type !== 'paste') return [own];
      return show({
        type: 'explained',
        explanation: explainText(panel.paste.text, placeIn(shared)),
        scroll: atTop,
      });
    case 'troubleshooting.reference':
      return show({ type: 'reference', scroll: atTop });
    case 'troubleshooting.report': {
      const { diagnosis } = own;
      if (diagnosis.state !== 'ready') return [own];
      return [own, { type: 'report', diagnosis: diagnosis.value }];
    }
    case 'troubleshooting.reported':
      return show({ type: 'report', text: message.text, scroll: atTop });
    case 'troubleshooting.checklist':
      return runChecklist(own);
    case 'troubleshooting.checklist.done':
      if (panel?.type !== 'checklist') return [own];
      return show({
        ...panel,
        practices: { state: 'ready', value: message.practices },
        at: shared.now,
        again: null,
      });
    case 'troubleshooting.checklist.failed':
      if (panel?.type !== 'checklist') return [own];
      return panel.practices.state === 'ready'
        ? show({ ...panel, again: message.error })
        : show({ ...panel, practices: { state: 'failed', error: message.error } });
    case 'troubleshooting.close':
      return [{ ...own, panel: null }];
    default: {
      if (panel?.type !== 'wishes') return null;
      const list = updatePicker(panel.list, wishList(shared), message);
      return list && show({ ...panel, list });
    }
  }
}

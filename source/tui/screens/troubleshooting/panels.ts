// The panels that replace a diagnosis, and their scrolling.
import { explainText } from '../../../diagnosis/explain.ts';
import { type ScrolledPage, withCommandMarked } from '../../components/commandMark.ts';
import { pickedIn, pickerAt, untouchedPicker, updatePicker } from '../../components/picker.ts';
import type { Step } from '../../contract/effects.ts';
import { placeAbout } from '../../contract/jobs.ts';
import { keepLast } from '../../contract/keepLast.ts';
import { placeIn, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { atTop, type ListMove, type Scroll, scrollBy } from '../../contract/scroll.ts';
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

/** Whether the screen shows text to read, not a list or a box to type into. */
export const isPage = ({ panel }: TroubleshootingState): boolean =>
  panel === null || 'scroll' in panel;

/** The rows of the text to read, without the pointer at the marked command. */
export function plainRows(own: TroubleshootingState, shared: Shared): Row[] {
  const { columns } = layoutOf(shared.size);
  const { panel } = own;
  return keptRows([...contentOf(own, shared), columns], () =>
    panel !== null && 'scroll' in panel
      ? pageRows(panel, columns, shared)
      : diagnosisRows(own, columns),
  );
}

/** The rows are kept: each key press needs them several times, and the reference has hundreds. */
const keptRows = keepLast<Row[]>();

/** Everything that the rows depend on. Scrolling changes none of it. */
function contentOf(
  { panel, checks, diagnosis }: TroubleshootingState,
  shared: Shared,
): readonly unknown[] {
  switch (panel?.type) {
    case 'explained':
      return [panel.type, panel.explanation];
    case 'report':
      return [panel.type, panel.text];
    case 'checklist':
      return [panel.type, panel.practices, panel.at, panel.again, shared.now];
    case 'reference':
      return [panel.type, placeIn(shared)];
    default:
      return ['diagnosis', checks, diagnosis];
  }
}

export function pageOf(own: TroubleshootingState, shared: Shared): ScrolledPage {
  const { panel } = own;
  const scroll = panel !== null && 'scroll' in panel ? panel.scroll : own.scroll;
  return { rows: plainRows(own, shared), scroll, height: layoutOf(shared.size).body };
}

/** The rows of the text to read, with a pointer at the marked command. */
export const readRows = (own: TroubleshootingState, shared: Shared): Row[] =>
  withCommandMarked(pageOf(own, shared), own.command);

export function scrolledTo(own: TroubleshootingState, scroll: Scroll): TroubleshootingState {
  const { panel } = own;
  return panel !== null && 'scroll' in panel
    ? { ...own, panel: { ...panel, scroll } }
    : { ...own, scroll };
}

export function scrolled(
  own: TroubleshootingState,
  by: ListMove,
  shared: Shared,
): TroubleshootingState {
  const { rows, scroll, height } = pageOf(own, shared);
  return scrolledTo(own, scrollBy(scroll, by, rows.length, height));
}

/** The state after a message about a panel; null for other messages. */
export function updatePanel(
  own: TroubleshootingState,
  message: Message,
  shared: Shared,
): Step<TroubleshootingState> | null {
  const { panel } = own;
  const show = (next: TroubleshootingPanel): Step<TroubleshootingState> => [
    { ...own, panel: next, command: 0 },
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
        explanation: explainText(panel.paste.text, placeAbout(placeIn(shared), own.name)),
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
      return [{ ...own, panel: null, command: 0 }];
    default: {
      if (panel?.type !== 'wishes') return null;
      const list = updatePicker(panel.list, wishList(shared), message);
      return list && show({ ...panel, list });
    }
  }
}

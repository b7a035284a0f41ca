// The rows of the help: every key that has a meaning now, from the key tables, and the marks.
import { type KeyEntry, keyLabel, type Mark } from '../contract/keymap.ts';
import { blankRow, headingRow, type Row } from '../look/rows.ts';
import { fixed, widthOf } from '../text/width.ts';
import { layersOf } from './listening.ts';
import type { UiState } from './state.ts';

/** The help for the layers below it. */
export function helpRows(state: UiState, columns: number): Row[] {
  const layers = layersOf({ ...state, help: null });
  return layers.flatMap(({ title, entries, legend = [] }, index) => [
    ...(index === 0 ? [] : [blankRow]),
    headingRow(title),
    ...entries.map(entry => entryRow(entry, columns)),
    ...(legend.length === 0 ? [] : [blankRow, headingRow('Marks'), ...legend.map(markRow)]),
  ]);
}

function markRow({ icon, says }: Mark): Row {
  return [{ text: '  ' }, { icon, tone: 'accent' }, { text: ` ${says}` }];
}

const keyColumns = 16;

function entryRow({ keys, does, unavailable }: KeyEntry, columns: number): Row {
  const names = keys.map(keyLabel).join(' ');
  const row: Row = [
    { text: `  ${fixed(names, keyColumns)}`, tone: 'accent' },
    { text: does, tone: unavailable === null ? undefined : 'muted' },
  ];
  const reason = unavailable === null ? '' : `  (${unavailable})`;
  const used = 2 + keyColumns + widthOf(does) + widthOf(reason);
  return reason === '' || used > columns ? row : [...row, { text: reason, tone: 'muted' }];
}

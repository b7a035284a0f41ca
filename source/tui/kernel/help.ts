// The rows of the help: the keys that have a meaning now, and what the screen's marks and colours
// mean; with a filter, only those that match.
import { filterRow, filterText } from '../components/filter.ts';
import { type KeyEntry, keyLabel, type Mark } from '../contract/keymap.ts';
import { blankRow, headingRow, paragraph, type Row } from '../look/rows.ts';
import { holdsAll } from '../text/fuzzy.ts';
import { cut, fixed, widthOf } from '../text/width.ts';
import { layersOf } from './listening.ts';
import type { UiState } from './state.ts';

/** The help for the layers below it. */
export function helpRows(state: UiState, columns: number): Row[] {
  const filter = state.help?.filter ?? null;
  const fits = holdsAll(filterText(filter));
  const groups = layersOf({ ...state, help: null }).flatMap(({ title, entries, legend = [] }) => [
    {
      title,
      rows: helpEntryRows(
        entries.filter(one => fits(entryText(one))),
        columns,
      ),
    },
    {
      title: 'Marks and colours',
      rows: legend.filter(one => fits(markText(one))).flatMap(one => markRows(one, columns)),
    },
  ]);
  const rows = groups
    .filter(group => group.rows.length > 0)
    .flatMap((group, at) => [
      ...(at === 0 ? [] : [blankRow]),
      headingRow(group.title),
      ...group.rows,
    ]);
  if (filter === null) return rows;
  const field: Row = filterRow(filter, null, columns);
  const none = paragraph('Nothing in the help matches', columns, 'muted');
  return [field, ...(rows.length === 0 ? none : rows)];
}

const namesOf = ({ keys }: KeyEntry) => keys.map(keyLabel).join(' ');

function entryText(entry: KeyEntry): string {
  const { does, footer = '', words = [], commands = [] } = entry;
  return [namesOf(entry), does, footer, ...words, ...commands].join(' ');
}

const markText = (mark: Mark) => `${'sample' in mark ? mark.sample : mark.icon} ${mark.says}`;

const sampleColumns = 10;

function markRows(mark: Mark, columns: number): Row[] {
  const { tone = 'accent', says } = mark;
  const [first = blankRow, ...rest] = paragraph(says, columns - sampleColumns - 3);
  const sign: Row =
    'sample' in mark
      ? [{ text: fixed(mark.sample, sampleColumns), tone }]
      : [{ icon: mark.icon, tone }, { text: ' '.repeat(sampleColumns - 1) }];
  return [
    [{ text: '  ' }, ...sign, { text: ' ' }, ...first],
    ...rest.map((row): Row => [{ text: ' '.repeat(sampleColumns + 3) }, ...row]),
  ];
}

const fewestKeyColumns = 16;

/** On a screen with fewer columns, long lists of keys are cut to leave room for the texts. */
const columnsForKeys = 60;

/** A row for each entry: its keys, in a column that is wide enough for the longest, and what they do. */
export function helpEntryRows(entries: readonly KeyEntry[], columns: number): Row[] {
  const widest = Math.max(0, ...entries.map(entry => widthOf(namesOf(entry))));
  const most = columns < columnsForKeys ? fewestKeyColumns : Math.floor(columns / 2);
  const keyColumns = Math.min(most, Math.max(fewestKeyColumns, widest + 2));
  return entries.map(entry => entryRow(entry, columns, keyColumns));
}

function entryRow(entry: KeyEntry, columns: number, keyColumns: number): Row {
  const { does, unavailable } = entry;
  const row: Row = [
    { text: `  ${fixed(cut(namesOf(entry), keyColumns - 2), keyColumns)}`, tone: 'accent' },
    { text: does, tone: unavailable === null ? undefined : 'muted' },
  ];
  const reason = unavailable === null ? '' : `  (${unavailable})`;
  const used = 2 + keyColumns + widthOf(does) + widthOf(reason);
  return reason === '' || used > columns ? row : [...row, { text: reason, tone: 'muted' }];
}

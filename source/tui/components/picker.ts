// A list to pick from: its cursor, its filter, and what its keys do.
import type { Binding, Keys } from '../contract/keymap.ts';
import type { ListEvent } from '../contract/listMessages.ts';
import { type ListName, listEvent } from '../contract/lists.ts';
import type { Message } from '../contract/messages.ts';
import { atTop, move, type Scroll, scrollBy, scrollTo } from '../contract/scroll.ts';
import { type Piece, paragraph, type Row } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';
import type { Filter, Marker } from '../text/fuzzy.ts';
import { choiceRows } from './choices.ts';
import {
  filterRow,
  filterText,
  keptFilter,
  type ListFilter,
  openedFilter,
  typedFilter,
} from './filter.ts';
import { type ListTable, listKeysFor } from './listKeys.ts';
import { isMore } from './more.ts';

export type Picker = Scroll & { filter: ListFilter };

export const untouchedPicker: Picker = { ...atTop, filter: null };

/** What can be picked. */
export type Pickable<Choice> = {
  list: ListName;
  choices: readonly Choice[];
  search: Filter<Choice>;
  /** How many rows there are for the choices and their filter together. */
  height: number;
  /** What the filter's row shows while there is no filter; if absent, the row is left out. */
  head?: Row;
};

/** The choices that match the filter. */
export const foundIn = <Choice>(
  { choices, search }: Pick<Pickable<Choice>, 'choices' | 'search'>,
  { filter }: Picker,
): readonly Choice[] => search.find(choices, filterText(filter));

/** The choice at the cursor; undefined if nothing matches the filter. */
export const pickedIn = <Choice>(
  pickable: Pick<Pickable<Choice>, 'choices' | 'search'>,
  picker: Picker,
): Choice | undefined => foundIn(pickable, picker)[picker.index];

const rowsFor = <Choice>({ height, head }: Pickable<Choice>, { filter }: Picker): number =>
  Math.max(1, filter === null && head === undefined ? height : height - 1);

/** The picker with its cursor at a choice, scrolled no further than necessary. */
export const pickerAt = <Choice>(
  pickable: Pickable<Choice>,
  picker: Picker,
  index: number,
): Picker => ({
  ...picker,
  ...scrollTo(picker, index, foundIn(pickable, picker).length, rowsFor(pickable, picker)),
});

/** A filter after one of its events. */
function filterAfter(filter: ListFilter, event: Exclude<ListEvent, { type: 'move' }>): ListFilter {
  switch (event.type) {
    case 'filter':
      return openedFilter(filter);
    case 'filter.type':
      return typedFilter(filter, event.input);
    case 'filter.keep':
      return keptFilter(filter);
    case 'filter.clear':
      return null;
  }
}

/**
 * The scroll position and filter of a text that is only read, after a message. Such a text has the
 * keys of a list, but no cursor.
 */
export function updateReader(
  reader: Picker,
  list: ListName,
  message: Message,
  { count, height }: { count: () => number; height: number },
): Picker {
  const event = listEvent(list, message);
  if (event === null) return reader;
  if (event.type === 'move') return { ...reader, ...scrollBy(reader, event.by, count(), height) };
  return { ...atTop, filter: filterAfter(reader.filter, event) };
}

/** The picker after a message; null if the message is about something else. */
export function updatePicker<Choice>(
  picker: Picker,
  pickable: Pickable<Choice>,
  message: Message,
): Picker | null {
  const event = listEvent(pickable.list, message);
  if (event === null) return null;
  if (event.type === 'move') {
    const count = foundIn(pickable, picker).length;
    return { ...picker, ...move(picker, event.by, count, rowsFor(pickable, picker)) };
  }
  const next = { ...picker, filter: filterAfter(picker.filter, event) };
  // While a filter is typed, the cursor goes to the best match; otherwise it stays at the choice
  // where it was.
  if (event.type === 'filter.type') return pickerAt(pickable, { ...next, ...atTop }, 0);
  const picked = pickedIn(pickable, picker);
  const index = picked === undefined ? 0 : foundIn(pickable, next).indexOf(picked);
  return pickerAt(pickable, next, Math.max(0, index));
}

/**
 * The rows of a picker: its filter, and the choices that fit.
 * @param pieces the content after the pointer; its `tone` is undefined except at the cursor
 */
export function pickRows<Choice>(
  picker: Picker,
  pickable: Pickable<Choice>,
  columns: number,
  pieces: (choice: Choice, tone: Tone | undefined, mark: Marker) => readonly Piece[],
): Row[] {
  const { filter } = picker;
  const { choices, search, head } = pickable;
  const found = foundIn(pickable, picker);
  const first =
    filter === null
      ? head === undefined
        ? []
        : [head]
      : [filterRow(filter, { found: found.length, all: choices.length }, columns)];
  const query = filterText(filter);
  const rows = choiceRows(found, picker, rowsFor(pickable, picker), (choice, tone) =>
    pieces(choice, tone, search.markerOf(choice, query)),
  );
  const isNothing = found.length === 0 && choices.length > 0;
  const none = isNothing ? paragraph('Nothing matches. Esc clears the filter.', columns) : [];
  return [...first, ...rows, ...none];
}

/** The present meaning of keys in a picker; see `listKeysFor`. */
export function pickerKeys<Own, Choice>(
  title: string,
  table: ListTable<Own>,
  { picker, pickable }: { picker: Picker; pickable: Pickable<Choice> },
  bindings: readonly Binding<Own>[],
  own: Own,
): Keys {
  const more = isMore(foundIn(pickable, picker).length, rowsFor(pickable, picker));
  return { ...listKeysFor(title, table, picker.filter, bindings, own), more };
}

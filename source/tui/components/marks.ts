// Marks on list entries; some keys act on all marked entries together. Pure.
import type { Piece } from '../look/rows.ts';
import { counted } from '../text/names.ts';

/**
 * The name of an entry, and the id that it keeps when it is renamed. `id` is null for an entry
 * without one.
 */
export type Markable = { name: string; id: string | null };

/** By name, so that no filter, sort order or new list moves a mark to another row. */
export type Marks = ReadonlyMap<string, Markable['id']>;

export const noMarks: Marks = new Map();

export type MarkEvent =
  | { type: 'toggle'; entry: Markable }
  /** Marks all visible entries; if all are marked, none. */
  | { type: 'toggle-shown'; shown: readonly Markable[] }
  | { type: 'clear' }
  /** The list was read again: these are all of its entries. */
  | { type: 'read'; all: readonly Markable[] };

export function updateMarks(marks: Marks, event: MarkEvent): Marks {
  switch (event.type) {
    case 'toggle': {
      const { name, id } = event.entry;
      return marks.has(name) ? without(marks, [event.entry]) : new Map(marks).set(name, id);
    }
    case 'toggle-shown': {
      const { shown } = event;
      if (shown.every(({ name }) => marks.has(name))) return without(marks, shown);
      return new Map([...marks, ...shown.map(entryOf)]);
    }
    case 'clear':
      return noMarks;
    case 'read':
      return marks.size === 0 ? marks : afterReading(marks, event.all);
  }
}

const entryOf = ({ name, id }: Markable) => [name, id] as const;

const without = (marks: Marks, gone: readonly Markable[]): Marks => {
  const names = new Set(gone.map(({ name }) => name));
  return new Map([...marks].filter(([name]) => !names.has(name)));
};

/** A mark follows a renamed entry, and does not pass to another entry that gets the old name. */
function afterReading(marks: Marks, all: readonly Markable[]): Marks {
  const byName = new Map(all.map(entryOf));
  const namesById = new Map<string, string[]>();
  for (const { name, id } of all) {
    if (id !== null) namesById.set(id, [...(namesById.get(id) ?? []), name]);
  }
  const kept = [...marks].flatMap(([name, id]): [string, string | null][] => {
    const now = byName.get(name);
    // An entry that had no id before may have one now.
    if (now !== undefined && (id === null || id === now)) return [[name, now]];
    const [renamed, ...others] = id === null ? [] : (namesById.get(id) ?? []);
    return renamed === undefined || others.length > 0 ? [] : [[renamed, id]];
  });
  const isSame = kept.length === marks.size && kept.every(([name, id]) => marks.get(name) === id);
  return isSame ? marks : new Map(kept);
}

/** The entries that keys act on, and how many marked ones the filter hides. */
export type ActedOn<Entry> = { entries: readonly Entry[]; hidden: number };

/** The visible marked entries; without marks the selected entry. */
export function actedOn<Entry>(
  marks: Marks,
  shown: readonly Entry[],
  nameOf: (entry: Entry) => string,
  selected: Entry | null,
): ActedOn<Entry> {
  if (marks.size === 0) return { entries: selected === null ? [] : [selected], hidden: 0 };
  const entries = shown.filter(entry => marks.has(nameOf(entry)));
  return { entries, hidden: marks.size - entries.length };
}

/** The reason why keys cannot act, if the filter hides all marked entries; otherwise null. */
export const whyHidden = ({ entries, hidden }: ActedOn<unknown>): string | null =>
  entries.length === 0 && hidden > 0
    ? `The filter hides what is marked (${hidden}): Esc clears the marks`
    : null;

/**
 * The number of marked entries, as part of a list's title.
 * @param what the noun for one entry, such as `profile`; it is read aloud
 */
export function markCountPieces(
  marks: Marks,
  { hidden }: Pick<ActedOn<unknown>, 'hidden'>,
  what: string,
  isSpoken: boolean,
): Piece[] {
  if (marks.size === 0) return [];
  const count = isSpoken ? `${counted(marks.size, what)} marked` : `${marks.size} marked`;
  const rest = hidden === 0 ? '' : `, ${hidden} hidden by the filter`;
  return [{ text: `  ${count}${rest}`, tone: 'accent' }];
}

/** The sign before a marked entry. For screen readers `markedWord` follows the name of the entry instead. */
export const markPiece = (isMarked: boolean, isSpoken: boolean): Piece =>
  isMarked && !isSpoken ? { icon: 'marked', tone: 'accent' } : { text: ' ' };

export const markedWord = (isMarked: boolean, isSpoken: boolean): Piece[] =>
  isMarked && isSpoken ? [{ text: ', marked' }] : [];

/** Says how many marked entries the filter hides, and that nothing is done to those. */
export const hiddenLines = (hidden: number): string[] =>
  hidden === 0
    ? []
    : [
        `${hidden} more ${hidden === 1 ? 'is' : 'are'} marked, and hidden by the filter: nothing is done to ${hidden === 1 ? 'it' : 'them'}.`,
      ];

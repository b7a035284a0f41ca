// Marks on the entries of a list, which keys then act on together. Pure.
import type { Piece } from '../look/rows.ts';
import { counted } from '../text/names.ts';

/** An entry by its name, and by what stays when it is renamed; null where nothing does. */
export type Markable = { name: string; id: string | null };

/** By name: a filter, a sort order or a new list moves no mark to another row. */
export type Marks = ReadonlyMap<string, Markable['id']>;

export const noMarks: Marks = new Map();

export type MarkEvent =
  | { type: 'toggle'; entry: Markable }
  /** All that are shown, or none of them where all are marked. */
  | { type: 'toggle-shown'; shown: readonly Markable[] }
  | { type: 'clear' }
  /** The list was read again: these are all that there are. */
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

/** A mark stays with what was marked: it goes along with a new name, and is no mark of another by the old one. */
function afterReading(marks: Marks, all: readonly Markable[]): Marks {
  const byName = new Map(all.map(entryOf));
  const namesById = new Map<string, string[]>();
  for (const { name, id } of all) {
    if (id !== null) namesById.set(id, [...(namesById.get(id) ?? []), name]);
  }
  const kept = [...marks].flatMap(([name, id]): [string, string | null][] => {
    const now = byName.get(name);
    // What had no id before may have got one.
    if (now !== undefined && (id === null || id === now)) return [[name, now]];
    const [renamed, ...others] = id === null ? [] : (namesById.get(id) ?? []);
    return renamed === undefined || others.length > 0 ? [] : [[renamed, id]];
  });
  const isSame = kept.length === marks.size && kept.every(([name, id]) => marks.get(name) === id);
  return isSame ? marks : new Map(kept);
}

/** What keys act on, and how many marked entries a filter keeps from that. */
export type ActedOn<Entry> = { entries: readonly Entry[]; hidden: number };

/** The marked entries that are shown; without marks the selected one. */
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

/** The reason why marks keep keys from acting: what would be acted on is not seen; null where they do not. */
export const whyHidden = ({ entries, hidden }: ActedOn<unknown>): string | null =>
  entries.length === 0 && hidden > 0
    ? `The filter hides what is marked (${hidden}): Esc takes the marks off`
    : null;

/** How many are marked, as part of a list's title. @param what one of them is, for reading aloud */
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

/** The sign before a marked entry; read aloud it is a word behind its name. */
export const markPiece = (isMarked: boolean, isSpoken: boolean): Piece =>
  isMarked && !isSpoken ? { icon: 'marked', tone: 'accent' } : { text: ' ' };

export const markedWord = (isMarked: boolean, isSpoken: boolean): Piece[] =>
  isMarked && isSpoken ? [{ text: ', marked' }] : [];

/** A sentence about the entries that a filter keeps from what is done to the others. */
export const hiddenLines = (hidden: number): string[] =>
  hidden === 0
    ? []
    : [
        `${hidden} more ${hidden === 1 ? 'is' : 'are'} marked, and hidden by the filter: nothing is done to ${hidden === 1 ? 'it' : 'them'}.`,
      ];

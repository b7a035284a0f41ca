// The search in lists: the letters of each typed word, in order, wherever they are.
import { graphemes } from './width.ts';

/**
 * How well an item matches. 0: not at all; 1: in a strict field; 2: as scattered letters in a loose field; 3: as a
 * substring of a loose field; 4: at the start of a word in a loose field.
 */
type Fit = 0 | 1 | 2 | 3 | 4;

/**
 * Loose fields, such as names, match scattered letters in order; strict ones, such as ids, match
 * only an unbroken word.
 */
export type Searched = {
  loose: readonly (string | null | undefined)[];
  strict: readonly (string | null | undefined)[];
};
/** Texts of several fields are separated by line breaks, which no query contains. */
type Prepared = { loose: string[]; looseText: string; strictText: string };

/** A piece of a text, and whether it matches. */
type Stretch = { text: string; marked: boolean };

/**
 * Splits a text (a field of an item, or a text that contains one) into pieces, and marks those that made the item
 * match.
 */
export type Marker = (text: string) => readonly Stretch[];

export const unmarked: Marker = text => [{ text, marked: false }];

export type Filter<Item> = {
  find(items: readonly Item[], query: string): readonly Item[];
  /** The marker for an item that matches. Marking costs more than searching, so only visible items are marked. */
  markerOf(item: Item, query: string): Marker;
};

/**
 * A filter for lists of one kind of item, fast enough to run on every key: it caches each item's prepared
 * text, and its latest answers for a list. The best matches come first; otherwise the order stays.
 */
export function createFilter<Item extends object>(
  fieldsOf: (item: Item) => Searched,
): Filter<Item> {
  const known = new WeakMap<Item, Prepared>();
  const preparedOf = (item: Item): Prepared => {
    const before = known.get(item);
    if (before !== undefined) return before;
    const prepared = prepare(fieldsOf(item));
    known.set(item, prepared);
    return prepared;
  };
  let list: { items: readonly Item[]; answers: Map<string, Answer<Item>> } | null = null;
  return {
    find(items, query) {
      if (list?.items !== items) list = { items, answers: new Map() };
      const { answers } = list;
      const before = answers.get(query);
      if (before !== undefined) return before.best;
      const words = wordsOf(query);
      if (words.length === 0) return items;
      if (answers.size >= mostAnswers) answers.clear();
      // Every match of a longer query also matches the shorter query that it extends.
      const among = answers.get(query.slice(0, -1))?.passed ?? items;
      const answer = answered(among, item => fitOf(words, preparedOf(item)));
      answers.set(query, answer);
      return answer.best;
    },
    markerOf: (item, query) => markerFor(wordsOf(query), preparedOf(item)),
  };
}

/**
 * Whether every word of a query occurs unbroken in a text. Used for texts that are read, such as
 * the help and the log; lists to pick from use `createFilter`.
 */
export function holdsAll(query: string): (text: string) => boolean {
  const words = wordsOf(query);
  return text => {
    const folded = fold(text);
    return words.every(word => folded.includes(word));
  };
}

/** `passed`: all matches in list order. `best`: the same matches, the best first. */
type Answer<Item> = { passed: readonly Item[]; best: readonly Item[] };

/** The most answers kept for a list: enough while letters are typed and deleted again. */
const mostAnswers = 32;

function answered<Item>(items: readonly Item[], rank: (item: Item) => Fit): Answer<Item> {
  const passed: Item[] = [];
  const byFit: [Item[], Item[], Item[], Item[], Item[]] = [[], [], [], [], []];
  for (const item of items) {
    const fit = rank(item);
    if (fit === 0) continue;
    passed.push(item);
    byFit[fit].push(item);
  }
  return { passed, best: byFit.toReversed().flat() };
}

function markerFor(words: readonly string[], prepared: Prepared): Marker {
  if (words.length === 0) return unmarked;
  return text => {
    const letters = graphemes(text);
    const folded = letters.map(fold);
    const whole = folded.join('');
    const placesIn = (word: string): number[] => {
      if (fitOfWord(word, prepared) === 2) {
        return prepared.loose.includes(whole) ? scatteredIn(word, whole) : [];
      }
      const at = whole.indexOf(word);
      return at === -1 ? [] : Array.from({ length: word.length }, (_, offset) => at + offset);
    };
    const letterAt = folded.flatMap((part, index) => Array<number>(part.length).fill(index));
    const marked = new Set(words.flatMap(placesIn).map(place => letterAt[place]));
    return stretchesOf(letters, marked);
  };
}

function stretchesOf(letters: readonly string[], marks: ReadonlySet<unknown>): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, text] of letters.entries()) {
    const marked = marks.has(index);
    const last = stretches.at(-1);
    if (last?.marked === marked) last.text += text;
    else stretches.push({ text, marked });
  }
  return stretches;
}

function prepare({ loose, strict }: Searched): Prepared {
  const looseText = fold(loose.join('\n'));
  return { loose: looseText.split('\n'), looseText, strictText: fold(strict.join('\n')) };
}

function wordsOf(query: string): string[] {
  return fold(query)
    .split(/\s+/)
    .filter(word => word !== '');
}

/** Lower case, without accents. Most text is ASCII, and ASCII letters have no accents to remove. */
function fold(text: string): string {
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase();
  // Greek writes a final sigma differently; it is the same letter.
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');
}

/** The rank of the word that matches worst. */
function fitOf(words: readonly string[], prepared: Prepared): Fit {
  let fit: Fit = 4;
  for (const word of words) {
    const own = fitOfWord(word, prepared);
    if (own === 0) return 0;
    if (own < fit) fit = own;
  }
  return fit;
}

function fitOfWord(word: string, { loose, looseText, strictText }: Prepared): Fit {
  if (looseText.includes(word)) return beginsWord(word, looseText) ? 4 : 3;
  // The check of all fields together comes first, because it rules out most items.
  const mayFit = word.length > 1 && isScattered(word, looseText);
  if (mayFit && loose.some(field => isScattered(word, field))) return 2;
  return strictText.includes(word) ? 1 : 0;
}

function beginsWord(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

/** Whether the word's letters occur in the text in order; `seen` is called with their places. */
function isScattered(word: string, text: string, seen?: (place: number) => void): boolean {
  let from = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at === -1) return false;
    seen?.(at);
    from = at + letter.length;
  }
  return true;
}

function scatteredIn(word: string, text: string): number[] {
  const places: number[] = [];
  return isScattered(word, text, place => places.push(place)) ? places : [];
}

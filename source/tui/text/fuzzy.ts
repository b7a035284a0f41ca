// The search in lists: each word typed, its letters in order, wherever they stand.
import { graphemes } from './width.ts';

/**
 * How well something fits what is looked for: not at all, in a strict field, letter by letter in a
 * loose one, in a loose one as it was typed, or even where a word of it begins. What names a thing
 * counts for more than what many share.
 */
type Fit = 0 | 1 | 2 | 3 | 4;

/** Fields in which letters in order suffice, and fields that must hold a word as it was typed. */
export type Searched = {
  loose: readonly (string | null | undefined)[];
  strict: readonly (string | null | undefined)[];
};
/** Texts of several fields have line breaks between them, which no query holds. */
type Prepared = { loose: string[]; looseText: string; strictText: string };

/** A piece of a text, and whether it is what was looked for. */
type Stretch = { text: string; marked: boolean };

/** Says which pieces of a text (a field of an item, or what holds one) made the item fit. */
export type Marker = (text: string) => readonly Stretch[];

export const unmarked: Marker = text => [{ text, marked: false }];

export type Filter<Item> = {
  find(items: readonly Item[], query: string): readonly Item[];
  /** For an item that was found. Marking costs more than finding: only for what is seen. */
  markerOf(item: Item, query: string): Marker;
};

/**
 * A filter for lists of the same kind of item, quick enough to run at every key: it remembers the
 * prepared text of each item, and its last answers about a list. What fits best comes first;
 * otherwise the order stays.
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
      // Whatever fits a longer query fits the shorter one that it began as.
      const among = answers.get(query.slice(0, -1))?.passed ?? items;
      const answer = answered(among, item => fitOf(words, preparedOf(item)));
      answers.set(query, answer);
      return answer.best;
    },
    markerOf: (item, query) => markerFor(wordsOf(query), preparedOf(item)),
  };
}

/** All that fits, in the order of the list, and with the best first. */
type Answer<Item> = { passed: readonly Item[]; best: readonly Item[] };

/** As many as are typed and taken back in one go. */
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

/** Lower case, without accents. Most text is ASCII and has none; that is worth asking first. */
function fold(text: string): string {
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase();
  // The last sigma of a word is written otherwise, and is no other letter.
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');
}

/** As well as the word fits that fits worst. */
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
  // All fields at once first: most items are ruled out by that.
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

/** Whether the letters of the word stand in the text in their order; `seen` hears where. */
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

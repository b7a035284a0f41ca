// Owns finding list entries by what is typed: each word, its letters in order, wherever they stand.
import { graphemes } from './width.ts';

/**
 * How well something fits what is looked for: not at all, in a strict field, letter by letter in a
 * loose one, or in a loose one as it was typed. What names a thing counts for more than what many share.
 */
type Fit = 0 | 1 | 2 | 3;

/** Fields in which letters in order suffice, and fields that must hold a word as it was typed. */
export type Searched = {
  loose: readonly (string | null | undefined)[];
  strict: readonly (string | null | undefined)[];
};
/** Texts of several fields have line breaks between them, which no query holds. */
type Prepared = { loose: string[]; looseText: string; strictText: string };

/** A piece of a text, and whether it is what was looked for. */
export type Stretch = { text: string; marked: boolean };

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
 * prepared text of each item, and its last answer. What fits best comes first; otherwise the order
 * stays.
 */
export function createFilter<Item extends object>(
  fieldsOf: (item: Item) => Searched,
): Filter<Item> {
  const known = new WeakMap<Item, Prepared>();
  const preparedOf = (item: Item): Prepared => {
    const prepared = known.get(item) ?? prepare(fieldsOf(item));
    known.set(item, prepared);
    return prepared;
  };
  let last: { items: readonly Item[]; query: string; found: readonly Item[] } | null = null;
  return {
    find(items, query) {
      if (last?.items === items && last.query === query) return last.found;
      const words = wordsOf(query);
      const found =
        words.length === 0 ? items : best(items, item => fitOf(words, preparedOf(item)));
      last = { items, query, found };
      return found;
    },
    markerOf: (item, query) => markerFor(wordsOf(query), preparedOf(item)),
  };
}

function markerFor(words: readonly string[], prepared: Prepared): Marker {
  if (words.length === 0) return unmarked;
  return text => {
    const letters = graphemes(text);
    const folded = letters.map(fold);
    const whole = folded.join('');
    const placesIn = (word: string): number[] => {
      if (fitOfWord(word, prepared) === 2) {
        return (prepared.loose.includes(whole) && subsequence(word, whole)) || [];
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

function best<Item>(items: readonly Item[], rank: (item: Item) => Fit): Item[] {
  const byFit: [Item[], Item[], Item[], Item[]] = [[], [], [], []];
  for (const item of items) byFit[rank(item)].push(item);
  return [...byFit[3], ...byFit[2], ...byFit[1]];
}

function wordsOf(query: string): string[] {
  return fold(query)
    .split(/\s+/)
    .filter(word => word !== '');
}

/** Lower case, without accents. Most text is ASCII and has none; that is worth asking first. */
function fold(text: string): string {
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** As well as the word fits that fits worst. */
function fitOf(words: readonly string[], prepared: Prepared): Fit {
  let fit: Fit = 3;
  for (const word of words) {
    const own = fitOfWord(word, prepared);
    if (own === 0) return 0;
    if (own < fit) fit = own;
  }
  return fit;
}

function fitOfWord(word: string, { loose, looseText, strictText }: Prepared): Fit {
  if (looseText.includes(word)) return 3;
  if (loose.some(field => subsequence(word, field) !== null)) return 2;
  return strictText.includes(word) ? 1 : 0;
}

/** Where the letters of the word stand in the text, in their order; null when they do not. */
function subsequence(word: string, text: string): number[] | null {
  const places: number[] = [];
  let from = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at === -1) return null;
    places.push(at);
    from = at + letter.length;
  }
  return places;
}

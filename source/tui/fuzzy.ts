// Owns finding list entries by what is typed: each word, its letters in order, wherever they stand.

/** How well an item fits what is looked for: not at all, letter by letter, or as it stands there. */
type Fit = 0 | 1 | 2;

/** Fields in which letters in order suffice, and fields that must hold a word as it was typed. */
export type Searched = {
  loose: readonly (string | null | undefined)[];
  strict: readonly (string | null | undefined)[];
};
type Prepared = { loose: string[]; all: string };

/**
 * A filter for lists of the same kind of item, quick enough to run at every key: it remembers the
 * prepared text of each item, and its last answer. What holds the words as typed comes first;
 * otherwise the order stays.
 */
export function createFilter<Item extends object>(fieldsOf: (item: Item) => Searched) {
  const known = new WeakMap<Item, Prepared>();
  const preparedOf = (item: Item): Prepared => {
    const prepared = known.get(item) ?? prepare(fieldsOf(item));
    known.set(item, prepared);
    return prepared;
  };
  let last: { items: readonly Item[]; query: string; found: readonly Item[] } | null = null;
  return (items: readonly Item[], query: string): readonly Item[] => {
    if (last?.items === items && last.query === query) return last.found;
    const words = wordsOf(query);
    const found = words.length === 0 ? items : best(items, item => fitOf(words, preparedOf(item)));
    last = { items, query, found };
    return found;
  };
}

function prepare({ loose, strict }: Searched): Prepared {
  const folded = loose.map(field => fold(field ?? ''));
  // A line break, which no query holds, keeps words from matching across fields.
  return { loose: folded, all: [...folded, ...strict.map(field => fold(field ?? ''))].join('\n') };
}

function best<Item>(items: readonly Item[], rank: (item: Item) => Fit): Item[] {
  const byFit: [Item[], Item[], Item[]] = [[], [], []];
  for (const item of items) byFit[rank(item)].push(item);
  return [...byFit[2], ...byFit[1]];
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

function fitOf(words: readonly string[], { loose, all }: Prepared): Fit {
  if (words.every(word => all.includes(word))) return 2;
  const found = (word: string) =>
    all.includes(word) || loose.some(field => isSubsequence(word, field));
  return words.every(found) ? 1 : 0;
}

function isSubsequence(word: string, text: string): boolean {
  let from = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at === -1) return false;
    from = at + letter.length;
  }
  return true;
}

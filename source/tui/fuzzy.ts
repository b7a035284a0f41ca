// Owns finding list entries by what is typed: each word, its letters in order, wherever they stand.

/** Whether every word of the query is found in the text; case and accents make no difference. */
export function matches(query: string, text: string): boolean {
  return matchesFolded(wordsOf(query), fold(text));
}

/**
 * A filter for lists of the same kind of item, quick enough to run at every key: it remembers the
 * prepared text of each item, and its last answer.
 */
export function createFilter<Item extends object>(searched: (item: Item) => string) {
  const prepared = new WeakMap<Item, string>();
  const textOf = (item: Item) => {
    const text = prepared.get(item) ?? fold(searched(item));
    prepared.set(item, text);
    return text;
  };
  let last: { items: readonly Item[]; query: string; found: readonly Item[] } | null = null;
  return (items: readonly Item[], query: string): readonly Item[] => {
    if (last?.items === items && last.query === query) return last.found;
    const words = wordsOf(query);
    const found =
      words.length === 0 ? items : items.filter(item => matchesFolded(words, textOf(item)));
    last = { items, query, found };
    return found;
  };
}

function wordsOf(query: string): string[] {
  return fold(query)
    .split(/\s+/)
    .filter(word => word !== '');
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function matchesFolded(words: readonly string[], text: string): boolean {
  return words.every(word => text.includes(word) || isSubsequence(word, text));
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

// The search among actions: by what they are called, in whole words first; by scattered letters at last.
import type { KeyEntry } from '../contract/keymap.ts';
import type { ScreenName } from '../contract/screenTypes.ts';
import { createFilter, type Marker } from '../text/fuzzy.ts';

export type PaletteAction = {
  /** The heading that the help gives its keys. */
  title: string;
  entry: KeyEntry;
  /** The screen that has to be gone to first; null for what can be done where one is. */
  screen: ScreenName | null;
  /** Why it cannot be done; null where it can, and where only its screen can tell. */
  unavailable: string | null;
};

/** An action that was found, and by which of its other names, where its sentence does not show it. */
export type FoundAction = { action: PaletteAction; name: string | null; mark: Marker };

/** What an action is called, besides the sentence that says what it does. */
const namesOf = ({ entry: { footer, words = [], commands = [] } }: PaletteAction): string[] => [
  ...(footer === undefined ? [] : [footer]),
  ...words,
  ...commands,
];

/** Marks words as they were typed. */
const wordFilter = createFilter<PaletteAction>(action => ({
  loose: [],
  strict: [action.entry.does, action.title, ...namesOf(action)],
}));

const letterFilter = createFilter<PaletteAction>(({ entry }) => ({
  loose: [entry.does],
  strict: [],
}));

export function findActions(actions: readonly PaletteAction[], query: string): FoundAction[] {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return actions.map(action => found(action, null, query));
  const ranked = actions.flatMap(action => {
    const rank = rankOf(action, wanted);
    return rank === null ? [] : { action, ...rank };
  });
  if (ranked.length > 0) {
    const best = ranked.toSorted((a, b) => b.fit - a.fit);
    return best.map(({ action, name }) => found(action, name, query));
  }
  const scattered = letterFilter.find(actions, query);
  return scattered.map(action => ({
    action,
    name: null,
    mark: letterFilter.markerOf(action, query),
  }));
}

const found = (action: PaletteAction, name: string | null, query: string): FoundAction => ({
  action,
  name,
  mark: wordFilter.markerOf(action, query),
});

/** From the best: it is called that; has these words; has words that begin so; holds it; its screen is called that. */
const fits = { called: 5, words: 4, begins: 3, holds: 2, screen: 1 } as const;

type Rank = { fit: number; name: string | null };

function rankOf(action: PaletteAction, wanted: readonly string[]): Rank | null {
  const { does } = action.entry;
  const names = namesOf(action);
  const query = wanted.join(' ');
  const called = names.find(name => wordsOf(name).join(' ') === query);
  if (called !== undefined) return { fit: fits.called, name: beside(does, called) };
  for (const { fit, holds } of waysToFit) {
    // In one name by itself before all of them together: `log out` is not a `log` and an `out`.
    const alone = [does, ...names].find(name => wanted.every(word => holds(wordsOf(name), word)));
    if (alone !== undefined) return { fit, name: alone === does ? null : beside(does, alone) };
  }
  const all = wordsOf([does, action.title, ...names].join(' '));
  const holdsAll = wanted.every(word => all.some(other => other.includes(word)));
  return holdsAll ? { fit: fits.screen, name: null } : null;
}

const waysToFit = [
  { fit: fits.words, holds: (words: readonly string[], word: string) => words.includes(word) },
  {
    fit: fits.begins,
    holds: (words: readonly string[], word: string) => words.some(other => other.startsWith(word)),
  },
  {
    fit: fits.holds,
    holds: (words: readonly string[], word: string) => words.some(other => other.includes(word)),
  },
];

/** A name that is seen already need not be told. */
const beside = (does: string, name: string): string | null =>
  does.toLowerCase().includes(name.toLowerCase()) ? null : name;

/** Words as they are compared: lower case, without what stands around them. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
}

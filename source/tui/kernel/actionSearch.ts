// The search among actions: whole words of their names first, scattered letters last.
import type { KeyEntry } from '../contract/keymap.ts';
import type { ScreenName } from '../contract/screenTypes.ts';
import { createFilter, type Marker } from '../text/fuzzy.ts';

export type PaletteAction = {
  /** The heading of the action's keys in the help. */
  title: string;
  entry: KeyEntry;
  /** The screen to open first; null for an action on the current one. */
  screen: ScreenName | null;
  /** The reason why the action is not possible; null if it is, or if only its screen can tell. */
  unavailable: string | null;
};

/** An action that was found. `name` is the name that matched; null if the action's description matched. */
export type FoundAction = { action: PaletteAction; name: string | null; mark: Marker };

/** The names of an action besides the sentence that describes it. */
const namesOf = ({ entry: { footer, words = [], commands = [] } }: PaletteAction): string[] => [
  ...(footer === undefined ? [] : [footer]),
  ...words,
  ...commands,
];

/** Marks a typed word where its letters stand together; `letterFilter` marks scattered ones too. */
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

/**
 * From the best match to the worst: the exact name; whole words of one name; starts of words in one
 * name; substrings of one name; each word in any name or in the heading.
 */
const fits = { called: 5, words: 4, begins: 3, holds: 2, screen: 1 } as const;

type Rank = { fit: number; name: string | null };

function rankOf(action: PaletteAction, wanted: readonly string[]): Rank | null {
  const { does } = action.entry;
  const names = namesOf(action);
  const query = wanted.join(' ');
  const called = names.find(name => wordsOf(name).join(' ') === query);
  if (called !== undefined) return { fit: fits.called, name: beside(does, called) };
  for (const { fit, holds } of waysToFit) {
    // For `log out`, a name with both words is better than one name with `log` and another with `out`.
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

/** The name, unless the action's sentence already contains it. */
const beside = (does: string, name: string): string | null =>
  does.toLowerCase().includes(name.toLowerCase()) ? null : name;

/** Words for comparison: lower case, without accents and punctuation. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
}

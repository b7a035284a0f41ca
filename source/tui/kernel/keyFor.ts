// The keys that do what commands do, from the screens' key tables: texts on a screen name these keys instead of
// commands.
import type { LinePlace } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import type { Deed } from '../../diagnosis/diagnosis.ts';
import { linePlace } from '../../linePlace.ts';
import { type Binding, keyLabel } from '../contract/keymap.ts';
import type { ScreenName } from '../contract/screenTypes.ts';
import { homeScreen, screens } from '../screens/registry.ts';
import { screenNames } from './screens.ts';

type AnyBinding = Omit<Binding, 'unavailable'>;
type KeyOnScreen = { key: string; others: readonly string[]; screen: ScreenName; fit: number };

/** Flags whose values a screen knows or asks for: the profile, its API URL, target and token. */
const known = new Set([
  '--profile',
  '--apiUrl',
  '--workspaceId',
  '--bot',
  '--integration',
  '--with-token',
]);

/**
 * The key to press instead of a command, in a few words; null if no key does the same.
 * @param words of the command, without `bp-auth`
 */
export const keyFor = (words: readonly string[]): string | null =>
  keyWhere(({ commands = [] }) =>
    Math.max(
      0,
      ...commands
        .map(command => command.split(' '))
        .filter(command => covers(command, words))
        .map(({ length }) => length),
    ),
  );

/** The key that carries out a fix of this type; null if there is none. */
export const keyForDeed = (type: Deed['type']): string | null =>
  keyWhere(({ deed }) => (deed === type ? 1 : 0));

/** @param fitOf how well a binding does what was asked for; 0 for not at all */
function keyWhere(fitOf: (binding: AnyBinding) => number): string | null {
  const found = screenNames.flatMap(screen =>
    tableOf(screen).map(
      (binding): KeyOnScreen => ({
        key: keyLabel(binding.keys[0] ?? ''),
        others: binding.keys.map(keyLabel),
        screen,
        fit: fitOf(binding),
      }),
    ),
  );
  const most = Math.max(...found.map(one => one.fit));
  const best = most === 0 ? [] : found.filter(one => one.fit === most);
  const [first] = best;
  if (first === undefined) return null;
  const home = best.find(({ screen }) => screen === homeScreen);
  // The words `in the list` are not needed if the key works on every screen about a profile.
  if (home !== undefined && screenNames.every(name => !isAbout(name) || hasKey(best, name, home))) {
    return home.key;
  }
  if (home !== undefined) return `${home.key} in the list`;
  const way = tableOf(homeScreen).find(({ message }) => opens(message, first.screen));
  const opener = way?.keys[0];
  return opener === undefined ? null : `${keyLabel(opener)} in the list, then ${first.key}`;
}

const isAbout = (name: ScreenName) => screens[name].about !== undefined;

const hasKey = (found: readonly KeyOnScreen[], screen: ScreenName, { key }: KeyOnScreen) =>
  found.some(other => other.screen === screen && other.others.includes(key));

const tableOf = (name: ScreenName): readonly AnyBinding[] => screens[name].table ?? [];

const opens = (message: Binding['message'], screen: ScreenName): boolean =>
  'screen' in message && message.screen === screen;

/**
 * Whether a binding's command does what a printed command does. The profile in the printed command does not matter.
 * @param words of the printed command, without `bp-auth`
 */
function covers(command: readonly string[], words: readonly string[]): boolean {
  const isFlag = (word: string) => word.startsWith('--');
  const verbs = command.filter(word => !isFlag(word));
  const flags = words.filter(isFlag).map(flag => flag.split('=')[0] ?? flag);
  return (
    verbs.every((verb, at) => words[at] === verb) &&
    command.filter(isFlag).every(flag => flags.includes(flag)) &&
    flags.every(flag => known.has(flag) || command.includes(flag))
  );
}

/**
 * The `LinePlace` for texts on the screens: they name keys instead of commands. The API URL of the
 * command that opened the UI is not repeated, because other profiles have other URLs.
 */
export function screenPlace(ctx: Context): LinePlace {
  const place = linePlace(ctx);
  const about = (place.about ?? []).filter(([flag]) => flag !== '--apiUrl');
  return { ...place, about, keyOf: keyFor };
}

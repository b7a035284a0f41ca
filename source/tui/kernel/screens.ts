// Access to the screens: opening one, sending messages to all, asking one.
import type { Effect, Step } from '../contract/effects.ts';
import type { Keys } from '../contract/keymap.ts';
import type { Shared } from '../contract/knowledge.ts';
import type { Message } from '../contract/messages.ts';
import type { Observation } from '../contract/observation.ts';
import type { Screen } from '../contract/screen.ts';
import type { Opening, ScreenName, ScreenStates, StateOf } from '../contract/screenTypes.ts';
import { screens as registry } from '../screens/registry.ts';

/** The state of the screens, and what they share. */
export type Seen = { screens: ScreenStates; shared: Shared };

export const screenNames = Object.keys(registry) as ScreenName[];

export const noScreens = Object.fromEntries(screenNames.map(name => [name, null])) as ScreenStates;

/** The states of all screens after opening one, and the effects of opening it. */
export function openScreen<Name extends ScreenName>(
  { screens, shared }: Seen,
  name: Name,
  asked: Opening<Name>,
): Step<ScreenStates> {
  const [own, ...effects] = registry[name].open(asked, shared, screens[name]);
  return [{ ...screens, [name]: own }, ...effects];
}

/**
 * Every screen that was opened receives every message, even when hidden: an answer may come after
 * it was left.
 */
export function updateScreens(seen: Seen, message: Message): Step<ScreenStates> {
  const effects: Effect[] = [];
  let { screens } = seen;
  for (const name of screenNames) {
    const [own, ...more] = updateScreen(seen, name, message);
    screens = { ...screens, [name]: own };
    effects.push(...more);
  }
  return [screens, ...effects];
}

function updateScreen<Name extends ScreenName>(
  { screens, shared }: Seen,
  name: Name,
  message: Message,
): Step<StateOf<Name> | null> {
  const own = screens[name];
  return own === null ? [own] : registry[name].update(own, message, shared);
}

/** What `ask` finds out from a screen; null if the screen was never opened. */
export function askScreen<Name extends ScreenName, Answer>(
  { screens }: Pick<Seen, 'screens'>,
  name: Name,
  ask: (screen: Screen<Name>, own: StateOf<Name>) => Answer,
): Answer | null {
  const own = screens[name];
  return own === null ? null : ask(registry[name], own);
}

/** The meaning of keys on a screen. */
export function keysOn(seen: Seen, name: ScreenName): Keys {
  const keys = askScreen(seen, name, (screen, own) => screen.bindings(own, seen.shared));
  return keys ?? { title: '', entries: [] };
}

/** What a message reveals about profiles, according to the screens. */
export function observationsOfScreens(seen: Seen, message: Message): Observation[] {
  return screenNames.flatMap(name => {
    const observed = askScreen(seen, name, (screen, own) =>
      screen.observes?.(own, message, seen.shared),
    );
    return [...(observed ?? [])];
  });
}

// The state of the whole terminal UI: the shared part, each screen's own, and the layers above.
import type { Modal } from '../components/dialog.ts';
import type { EditedLine } from '../components/lineEditor.ts';
import type { Picker } from '../components/picker.ts';
import type { Toast } from '../contract/effects.ts';
import { keptTheme, namedProfiles, type Shared, type StoredHome } from '../contract/knowledge.ts';
import type { Go, ScreenName, ScreenStates } from '../contract/screenTypes.ts';
import type { Scroll } from '../contract/scroll.ts';
import type { Waiting } from '../contract/waits.ts';
import type { Size } from '../look/layout.ts';
import { type Appearance, usualLook } from '../look/theme.ts';
import { homeScreen } from '../screens/registry.ts';
import { emptyLog, type Log } from './log.ts';
import { noScreens, openScreen } from './screens.ts';

/** The list of all actions: the search text and the cursor. */
export type Palette = { line: EditedLine; scroll: Scroll };

/** The help: its scroll position, and its filter. */
export type Help = Picker;

export type UiState = {
  shared: Shared;
  /** The stack of screens; the last one is visible. */
  stack: readonly ScreenName[];
  screens: ScreenStates;
  modal: Modal | null;
  /** When a question was answered, or Enter was repeated right after that; epoch milliseconds. */
  answeredAt: number | null;
  /** Whether the user was asked before leaving: then Ctrl+C leaves. */
  hasAskedBeforeLeaving: boolean;
  toast: Toast | null;
  /** The command that was copied last. */
  copiedCommand: string | null;
  /** Running work, the newest last. */
  waits: readonly Waiting[];
  help: Help | null;
  palette: Palette | null;
  log: Log;
  /** When the next tick is due, in epoch milliseconds. */
  tickAt: number | null;
};

/** The request for the home screen, from which all others are opened. */
const home: Go = { type: 'go', screen: homeScreen, profile: null };

/**
 * The requests of the first screens are sent only after the message `started`.
 * @param first the screen to begin with
 * @param look `fixed`: why no theme can be chosen; null if one can
 */
export function initialState(
  stored: StoredHome,
  size: Size,
  now: number,
  first: Go = home,
  look: Pick<Appearance, 'fixed'> = usualLook,
): UiState {
  const nothing = { checks: new Map(), usedUp: new Set<string>(), learned: new Map() };
  const shared: Shared = {
    ...nothing,
    size,
    now,
    home: stored,
    profiles: namedProfiles(stored),
    look: { ...usualLook, ...look, theme: keptTheme(stored) ?? usualLook.theme },
  };
  const [below] = openScreen({ screens: noScreens, shared }, home.screen, home);
  const [screens] =
    first.screen === home.screen
      ? [below]
      : openScreen({ screens: below, shared }, first.screen, first);
  return {
    shared,
    stack: [first.screen],
    screens,
    modal: null,
    answeredAt: null,
    hasAskedBeforeLeaving: false,
    toast: null,
    copiedCommand: null,
    waits: [],
    help: null,
    palette: null,
    log: emptyLog,
    tickAt: null,
  };
}

/** The visible screen. */
export const screenOf = ({ stack }: UiState): ScreenName => stack.at(-1) ?? homeScreen;

// The state of the whole terminal UI: what all screens share, each screen's own, and what lies above.
import type { TokenSource } from '../../profiles/config.ts';
import { namedProfiles, type Shared, type StoredHome } from '../contract/knowledge.ts';
import type { ScreenName } from '../contract/messages.ts';
import type { Question, Toast } from '../contract/screen.ts';
import type { Scroll } from '../contract/scroll.ts';
import type { Size } from '../look/layout.ts';
import { type LoginState as Login, openAtToken } from '../screens/login/state.ts';
import { openProfiles, type ProfilesState as Profiles } from '../screens/profiles/state.ts';
import type { TokensState as Tokens } from '../screens/tokens/state.ts';
import type { TroubleshootingState as Troubleshooting } from '../screens/troubleshooting/state.ts';
import type { WorkspaceState as Workspace } from '../screens/workspace/state.ts';
import { type EditedLine, emptyLine } from '../text/lineEditor.ts';
import { emptyLog, type Log } from './log.ts';

export type Modal = {
  question: Question;
  /** Epoch milliseconds: keys typed ahead must not answer it. */
  openedAt: number;
  line: EditedLine;
  choice: 'cancel' | 'confirm';
};

/** The list of all actions: what is looked for in it, and the cursor. */
export type Palette = { line: EditedLine; scroll: Scroll };

export type Screens = {
  profiles: Profiles;
  login: Login | null;
  workspace: Workspace | null;
  tokens: Tokens | null;
  troubleshooting: Troubleshooting | null;
};

export type UiState = {
  shared: Shared;
  /** The screens under each other; the last one is seen. */
  stack: readonly ScreenName[];
  screens: Screens;
  modal: Modal | null;
  toast: Toast | null;
  help: Scroll | null;
  palette: Palette | null;
  log: Log;
  /** When the next tick is due, epoch milliseconds. */
  tickAt: number | null;
};

/** What the command line says about where to begin. */
export type UiStart = {
  /** The login form, for `bp-auth login`; else the profiles. */
  screen?: 'login';
  /** The value of --profile. */
  profile?: string | undefined;
  /** The value of --apiUrl, for the login form. */
  apiUrl?: string | undefined;
  /** Where `login --store` wants the token. */
  place?: TokenSource | undefined;
  /** The value of --bot or --integration, for the login form. */
  keyTarget?: string | undefined;
  /** False for --no-browser. */
  launch?: boolean;
  /** The flag --ascii. */
  ascii?: boolean;
  /** False for --no-color. */
  colour?: boolean;
};

export function initialState(
  home: StoredHome,
  size: Size,
  now: number,
  start: UiStart = {},
): UiState {
  const nothing = { checks: new Map(), usedUp: new Set<string>(), learned: new Map() };
  const shared: Shared = { size, now, home, profiles: namedProfiles(home), ...nothing };
  const { screen = 'profiles' } = start;
  return {
    shared,
    stack: [screen],
    screens: {
      profiles: openProfiles(shared),
      login: screen === 'login' ? openAtToken(shared, start) : null,
      workspace: null,
      tokens: null,
      troubleshooting: null,
    },
    modal: null,
    toast: null,
    help: null,
    palette: null,
    log: emptyLog,
    tickAt: null,
  };
}

/** The screen that is seen. */
export const screenOf = (state: UiState): ScreenName => state.stack.at(-1) ?? 'profiles';

export function modalFor(question: Question, now: number): Modal {
  return { question, openedAt: now, line: emptyLine, choice: 'cancel' };
}

// The set of screens: hands messages to each, opens and closes them.

import type { Keys } from '../contract/keymap.ts';
import type { Shared } from '../contract/knowledge.ts';
import type { Message, ScreenName } from '../contract/messages.ts';
import type { Effect, Step, Wanted } from '../contract/screen.ts';
import { type Screens, screenOf, type UiState } from '../kernel/state.ts';
import { loginKeys } from './login/bindings.ts';
import { browserWork, openAtToken, openLogin } from './login/state.ts';
import * as login from './login/update.ts';
import { profilesKeys } from './profiles/bindings.ts';
import * as profiles from './profiles/update.ts';
import { tokensKeys } from './tokens/bindings.ts';
import { openTokens } from './tokens/state.ts';
import * as tokens from './tokens/update.ts';
import { troubleshootingKeys } from './troubleshooting/bindings.ts';
import { openTroubleshooting } from './troubleshooting/state.ts';
import * as troubleshooting from './troubleshooting/update.ts';
import { workspaceKeys } from './workspace/bindings.ts';
import { openWorkspace } from './workspace/state.ts';
import * as workspace from './workspace/update.ts';

/** Every screen sees every message, hidden ones too: an answer may come after one left. */
export function updateScreens({ screens, shared }: UiState, message: Message): Step<Screens> {
  const effects: Effect[] = [];
  const take = <Own>([own, ...more]: Step<Own>): Own => {
    effects.push(...more);
    return own;
  };
  const next = {
    profiles: take(profiles.updateProfiles(screens.profiles, message, shared)),
    login: screens.login && take(login.updateLogin(screens.login, message, shared)),
    workspace:
      screens.workspace && take(workspace.updateWorkspace(screens.workspace, message, shared)),
    tokens: screens.tokens && take(tokens.updateTokens(screens.tokens, message, shared)),
    troubleshooting:
      screens.troubleshooting &&
      take(troubleshooting.updateTroubleshooting(screens.troubleshooting, message, shared)),
  };
  return [next, ...effects];
}

/** What keys mean to the screen that is seen. */
export function screenKeys(state: UiState): Keys {
  const { screens, shared } = state;
  const name = screenOf(state);
  if (name === 'login' && screens.login) return loginKeys(screens.login);
  if (name === 'workspace' && screens.workspace) return workspaceKeys(screens.workspace, shared);
  if (name === 'tokens' && screens.tokens) return tokensKeys(screens.tokens, shared);
  if (name === 'troubleshooting' && screens.troubleshooting) {
    return troubleshootingKeys(screens.troubleshooting, shared);
  }
  return profilesKeys(screens.profiles, shared);
}

/** A screen as it is when one comes to it. `profile` is what it is about, where it is about one. */
export function openScreen(
  screens: Screens,
  name: ScreenName,
  profile: string | null,
  shared: Shared,
  wanted?: Wanted,
): Step<Screens> {
  if (name === 'login') return withLogin(screens, shared, wanted);
  if (profile === null || name === 'profiles') return [screens];
  const open = {
    workspace: (about: string) => openWorkspace(about, shared, screens.workspace),
    tokens: openTokens,
    troubleshooting: openTroubleshooting,
  }[name];
  const [own, ...effects] = open(profile, shared);
  return [{ ...screens, [name]: own }, ...effects];
}

/** A form that was begun for one profile is not gone on with when another login is wanted. */
function withLogin(screens: Screens, shared: Shared, wanted?: Wanted): Step<Screens> {
  if (wanted !== undefined) {
    const own = openAtToken(shared, wanted);
    return [{ ...screens, login: own }, ...browserWork(own)];
  }
  const begun = screens.login?.wantedName === undefined ? screens.login : null;
  return [{ ...screens, login: openLogin(begun, shared) }];
}

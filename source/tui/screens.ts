// The set of screens: hands messages to each, opens and closes them.
import type { Effect, Step, Wanted } from './effects.ts';
import type { Keys } from './keymap.ts';
import type { Message, ScreenName } from './messages.ts';
import * as login from './screens/login.ts';
import { loginKeys } from './screens/loginKeys.ts';
import { browserWork, openAtToken, openLogin } from './screens/loginState.ts';
import * as profiles from './screens/profiles.ts';
import { profilesKeys } from './screens/profilesKeys.ts';
import * as tokens from './screens/tokens.ts';
import { tokensKeys } from './screens/tokensKeys.ts';
import { openTokens } from './screens/tokensState.ts';
import * as troubleshooting from './screens/troubleshooting.ts';
import { troubleshootingKeys } from './screens/troubleshootingKeys.ts';
import { openTroubleshooting } from './screens/troubleshootingState.ts';
import * as workspace from './screens/workspace.ts';
import { workspaceKeys } from './screens/workspaceKeys.ts';
import { openWorkspace } from './screens/workspaceState.ts';
import type { Shared } from './shared.ts';
import { type Screens, screenOf, type UiState } from './state.ts';

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

// All screens, in the order in which they receive messages and appear in the palette.
import type { Screen } from '../contract/screen.ts';
import type { ScreenName } from '../contract/screenTypes.ts';
import { loginScreen } from './login/screen.ts';
import { profilesScreen } from './profiles/screen.ts';
import { tokensScreen } from './tokens/screen.ts';
import { troubleshootingScreen } from './troubleshooting/screen.ts';
import { workspaceScreen } from './workspace/screen.ts';

export const screens: { readonly [Name in ScreenName]: Screen<Name> } = {
  profiles: profilesScreen,
  login: loginScreen,
  workspace: workspaceScreen,
  tokens: tokensScreen,
  troubleshooting: troubleshootingScreen,
};

/** The screen that opens all others; it always exists, and `q` quits on it. */
export const homeScreen: ScreenName = 'profiles';

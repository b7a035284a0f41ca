// The login form as a screen: its parts.

import type { Screen } from '../../contract/screen.ts';
import type { TypesOf } from '../../contract/screenTypes.ts';
import { loginKeys } from './bindings.ts';
import { farewell } from './farewell.ts';
import type { LoginLane, LoginMessage, LoginWanted, LoginWork } from './messages.ts';
import { loginCommands } from './rows.ts';
import { isLoginBusy, type LoginState, openLogin } from './state.ts';
import { loginTitle } from './title.ts';
import { updateLogin } from './update.ts';
import { LoginView } from './view.tsx';
import { loginWaits } from './waits.ts';

declare module '../../contract/screenTypes.ts' {
  interface ScreenTypes {
    login: TypesOf<LoginState, LoginMessage, LoginWork, LoginLane, LoginWanted>;
  }
}

export const loginScreen: Screen<'login'> = {
  name: 'login',
  open: openLogin,
  update: updateLogin,
  title: loginTitle,
  bindings: loginKeys,
  isBusy: isLoginBusy,
  pasted: (text, isSeen) =>
    isSeen
      ? { type: 'login.pasted', text }
      : { type: 'go', screen: 'login', profile: null, wanted: { pasted: text } },
  // The steps of a login make no sense as single actions in the palette of other screens.
  actions: 'here',
  commands: loginCommands,
  View: LoginView,
  jobs: async () => (await import('./jobs.ts')).loginJobs,
  waits: loginWaits,
  whyStay: (_own, isFirst) => (isFirst ? 'The login comes first: Esc cancels it' : null),
  // A login that Esc left unfinished ends with the exit code of a cancelled command.
  exit: ({ saved }, shared) =>
    saved === null
      ? { type: 'exit', code: 130, farewell: null }
      : { type: 'exit', code: 0, farewell: farewell(saved, shared) },
};

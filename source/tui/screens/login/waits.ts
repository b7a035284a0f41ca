// What is waited for in the login form.
import type { WaitsOf } from '../../contract/waits.ts';
import type { LoginWork } from './messages.ts';

const at = 'login';

export const loginWaits: WaitsOf<LoginWork> = {
  'login.browser': () => ({ says: 'Waiting for the browser', at }),
  'login.variable': () => null,
  'login.verify': () => ({ says: 'Asking whose token this is', at }),
  'login.prove': () => ({ says: 'Trying the token', at }),
  'login.save': ({ name }) => ({ says: `Saving ${name}` }),
};

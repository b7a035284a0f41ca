// The texts shown while the login form waits.
import type { WaitsOf } from '../../contract/waits.ts';
import type { LoginWork } from './messages.ts';

const at = 'login';

export const loginWaits: WaitsOf<LoginWork> = {
  'login.browser': () => ({ says: 'Waiting for the browser', at }),
  'login.variable': () => null,
  'login.verify': () => ({ says: 'Asking whose token this is', at }),
  'login.prove': () => ({ says: 'Verifying the token', at }),
  'login.save': ({ name }) => ({ says: `Saving ${name}` }),
};

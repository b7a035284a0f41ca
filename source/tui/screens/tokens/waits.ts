// The texts shown while the tokens screen waits.
import type { WaitsOf } from '../../contract/waits.ts';
import { counted } from '../../text/names.ts';
import type { TokensWork } from './messages.ts';

const at = 'tokens';

export const tokensWaits: WaitsOf<TokensWork> = {
  'tokens.list': () => ({ says: 'Listing the tokens', at }),
  'tokens.holders': ({ tab }) => ({
    says: tab === 'bot' ? 'Listing the bots' : 'Listing the integrations',
    at,
  }),
  'token.create': () => ({ says: 'Creating a token' }),
  'token.rotate': ({ name }) => ({ says: `Rotating the token of ${name}` }),
  'token.revoke': ({ ids }) => ({
    says: `Revoking ${ids.length === 1 ? ids[0] : counted(ids.length, 'token')}`,
  }),
};

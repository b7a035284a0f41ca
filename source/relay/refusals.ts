// The relay's answers in place of the API's, by reason.
import type { RelayedCall, RelayRefusal } from './call.ts';

export const refusals: Readonly<
  Record<RelayRefusal, { status: number; type: string; message: (call: RelayedCall) => string }>
> = {
  'no-stand-in': {
    status: 401,
    type: 'Unauthorized',
    message: () => 'The token is missing, invalid, expired or revoked',
  },
  'read-only': {
    status: 403,
    type: 'Forbidden',
    message: ({ exchange: { method, path } }) =>
      `Refused by bp-auth --read-only: ${method} ${path} is not in its list of reads`,
  },
  'not-for-us': {
    status: 400,
    type: 'InvalidPayload',
    message: () => 'Refused by bp-auth: this relay serves its own address only',
  },
  upgrade: { status: 501, type: 'Unknown', message: () => 'Upgrade is not supported' },
};

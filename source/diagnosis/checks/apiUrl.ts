// The check that the API URL is allowed, and that the token belongs to it.

import { parseApiUrl } from '../../botpress/apiUrl.ts';
import { requireOwnOrigin } from '../../botpress/hostGate.ts';
import { isAppError } from '../../errors.ts';
import { type Check, fail, pass, warn } from '../check.ts';
import { urlTold } from '../concealing.ts';
import { profileOf } from '../facts.ts';
import { extraCaProblem } from '../here.ts';
import { errorTold, told } from '../told.ts';

export const apiUrl: Check = {
  id: 'api-url',
  title: 'API URL, and whether the token belongs to it',
  needs: ['resolution'],
  run(facts) {
    const { apiUrl, tokenOrigin } = profileOf(facts);
    try {
      const { origin } = parseApiUrl(apiUrl);
      requireOwnOrigin({ apiUrl, tokenOrigin: tokenOrigin ?? '' });
      if (facts.ctx.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
        return warn('Nothing verifies which server answers at the API URL', {
          cause: 'verification-off',
        });
      }
      const extra = apiUrl.startsWith('https:') ? extraCaProblem(facts.ctx) : null;
      if (extra !== null) {
        return warn(extra, { cause: 'extra-ca-unusable', details: { what: extra } });
      }
      return pass(told`${urlTold(origin)}`);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const what = errorTold(error);
      if (error.code === 'other-origin') return fail(what, { cause: error.code });
      return fail(what, { cause: 'api-url-invalid', details: { what } });
    }
  },
};

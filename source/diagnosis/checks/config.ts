// The check that config.json can be read and is completely valid.

import type { AppError } from '../../errors.ts';
import { strangerAt } from '../../files/owners.ts';
import { configVersion } from '../../profiles/config.ts';
import { configPath } from '../../profiles/configFile.ts';
import { isCauseId } from '../causes.ts';
import { type Check, type Conclusion, fail, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { errorTold, hidden, hiddenList, open, told } from '../told.ts';

export const config: Check = {
  id: 'config',
  title: 'config.json',
  needs: [],
  run(facts) {
    const { state, error } = facts.stored();
    const path = configPath(facts.ctx.botpressHome);
    if (state === null) {
      if (error.code === 'home-foreign') return foreign(facts, error);
      const cause = isCauseId(error.code) ? error.code : 'home-unreadable';
      return fail('config.json cannot be used', {
        cause,
        details: { what: errorTold(error), paths: [path] },
      });
    }
    const broken = Object.keys(state.broken);
    if (broken.length > 0) {
      const noun = broken.length === 1 ? open('The profile') : open('The profiles');
      const what = told`${noun} ${hiddenList('profile', broken)}`;
      const finding = { cause: 'profile-broken', details: { what, paths: [path] } } as const;
      return warn(told`${what} cannot be understood`, finding);
    }
    if (state.config.version > configVersion) {
      return warn('A newer bp-auth wrote config.json', { cause: 'config-newer' });
    }
    const count = Object.keys(state.config.profiles).length;
    const noun = count === 1 ? open('profile') : open('profiles');
    return pass(told`${count} ${noun}`, told`${hidden('path', path)}`);
  },
};

/**
 * A warning instead of a failure if the environment holds the credentials: they work without
 * config.json.
 */
function foreign({ ctx, about }: Facts, error: AppError): Conclusion {
  const stranger = strangerAt(configPath(ctx.botpressHome));
  const details = {
    what: errorTold(error),
    paths: stranger === null ? [] : [stranger.path],
    inOwnDirectory: stranger?.inOurs ?? false,
  };
  const finding = { cause: 'home-foreign', details, evidence: [] } as const;
  const conclude = about.variables.length > 0 ? warn : fail;
  return conclude('The home belongs to another user', finding);
}

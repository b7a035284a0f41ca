// The check that no process holds the lock of config.json, and that none died holding it.

import { isAppError } from '../../errors.ts';
import { configPath } from '../../profiles/configFile.ts';
import { targetOf } from '../../profiles/linkTarget.ts';
import { lockView } from '../../profiles/lock.ts';
import { type Check, pass, skip, warn } from '../check.ts';
import { errorTold, placeholder, tellingNothing, told } from '../told.ts';

export const lock: Check = {
  id: 'lock',
  title: 'Lock',
  needs: [],
  run({ ctx, ...facts }) {
    const { directory, hidden } = facts.home();
    if (hidden !== null)
      return skip(
        told`Not known: ${{ value: hidden, instead: placeholder('path') }} cannot be looked at`,
      );
    if (directory === null) return pass('bp-auth has no files yet');
    try {
      const view = lockView(targetOf(configPath(ctx.botpressHome)), ctx.now());
      if (view.type === 'free') return pass('Free');
      if (view.type === 'alive') {
        return warn('Another process holds the lock', {
          cause: 'lock-held',
          details: { what: tellingNothing(view.who, '<process>') },
        });
      }
      return warn('The process that held the lock died', { cause: 'stale-lock' });
    } catch (error) {
      if (isAppError(error)) return skip(errorTold(error));
      return skip('The directory of config.json cannot be read');
    }
  },
};

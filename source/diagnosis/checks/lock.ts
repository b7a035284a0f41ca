// Nobody holds the lock of config.json for long, and nobody died holding it.
import { isAppError } from '../../errors.ts';
import { configPath } from '../../profiles/configFile.ts';
import { targetOf } from '../../profiles/guardedWrite.ts';
import { lockView } from '../../profiles/lock.ts';
import { type Check, pass, skip, warn } from '../check.ts';

export const lock: Check = {
  id: 'lock',
  title: 'Lock',
  needs: [],
  run({ ctx, ...facts }) {
    const { directory, hidden } = facts.home();
    if (hidden !== null) return skip(`Not known: ${hidden} cannot be looked at`);
    if (directory === null) return pass('There are no files yet');
    try {
      const view = lockView(targetOf(configPath(ctx.botpressHome)), ctx.now());
      if (view.type === 'free') return pass('Free');
      if (view.type === 'alive') {
        return warn('It is held', { cause: 'lock-held', details: { what: view.who } });
      }
      return warn('Its holder died', { cause: 'stale-lock' });
    } catch (error) {
      if (isAppError(error)) return skip(error.message);
      return skip('The directory cannot be read');
    }
  },
};

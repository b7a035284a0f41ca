// The check that no killed process left a half-written file, which would contain every token.
import { type Check, pass, warn } from '../check.ts';

export const leftOvers: Check = {
  id: 'left-overs',
  title: 'Leftover files',
  needs: ['lock'],
  run(facts) {
    const { leftOvers } = facts.home();
    if (leftOvers.length === 0) return pass('None');
    return warn('Crashed processes left files behind', {
      cause: 'left-over-files',
      details: { paths: leftOvers },
    });
  },
};

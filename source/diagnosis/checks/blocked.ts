// The check that Botpress has not blocked the workspace.

import { type Check, fail, pass } from '../check.ts';
import { open } from '../told.ts';

export const blocked: Check = {
  id: 'blocked',
  title: 'Workspace status',
  needs: ['workspace'],
  online: true,
  async run(facts) {
    const found = await (await facts.probes()).workspace();
    if (!found?.ok) return pass('Not known to be blocked');
    const evidence = [found.exchange, open('the workspace says blocked: true')];
    return found.value.blocked
      ? fail('Blocked', { cause: 'workspace-blocked', evidence })
      : pass('Active');
  },
};

// The check that the role in the workspace is enough for the intended action.

import { isRole } from '../actions.ts';
import { type ApiProbes, roleIn, seenIn } from '../apiProbes.ts';
import { causeOfExchange } from '../causes.ts';
import { type Check, type Conclusion, fail, pass } from '../check.ts';
import { roleTold } from '../concealing.ts';
import { open, ours, told } from '../told.ts';

export const role: Check = {
  id: 'role',
  title: 'Role',
  needs: ['workspace', 'blocked', 'limits'],
  online: true,
  async run(facts) {
    const { action } = facts.about;
    const probes = await facts.probes();
    if ((await probes.runtime()) !== null) return pass('A key has no role');
    const known = await roleIn(probes);
    const refused = await refusedBots(probes, known);
    if (refused !== null) return refused;
    if (action?.roles == null)
      return pass(known === null ? open('Not known') : told`${roleTold(known)}`);
    if (known === null)
      return pass(
        'Not known',
        told`Whether the role may ${ours(action.title)} is not known either`,
      );
    const allowed = ours(action.roles.join(', '));
    const may = ours(action.title);
    if (!isRole(known) || action.roles.includes(known)) {
      return pass(
        told`${roleTold(known)} may ${may}`,
        told`Inferred from the role; roles that are enough: ${allowed}`,
      );
    }
    return fail(told`${roleTold(known)} may not ${may}`, {
      cause: 'role-insufficient',
      details: { role: known },
      evidence: [
        told`role: ${roleTold(known)}; roles that are enough: ${allowed} (inferred from the documentation)`,
      ],
    });
  },
};

/** A failure if the API refuses the list of bots, although the workspace can be read. */
async function refusedBots(probes: ApiProbes, known: string | null): Promise<Conclusion | null> {
  const bots = await probes.bots();
  if (bots === null || bots.ok) return null;
  if (causeOfExchange(seenIn(bots)) !== 'forbidden') return null;
  const evidence = [
    ...(bots.exchange === null ? [] : [bots.exchange]),
    told`role: ${known === null ? open('not known') : roleTold(known)}`,
  ];
  return fail('Listing the bots is not allowed', {
    cause: 'forbidden',
    details: { role: known },
    evidence,
  });
}

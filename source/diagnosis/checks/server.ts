// The check that the answers come from the Botpress API, not from a login page, a proxy or another
// host.

import { type AnyOutcome, seenIn } from '../apiProbes.ts';
import { type CauseId, causeOfExchange } from '../causes.ts';
import { type Check, fail, pass } from '../check.ts';
import { hostTold } from '../concealing.ts';
import { errorTold, told } from '../told.ts';

const mine: readonly CauseId[] = [
  'redirected-elsewhere',
  'login-page',
  'gateway-fault',
  'not-the-api',
  'answer-timeout',
  'answer-too-large',
];

export const server: Check = {
  id: 'server',
  title: 'Server identity',
  needs: ['tls'],
  online: true,
  async run(facts) {
    const probes = await facts.probes();
    const outcomes = [await probes.proof(), ...(await probes.first())];
    const speaks = outcomes.find(isTheApi);
    // One answer in the API's own format proves that this is the API, whatever the others are.
    if (speaks?.exchange) {
      const { ms } = speaks.exchange;
      return { ...pass(told`${hostTold(facts.about.host)} answers as the Botpress API`), ms };
    }
    for (const outcome of outcomes) {
      if (outcome.ok) continue;
      const cause = causeOfExchange(seenIn(outcome));
      if (!mine.includes(cause)) continue;
      const evidence = outcome.exchange === null ? [] : [outcome.exchange];
      return fail(errorTold(outcome.error), { cause, evidence });
    }
    return pass(told`Something answers at ${hostTold(facts.about.host)}`);
  },
};

function isTheApi(outcome: AnyOutcome): boolean {
  return outcome.ok || Boolean(outcome.exchange?.errorType);
}

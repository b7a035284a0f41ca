// The check for quotas, unpaid bills and rate limits. None of them concerns the token.

import { seenIn } from '../apiProbes.ts';
import { type CauseId, causeOfExchange } from '../causes.ts';
import { type Check, fail, pass } from '../check.ts';
import { errorTold } from '../told.ts';

const mine: readonly CauseId[] = ['rate-limited', 'payment-required', 'quota-exceeded'];

export const limits: Check = {
  id: 'limits',
  title: 'Quota, billing, rate limit',
  needs: ['server'],
  online: true,
  async run(facts) {
    for (const outcome of await (await facts.probes()).first()) {
      if (outcome.ok || outcome.exchange === null) continue;
      const { exchange, error } = outcome;
      const cause = causeOfExchange(seenIn(outcome));
      if (!mine.includes(cause)) continue;
      const details = { retryAfter: exchange.retryAfter };
      return fail(errorTold(error), { cause, details, evidence: [exchange] });
    }
    return pass('No limit is reached');
  },
};

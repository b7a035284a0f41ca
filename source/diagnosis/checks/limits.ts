// No quota, unpaid bill or rate limit stands in the way. None of them is about the token.

import { type CauseId, causeOnWire } from '../causes.ts';
import { type Check, fail, pass } from '../check.ts';
import { errorTold } from '../told.ts';
import { seenIn } from '../wire.ts';

const mine: readonly CauseId[] = ['rate-limited', 'payment-required', 'quota-exceeded'];

export const limits: Check = {
  id: 'limits',
  title: 'Quota, billing, rate',
  needs: ['server'],
  online: true,
  async run(facts) {
    for (const outcome of await (await facts.wire()).first()) {
      if (outcome.ok || outcome.exchange === null) continue;
      const { exchange, error } = outcome;
      const cause = causeOnWire(seenIn(outcome));
      if (!mine.includes(cause)) continue;
      const details = { retryAfter: exchange.retryAfter };
      return fail(errorTold(error), { cause, details, evidence: [exchange] });
    }
    return pass('Nothing is used up');
  },
};

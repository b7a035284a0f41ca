// The check for faults of the Botpress API or of something in front of it, and for lost answers.

import { seenIn } from '../apiProbes.ts';
import { causeOfExchange } from '../causes.ts';
import { type Check, fail, pass, warn } from '../check.ts';
import { errorTold } from '../told.ts';

export const service: Check = {
  id: 'service',
  title: 'Service status',
  needs: ['server'],
  online: true,
  async run(facts) {
    const outcomes = await (await facts.probes()).first();
    const failed = outcomes.flatMap(outcome => {
      if (outcome.ok || outcome.exchange === null) return [];
      const cause = causeOfExchange(seenIn(outcome));
      return [{ cause, exchange: outcome.exchange, what: errorTold(outcome.error) }];
    });
    const fault = failed.find(({ cause }) => cause === 'api-fault' || cause === 'gateway-fault');
    if (fault !== undefined) {
      const { cause, exchange, what } = fault;
      return fail(what, { cause, evidence: [exchange] });
    }
    const lost = failed.find(({ exchange }) => exchange.errorType === null);
    if (lost === undefined) return pass('It answers');
    const { exchange, what } = lost;
    const details = { what };
    return warn(what, { cause: 'answer-missing', details, evidence: [exchange] });
  },
};

// The check that the clocks of this machine and the server agree, by the Date header.

import type { Exchange } from '../../botpress/exchange.ts';
import { type Check, fail, passSeen, skip, warn } from '../check.ts';
import { hostTold } from '../concealing.ts';
import { open, told } from '../told.ts';

/** Seconds (docs/notes/diagnosis.md, the chain). */
const limits = { warn: 60, fail: 300 };

export const clock: Check = {
  id: 'clock',
  title: 'Clock',
  needs: ['tls'],
  online: true,
  async run(facts) {
    const outcomes = await (await facts.probes()).answered();
    const exchange = outcomes.find(outcome => outcome.exchange?.serverTime)?.exchange;
    if (!exchange?.serverTime) return skip('No answer carried a date');
    const skew = skewOf(exchange, exchange.serverTime);
    const apart = told`${Math.abs(Math.round(skew))} s apart`;
    const size = Math.abs(skew);
    if (size < limits.warn) return passSeen(apart);
    const ahead = skew > 0 ? open('ahead of') : open('behind');
    const evidence = [
      told`this machine is ${Math.round(size)} s ${ahead} ${hostTold(facts.about.host)}`,
      exchange,
    ];
    const details = { skew };
    return size < limits.fail
      ? warn(apart, { cause: 'clock-drifts', details, evidence })
      : fail(apart, { cause: 'clock-wrong', details, evidence });
  },
};

/**
 * How many seconds this machine is ahead. The server writes the Date header about half a round trip
 * after the request starts.
 */
function skewOf({ startedAt, ms }: Exchange, serverTime: number): number {
  return (startedAt + ms / 2 - serverTime) / 1000;
}

// The failed step of the connection (DNS, TCP or TLS), derived from requests already sent.

import { seenIn } from './apiProbes.ts';
import { type CauseId, causeOfExchange } from './causes.ts';
import { type Conclusion, fail } from './check.ts';
import { variableTold } from './concealing.ts';
import type { Facts } from './facts.ts';
import { causeHere } from './here.ts';
import { errorTold, told } from './told.ts';

/**
 * A failure if the connection failed with one of the causes `mine`. Null if the API answered, or if
 * the connection failed with another cause.
 */
export async function failedOnTheWay(
  facts: Facts,
  mine: readonly CauseId[],
): Promise<Conclusion | null> {
  const probes = await facts.probes();
  const outcomes = await probes.answered();
  if (outcomes.some(({ exchange }) => exchange?.status)) return null;
  const proof = await probes.proof();
  if (proof.ok) return null;
  const cause = causeOfExchange(seenIn(proof));
  if (!mine.includes(cause)) return null;
  const { exchange } = proof;
  const here = exchange === null ? null : causeHere(facts.ctx, exchange, cause);
  const proxy = exchange?.proxy ?? null;
  return fail(errorTold(proof.error), {
    cause: here?.cause ?? cause,
    details: { proxy, variables: proxy === null ? [] : [proxy.variable], ...here?.details },
    evidence: [
      ...(exchange === null ? [] : [exchange]),
      ...(here?.evidence ?? []),
      ...(proxy === null ? [] : [told`through the proxy of ${variableTold(proxy.variable)}`]),
    ],
  });
}

// The check that the API accepts the token.

import { kindNames } from '../../secrets/kind.ts';
import { type AnyOutcome, seenIn } from '../apiProbes.ts';
import { type CauseId, causeOfExchange } from '../causes.ts';
import { type Check, type Conclusion, fail, pass, skip } from '../check.ts';
import { answerTold } from '../concealing.ts';
import { errorTold, hidden, ours, told } from '../told.ts';

/** Refusals that come only after the token was accepted. */
const pastTheToken: readonly CauseId[] = ['forbidden', 'quota-exceeded'];

export const authenticated: Check = {
  id: 'authenticated',
  title: 'Authentication',
  needs: ['server'],
  online: true,
  async run(facts) {
    const probes = await facts.probes();
    const outcomes = [await probes.proof(), ...(await probes.first())];
    const rejected = outcomes.find(outcome => means(outcome) === 'token-rejected');
    if (rejected !== undefined) return rejection(rejected);
    const account = await probes.account();
    if (account?.ok) return pass(told`The token is ${hidden('account', account.value.email)}’s`);
    const good = outcomes.find(outcome => outcome.ok);
    if (good !== undefined) return pass(told`The ${ours(kindNames[facts.about.kind])} is accepted`);
    const known = outcomes.find(outcome => isPastTheToken(outcome));
    if (known?.exchange) {
      const answer = answerTold(known.exchange);
      return pass(
        'The token is accepted',
        told`the API says ${answer} only to a token that it accepts`,
      );
    }
    const [proof] = outcomes;
    if (proof === undefined || proof.ok) return skip('The API was not asked');
    const cause = means(proof);
    if (cause !== 'unexpected-refusal') return skip(told`Unknown: ${errorTold(proof.error)}`);
    const evidence = proof.exchange === null ? [] : [proof.exchange];
    return fail(errorTold(proof.error), { cause, evidence });
  },
};

function means(outcome: AnyOutcome): CauseId | null {
  return outcome.ok ? null : causeOfExchange(seenIn(outcome));
}

/**
 * Whether the API accepted the token. The runtime call without a bot answers a valid key with 400,
 * an invalid one with 401.
 */
function isPastTheToken(outcome: AnyOutcome): boolean {
  const cause = means(outcome);
  if (cause === null) return true;
  if (pastTheToken.includes(cause)) return true;
  const { path = '', errorType = null } = outcome.exchange ?? {};
  return path.startsWith('/v1/chat/') && errorType !== null && cause === 'unexpected-refusal';
}

function rejection({ exchange }: AnyOutcome): Conclusion {
  const evidence = exchange === null ? [] : [exchange];
  return fail('The API answered 401 Unauthorized', { cause: 'token-rejected', evidence });
}

// The check that the kind of token is right for the API and for the intended action.

import { kindNames, oneOfKind } from '../../secrets/kind.ts';
import { seenIn } from '../apiProbes.ts';
import { causeOfExchange } from '../causes.ts';
import { type Check, fail, pass } from '../check.ts';
import { ours, told } from '../told.ts';

export const kind: Check = {
  id: 'kind',
  title: 'Token kind',
  needs: ['authenticated'],
  online: true,
  async run(facts) {
    const { about } = facts;
    const { action } = about;
    const name = ours(oneOfKind(about.kind, 'A'));
    const probes = await facts.probes();
    const account = await probes.account();
    if (account !== null && !account.ok) {
      const isForbidden = causeOfExchange(seenIn(account)) === 'forbidden';
      if (isForbidden) {
        const evidence = account.exchange === null ? [] : [account.exchange];
        // A PAT that may not even read its own account has another problem, unrelated to kinds.
        if (about.kind === 'pat') {
          return fail('The token may not read its own account', { cause: 'forbidden', evidence });
        }
        const confidence = about.kind === 'unknown' ? 'likely' : 'certain';
        return fail('The token may not read the account', {
          cause: 'kind-on-admin-api',
          evidence,
          confidence,
        });
      }
    }
    // A token that the account call accepts is a personal access token, whatever its prefix.
    const actual = account?.ok ? 'pat' : about.kind;
    if (action !== null && !action.kinds.some(known => known === actual)) {
      const evidence = [
        told`documented: ${ours(action.kinds.map(known => kindNames[known]).join(', '))} may`,
      ];
      return fail(told`${name} may not ${ours(action.title)}`, {
        cause: 'kind-insufficient',
        evidence,
      });
    }
    return pass(
      action === null
        ? told`${name} fits the API that it is used on`
        : told`${name} may ${ours(action.title)}`,
    );
  },
};

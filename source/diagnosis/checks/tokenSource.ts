// The check that the token can be read from where it is stored.

import { sourceOf } from '../../profiles/config.ts';
import { isCauseId } from '../causes.ts';
import { type Check, fail, pass } from '../check.ts';
import { originOfToken } from '../evidence.ts';
import { profileOf } from '../facts.ts';
import { errorTold, ours, told } from '../told.ts';

const names = { file: 'config.json', keychain: 'keychain', command: 'command', env: 'environment' };

export const tokenSource: Check = {
  id: 'token-source',
  title: 'Where the token lives',
  // These come first, so that no command runs and no keychain opens for a host that may not get the
  // token.
  needs: ['resolution', 'api-url'],
  async run(facts) {
    const { error } = await facts.token();
    if (error === null) return pass(originOfToken(facts));
    const what = errorTold(error);
    const cause = isCauseId(error.code) ? error.code : 'token-source-failed';
    const source = names[sourceOf(profileOf(facts)).kind];
    return fail(what, {
      cause,
      details: { what },
      evidence: [told`token source: ${ours(source)}`],
    });
  },
};

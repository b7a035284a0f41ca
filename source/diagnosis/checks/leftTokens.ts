// The check that no interrupted command has left a token at the server.

import { emptyConfig } from '../../profiles/config.ts';
import { leftBehind, leftBehindText } from '../../tokens/leftBehind.ts';
import { type Check, pass, skip, warn } from '../check.ts';
import { placeholder, tellingNothing, told, toldTogether } from '../told.ts';

export const leftTokens: Check = {
  id: 'left-tokens',
  title: 'Tokens left over by interrupted commands',
  needs: [],
  run(facts) {
    const { hidden } = facts.home();
    if (hidden !== null)
      return skip(
        told`Not known: ${{ value: hidden, instead: placeholder('path') }} cannot be looked at`,
      );
    const left = leftBehind(facts.ctx, facts.stored().state?.config ?? emptyConfig);
    const [first, ...others] = left.map(one => tellingNothing(leftBehindText(one)));
    if (first === undefined) return pass('None');
    const because = others.length === 0 ? first : told`${left.length} tokens may be left over`;
    const evidence = [first, ...others];
    const finding = { cause: 'tokens-left', details: { what: because }, evidence } as const;
    return warn(because, finding, others.length === 0 ? undefined : toldTogether('; ', evidence));
  },
};

// The check of the token's format.

import { oneOfKind } from '../../secrets/kind.ts';
import { type Check, fail, pass } from '../check.ts';
import { shapeProblem } from '../tokenShape.ts';
import { ours, tellingNothing, told } from '../told.ts';

export const tokenShape: Check = {
  id: 'token-shape',
  title: 'Token format',
  needs: ['token-source'],
  async run(facts) {
    const { text } = await facts.token();
    const problem = shapeProblem(text ?? '');
    const kind = oneOfKind(facts.about.kind, 'A');
    const shape = told`${ours(kind)}, ${(text ?? '').trim().length} characters`;
    if (problem === null) return pass(shape);
    const { cause, confidence } = problem;
    const what = tellingNothing(problem.what);
    if (confidence === 'certain') {
      return fail('The text that should be the token is not one', { cause, details: { what } });
    }
    return {
      ...pass(
        shape,
        confidence === 'likely'
          ? told`The token looks odd (${what}); the API’s answer decides`
          : undefined,
      ),
      suspicion: { cause, explains: 'token-rejected', evidence: [what], confidence },
    };
  },
};

// The text is one that could be a token.
import { kindNames } from '../../tokens/kind.ts';
import { type Check, fail, pass } from '../check.ts';
import { shapeProblem } from '../tokenShape.ts';

export const tokenShape: Check = {
  id: 'token-shape',
  title: 'Shape of the token',
  needs: ['token-source'],
  async run(facts) {
    const { text } = await facts.token();
    const problem = shapeProblem(text ?? '');
    const kind = kindNames[facts.scene.kind];
    const told = `A ${kind}, ${(text ?? '').trim().length} characters`;
    if (problem === null) return pass(told);
    const { cause, what, confidence } = problem;
    if (confidence === 'certain') {
      return fail('It is no token', { cause, details: { what } });
    }
    return {
      ...pass(
        told,
        confidence === 'likely' ? `It looks odd (${what}); the API’s answer decides` : undefined,
      ),
      suspicion: { cause, explains: 'token-rejected', evidence: [what], confidence },
    };
  },
};

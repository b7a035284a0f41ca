// Chain 2: the text is one that could be a token.
import { kindNames } from '../../tokens/kind.ts';
import { type Check, fail, pass } from '../check.ts';
import { tokenLine } from '../evidence.ts';
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
    const { cause, what } = problem;
    const line = await tokenLine(facts);
    const evidence = line === null ? [] : [line];
    if (problem.certain) {
      return fail('It is no token', { cause, details: { what }, evidence });
    }
    return {
      ...pass(told, `It looks odd (${what}); the API’s answer decides`),
      suspicion: { cause, explains: 'token-rejected', evidence: [what] },
    };
  },
};

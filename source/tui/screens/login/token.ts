// The login form's remarks on a token before it is sent.
import { cleanToken } from '../../../secrets/clean.ts';
import { isDoubled, kindNames, kindOf, outline } from '../../../secrets/kind.ts';
import { tokenProblem } from '../../../secrets/ready.ts';
import { type KeyKind, keyName } from '../../home/labels.ts';

/** The kind of key that the prefix stands for; null if the token is no key. */
export function keyKind(token: string): KeyKind | null {
  const kind = kindOf(token);
  return kind === 'bot' || kind === 'integration' ? kind : null;
}

/** A token as the field shows it: kind and length. */
export function maskedInput(text: string): string {
  return text === '' ? '' : outline(text);
}

/** The remark about the token while it is typed; null if the field is empty. */
export function tokenRemark(text: string): { good: boolean; text: string } | null {
  if (text === '') return null;
  const { token } = cleanToken(text);
  const problem = tokenProblem(token);
  if (problem !== null) return { good: false, text: problem };
  if (isDoubled(token)) {
    return { good: false, text: 'Two tokens in one: Ctrl+U empties the field' };
  }
  const kind = kindOf(token);
  if (kind === 'unknown') {
    return { good: false, text: 'No known prefix: personal access tokens begin with bp_pat_' };
  }
  if (kind === 'pat') return { good: true, text: `A ${kindNames.pat}` };
  return { good: true, text: `${keyName(kind)}: for one ${kind}, not for workspaces` };
}

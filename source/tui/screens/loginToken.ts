// Owns what the login form says about a token before it is sent anywhere.
import { AppError } from '../../errors.ts';
import { kindNames, kindOf, mask } from '../../tokens/kind.ts';
import { cleanToken, tokenProblem } from '../../tokens/shape.ts';

/**
 * A token that can open workspaces, cleaned.
 * @throws AppError usage for what cannot be sent, and for keys that open no workspace
 */
export function requirePat(pasted: string): string {
  const { token } = cleanToken(pasted);
  const problem = tokenProblem(token);
  const again = 'Copy it again from https://app.botpress.cloud/profile/tokens';
  if (problem !== null) throw new AppError('usage', problem, { hint: again });
  const kind = kindOf(token);
  if (kind === 'bot' || kind === 'integration') {
    const what = kind === 'bot' ? 'one bot' : 'one integration';
    const article = kind === 'bot' ? 'a' : 'an';
    throw new AppError('usage', `This is ${article} ${kindNames[kind]}: it opens ${what} only`, {
      hint: `For workspaces paste a personal access token (bp_pat_…); for this key run \`bp-auth login --${kind} ID\``,
    });
  }
  return token;
}

/**
 * A token as the field shows it: kind and length. Without the fingerprint, which would tell what was
 * typed letter by letter.
 */
export function maskedInput(text: string): string {
  return text === '' ? '' : mask(text).replace(/, #[0-9a-f]+/, '');
}

/** What can be said about the token in the field while it is being typed; null when it is empty. */
export function tokenRemark(text: string): { good: boolean; text: string } | null {
  if (text === '') return null;
  const { token } = cleanToken(text);
  if (/^(?:your_|<|\$\{?\w|\*{3})/i.test(token) || /^bp_\w+_(?:\.\.\.|…|x+)$/i.test(token)) {
    return { good: false, text: 'This looks like a placeholder, not like a token' };
  }
  const problem = tokenProblem(token);
  if (problem !== null) return { good: false, text: problem };
  const kind = kindOf(token);
  if (kind === 'unknown') {
    return { good: false, text: 'No known prefix: personal access tokens begin with bp_pat_' };
  }
  return { good: kind === 'pat', text: `A ${kindNames[kind]}`.replace('A i', 'An i') };
}

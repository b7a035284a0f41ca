// The sign of a state: an icon and a word for it, never a colour alone.
import type { ErrorCode } from '../../errorCodes.ts';
import type { ProfileCheck } from '../contract/knowledge.ts';
import type { Icon } from '../look/icons.ts';
import type { Tone } from '../look/theme.ts';

/** How a state is shown. `reason` says more, where there is more to say. */
export type Sign = {
  icon: Icon | 'spinner';
  word: string;
  /** What stands beside a good state all the same. */
  but?: string;
  tone: Tone;
  reason: string | null;
};

/** The words of a sign in one. */
export const signText = ({ word, but }: Pick<Sign, 'word' | 'but'>): string =>
  but === undefined ? word : `${word} · ${but}`;

/** What an id that nobody knows is told as. */
const missing: readonly ErrorCode[] = ['workspace-not-found', 'target-not-found', 'not-found'];

/** What is known about a profile's authentication. */
export function signOf(check: ProfileCheck | null): Sign {
  if (check === null) return { icon: 'unknown', word: 'not checked', tone: 'muted', reason: null };
  if (check.state === 'checking') {
    return { icon: 'spinner', word: 'checking', tone: 'muted', reason: null };
  }
  if (check.state === 'failed') {
    const refused = check.error.kind === 'origin';
    const word = refused ? 'refused' : 'cannot check';
    return { icon: 'warn', word, tone: 'warn', reason: check.error.message };
  }
  const { authenticated, error, reason, workspace } = check.status;
  if (authenticated === 'yes') {
    const ok = { icon: 'ok', word: 'ok' } as const;
    if (workspace?.blocked) {
      const why = 'Botpress has blocked the workspace: most calls are refused';
      return { ...ok, but: 'blocked', tone: 'warn', reason: why };
    }
    if (check.isUsedUp) {
      const why = 'A quota of the workspace is used up: some calls are refused';
      return { ...ok, but: 'quota used up', tone: 'warn', reason: why };
    }
    return { ...ok, tone: 'ok', reason: null };
  }
  const says = error?.message ?? reason;
  if (authenticated === 'no') {
    if (error?.kind === 'auth') {
      return { icon: 'error', word: 'rejected', tone: 'error', reason: says };
    }
    const isMissing = error !== null && missing.includes(error.code);
    return isMissing
      ? { icon: 'error', word: 'not found', tone: 'error', reason: says }
      : { icon: 'forbidden', word: 'forbidden', tone: 'error', reason: says };
  }
  return error?.kind === 'network'
    ? { icon: 'warn', word: 'offline', tone: 'warn', reason: says }
    : { icon: 'warn', word: reason ?? 'unknown', tone: 'warn', reason: says };
}

/** The same where there is room for a whole word. */
export function fullSignOf(check: ProfileCheck | null): Sign {
  const sign = signOf(check);
  const isGood = check?.state === 'known' && check.status.authenticated === 'yes';
  return isGood ? { ...sign, word: 'authenticated' } : sign;
}

/** The next step that an unhappy check calls for; null when there is none. */
export function hintOf(check: ProfileCheck | null): string | null {
  if (check?.state === 'failed') return check.error.hint ?? null;
  return check?.state === 'known' ? (check.status.error?.hint ?? null) : null;
}

/** When a check was made, epoch milliseconds; null while it has not been. */
export function checkedAtOf(check: ProfileCheck | null): number | null {
  if (check?.state === 'known') return check.status.checkedAt;
  return check?.state === 'failed' ? check.checkedAt : null;
}

// The sign of a state: an icon and a word, never a colour alone.
import type { ErrorCode } from '../../errorCodes.ts';
import type { AppError } from '../../errors.ts';
import type { ProfileCheck } from '../contract/knowledge.ts';
import type { Icon } from '../look/icons.ts';
import type { Tone } from '../look/theme.ts';

/** The display of a state. `reason` adds details, if there are any. */
export type Sign = {
  icon: Icon | 'spinner';
  word: string;
  /** A limitation shown beside a good state. */
  but?: string;
  tone: Tone;
  reason: string | null;
};

/** A sign's words as one text. */
export const signText = ({ word, but }: Pick<Sign, 'word' | 'but'>): string =>
  but === undefined ? word : `${word} · ${but}`;

/** The codes of errors that are shown as `not found`. */
const missing: readonly ErrorCode[] = ['workspace-not-found', 'target-not-found', 'not-found'];

/** The sign for a profile's authentication. */
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

/** `signOf` for places with more room: `authenticated` instead of `ok`. */
export function fullSignOf(check: ProfileCheck | null): Sign {
  const sign = signOf(check);
  const isGood = check?.state === 'known' && check.status.authenticated === 'yes';
  return isGood ? { ...sign, word: 'authenticated' } : sign;
}

/** Why a check failed; null where it did not. */
export function errorOf(check: ProfileCheck | null): AppError | null {
  if (check?.state === 'failed') return check.error;
  return check?.state === 'known' ? check.status.error : null;
}

/** When the profile was checked, in epoch milliseconds; null if never. */
export function checkedAtOf(check: ProfileCheck | null): number | null {
  if (check?.state === 'known') return check.status.checkedAt;
  return check?.state === 'failed' ? check.checkedAt : null;
}

// How states and times are put into words: every state an icon and a word, never a colour alone.
import type { ErrorCode } from '../../errorCodes.ts';
import { type ProfileView, workspaceLabel } from '../../profiles/view.ts';
import { kindNames } from '../../secrets/kind.ts';
import { valueAt } from '../../valueAt.ts';
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
export const signWords = ({ word, but }: Pick<Sign, 'word' | 'but'>): string =>
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

const units: ReadonlyArray<readonly [ms: number, name: string]> = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

/** How long ago something was: `3 min ago`, under a minute `just now`; `at an unknown time` for what is none. */
export function ago(then: number, now: number): string {
  if (Number.isNaN(then)) return 'at an unknown time';
  const ms = now - then;
  const unit = units.find(([size]) => ms >= size);
  return unit === undefined ? 'just now' : `${Math.floor(ms / unit[0])} ${unit[1]} ago`;
}

/** A date of the API or the store as `2026-03-01`; the text itself when it is none. */
export function dateOf(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? iso : new Date(iso).toISOString().slice(0, 10);
}

/** An API URL as people read it: host and path. Cheap enough for every profile there is. */
export const addressOf = (apiUrl: string): string => apiUrl.replace(/^https?:\/\//, '');

export function hostOf(apiUrl: string): string {
  return URL.canParse(apiUrl) ? new URL(apiUrl).host : apiUrl;
}

/** What a profile points at, by its name: a workspace, a bot or an integration. */
export function targetName(view: ProfileView): string {
  if (view.botId) return `bot ${view.botId}`;
  if (view.integrationId) return `integration ${view.integrationId}`;
  return workspaceLabel(view) ?? view.workspaceId ?? 'no workspace';
}

export function targetId(view: ProfileView): string | null {
  return view.botId ?? view.integrationId ?? view.workspaceId;
}

/** The id where the name beside it does not say it already. */
export function idBeside(view: ProfileView): string | null {
  const id = targetId(view);
  return id !== null && targetName(view).endsWith(id) ? null : id;
}

const sourceNames: Readonly<Record<string, string>> = {
  file: 'config.json',
  keychain: 'keychain',
  command: 'a command',
  env: 'environment',
};

/** A place where tokens are kept. */
export function placeWord(kind: string): string {
  return valueAt(sourceNames, kind) ?? kind;
}

/** Where a profile's token lives. */
export function sourceWord(view: ProfileView): string {
  return placeWord(view.tokenSource.kind);
}

/** A kind of token in words. */
export function kindWord(kind: string): string {
  return valueAt(kindNames, kind) ?? kind;
}

const most = 4;

/** Names as a sentence has them: `dev, prod`; of many the first few. */
export function few(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}

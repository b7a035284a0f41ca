// Details that the API gave about a profile, and how they are stored.
import type { Account, Workspace } from '../botpress/answers.ts';
import type { Context } from '../context.ts';
import {
  type Config,
  fingerprintOf,
  profileNamed,
  type StoredProfile,
  withProfile,
} from './config.ts';
import { changeState, type State } from './store.ts';

/** An answer of the API, and the credentials of the request: the answer is true for those only. */
export type Lesson = {
  name: string;
  asked: StoredProfile;
  account: Account | null;
  workspace: Workspace | null;
  /** When the token was accepted, in epoch milliseconds. */
  at: number;
};

/** The profile fields that store account and workspace. */
export function fieldsOf({ account, workspace }: Pick<Lesson, 'account' | 'workspace'>) {
  return {
    ...(account === null ? {} : { accountId: account.id, accountEmail: account.email }),
    ...(workspace === null
      ? {}
      : {
          workspaceId: workspace.id,
          workspaceName: workspace.name,
          workspaceHandle: workspace.handle ?? null,
        }),
  };
}

/** Whether the answer contains anything that is not stored yet. Pure. */
export const isNews = (config: Config, lesson: Lesson): boolean =>
  taught(config, lesson) !== config;

/**
 * The config with the answer stored in it; the same object if the answer tells nothing new. Pure. A
 * newer `verifiedAt` alone is not worth a write: it is stored only together with other changes, or
 * if none was stored yet.
 */
export function taught(config: Config, lesson: Lesson): Config {
  const { name, asked, account, at } = lesson;
  const profile = profileNamed(config, name);
  if (profile === null || !isSame(profile, asked)) return config;
  const next = withFields(profile, fieldsOf(lesson), at);
  if (account === null) return next === profile ? config : withProfile(config, name, next);
  const entries = Object.entries(config.profiles).map(
    ([other, stored]): [string, StoredProfile] => {
      if (other === name) return [other, next];
      // The same token belongs to the same account, whatever the profile is called.
      if (stored.accountId || !isSameToken(stored, asked)) return [other, stored];
      return [other, { ...stored, ...fieldsOf({ account, workspace: null }) }];
    },
  );
  const isChanged = entries.some(([other, stored]) => stored !== config.profiles[other]);
  return isChanged ? { ...config, profiles: Object.fromEntries(entries) } : config;
}

function withFields(stored: StoredProfile, fields: object, at: number): StoredProfile {
  const next = { ...stored, ...fields };
  const isNew = Object.keys(fields).some(
    key => next[key] !== (stored[key] ?? null) && next[key] !== stored[key],
  );
  if (!isNew && stored.verifiedAt) return stored;
  return { ...next, verifiedAt: new Date(at).toISOString() };
}

function isSame(stored: StoredProfile, asked: StoredProfile): boolean {
  const fields = ['apiUrl', 'workspaceId', 'botId', 'integrationId'] as const;
  const isSameTarget = fields.every(field => (stored[field] ?? null) === (asked[field] ?? null));
  return isSameTarget && fingerprintOf(stored) === fingerprintOf(asked);
}

function isSameToken(stored: StoredProfile, asked: StoredProfile): boolean {
  const print = fingerprintOf(stored);
  const isKnown = print !== null && print === fingerprintOf(asked);
  return isKnown && stored.tokenOrigin === asked.tokenOrigin;
}

/**
 * Stores what was learned.
 * @throws AppError `local`
 */
export function learn(ctx: Context, lessons: readonly Lesson[]): Promise<State> {
  return changeState(ctx, 'profiles list', config => lessons.reduce(taught, config));
}

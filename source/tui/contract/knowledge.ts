// What every screen knows: the size, the time, the store, and the API's answers about profiles.
import { usualPlace } from '../../commandLine.ts';
import type { Demo } from '../../context.ts';
import type { AppError } from '../../errors.ts';
import type { Importable } from '../../profiles/adk.ts';
import type { Claim } from '../../profiles/applies.ts';
import { type Config, profileNamed, type StoredProfile } from '../../profiles/config.ts';
import { directoriesByProfile } from '../../profiles/nearest.ts';
import type { Resolution } from '../../profiles/resolve.ts';
import type { State as Stored } from '../../profiles/store.ts';
import { uiSettings } from '../../profiles/uiSettings.ts';
import { dateOrNull, type ProfileView, viewProfile, viewProfiles } from '../../profiles/view.ts';
import type { ShellPlace } from '../../shell.ts';
import type { Status } from '../../tokens/status.ts';
import type { Size } from '../look/layout.ts';
import { type Appearance, type ThemeName, themeNames } from '../look/theme.ts';

/** A stored profile; credentials from the environment are profiles without a name. */
export type NamedProfile = ProfileView & { name: string };

/**
 * A sentence saying that other credentials are used than expected, and the command that fixes this.
 * The command is null if there is none.
 */
export type Remark = { text: string; command: string | null };

/** The place where the UI was started. */
export type Here = {
  /**
   * The directory that can be bound here: the project's, otherwise the current one; null if it no
   * longer exists.
   */
  directory: string | null;
  /** The workspace that the project here names. */
  workspaceId: string | null;
  /** The remark that other credentials apply than the project needs. */
  differs: Remark | null;
};

/** The ADK's own profiles. */
export type AdkHome = {
  /** The remark that the ADK on its own would use other credentials. */
  differs: Remark | null;
  /** Whether the ADK is likely to be run here, because this is an ADK project. */
  isHere: boolean;
  /** Token fingerprint → names of the ADK's profiles with that token. */
  holders: ReadonlyMap<string, readonly string[]>;
};

/** What is stored, and what applies here and now. */
export type StoredHome =
  | {
      state: 'ready';
      stored: Stored;
      /** What the text of printed commands depends on. */
      place: ShellPlace;
      resolution: Resolution;
      /** All sources of credentials that could apply here, by precedence. */
      claims: readonly Claim[];
      /** The remark that bp on its own would send other credentials. */
      bp: Remark | null;
      adk: AdkHome;
      here: Here;
      /** Profiles in other tools' files that are not stored here yet. */
      importable: readonly Importable[];
      /** Names of environment variables that hold a token. */
      tokenVariables: readonly string[];
      /** The path of the `.env` here that sets a token, as messages show it; null if there is none. */
      dotenv: string | null;
      /** Set if this is sample data, of which nothing is kept. */
      demo: Demo | null;
    }
  | { state: 'failed'; error: AppError };

/** The result of checking a profile's token and workspace. */
export type ProfileCheck =
  /** `before`: the previous result. */
  { state: 'checking'; before: KnownCheck | null } | KnownCheck;

export type KnownCheck =
  /** `isUsedUp`: whether a quota of the workspace is exhausted. */
  | { state: 'known'; status: Status; isUsedUp?: boolean }
  /** The request could not be sent, for example because there is no token. */
  | { state: 'failed'; error: AppError; checkedAt: number };

export type Loaded<Value> =
  | { state: 'loading' }
  | { state: 'ready'; value: Value }
  | { state: 'failed'; error: AppError };

export const loading: Loaded<never> = { state: 'loading' };

export type Shared = {
  size: Size;
  /** The look of the screens. */
  look: Appearance;
  /** The time of the message that is being handled, in epoch milliseconds. */
  now: number;
  home: StoredHome;
  /** In the order in which they were added. */
  profiles: readonly NamedProfile[];
  /**
   * Keyed by the credentials that were verified (`identityOf`): after renaming a profile its answer is still found, and
   * for a new token there is none.
   */
  checks: ReadonlyMap<string, ProfileCheck>;
  /** Profiles whose workspace has an exhausted quota; keyed as `checks` is. */
  usedUp: ReadonlySet<string>;
  /** Answers of the API, whether stored yet or not; keyed as `checks` is. */
  learned: ReadonlyMap<string, Learned>;
};

/** Fields of a profile from the API. */
export type Learned = Partial<Pick<ProfileView, 'account' | 'workspaceName' | 'workspaceHandle'>>;

/** The chosen theme; null if the store cannot be read. */
export function keptTheme(home: StoredHome): ThemeName | null {
  if (home.state === 'failed') return null;
  const kept = uiSettings(home.stored.config).theme;
  return themeNames.find(name => name === kept) ?? 'auto';
}

/** The profile that the API is asked about. */
export type Asked = { name: string | null; profile: StoredProfile };

/** The profile that a screen shows. */
export type ScreenSubject = { name: string | null; profile: StoredProfile; view: ProfileView };

/** What the text of printed commands depends on. */
export function placeIn({
  home,
}: Pick<Shared, 'home'>): Pick<ShellPlace, 'platform' | 'home' | 'about'> {
  return home.state === 'ready' ? home.place : usualPlace;
}

export function namedProfiles(
  home: StoredHome,
  learned: Shared['learned'] = new Map(),
): NamedProfile[] {
  const views = home.state === 'ready' ? (viewProfiles(home.stored.config) as NamedProfile[]) : [];
  return learned.size === 0 ? views : views.map(view => withFields(view, learned));
}

/** The view with the API's answers; the same object if there is nothing new. */
function withFields(view: NamedProfile, learned: Shared['learned']): NamedProfile {
  const fields = learned.get(identityOf(view)) ?? {};
  const names = Object.keys(fields) as (keyof Learned)[];
  return names.every(name => fields[name] === view[name]) ? view : { ...view, ...fields };
}

/** The shared state with the API's answers about one profile. */
export function withLearned(shared: Shared, about: ProfileView, fields: Learned): Shared {
  const names = Object.keys(fields) as (keyof Learned)[];
  if (names.every(name => fields[name] === about[name])) return shared;
  const identity = identityOf(about);
  const learned = new Map(shared.learned);
  learned.set(identity, { ...learned.get(identity), ...fields });
  const profiles = shared.profiles.map(view =>
    identityOf(view) === identity ? withFields(view, learned) : view,
  );
  return { ...shared, learned, profiles };
}

/** The stored profile called `name`; null if there is none, or if `name` is null. */
export function subjectNamed(home: StoredHome, name: string | null): ScreenSubject | null {
  if (home.state === 'failed' || name === null) return null;
  const { config } = home.stored;
  const profile = profileNamed(config, name);
  if (profile === null) return null;
  return { name, profile, view: viewProfile(name, profile, name === config.activeProfile) };
}

/** The credentials that apply here and now; null if there are none. */
export function subjectHere(home: StoredHome): ScreenSubject | null {
  if (home.state === 'failed' || home.resolution.current === null) return null;
  const { name, profile } = home.resolution.current;
  const active = name !== null && name === home.stored.config.activeProfile;
  return { name, profile, view: viewProfile(name, profile, active) };
}

const identities = new WeakMap<ProfileView, string>();

/** The key of an API answer: profiles with the same identity get the same answer. */
export function identityOf(view: ProfileView): string {
  const identity = identities.get(view) ?? identityAnew(view);
  identities.set(view, identity);
  return identity;
}

function identityAnew(view: ProfileView): string {
  const target = view.botId ?? view.integrationId ?? view.workspaceId;
  const token = view.tokenFingerprint ?? `${view.tokenSource.kind} ${view.name}`;
  return JSON.stringify([view.apiUrl, target, token]);
}

export function checkOf({ checks, usedUp }: Shared, view: ProfileView): ProfileCheck | null {
  const identity = identityOf(view);
  const check = checks.get(identity) ?? null;
  return check?.state === 'known' && usedUp.has(identity) ? { ...check, isUsedUp: true } : check;
}

const boundBy = new WeakMap<Config, ReadonlyMap<string, readonly string[]>>();

/** The directories that are bound to a profile. */
export function directoriesOf({ home }: Shared, name: string): readonly string[] {
  if (home.state === 'failed') return [];
  const { config } = home.stored;
  const bound = boundBy.get(config) ?? directoriesByProfile(config.directories ?? {});
  boundBy.set(config, bound);
  return bound.get(name) ?? [];
}

/** When a profile was last made active, ISO 8601; null if unknown. */
export function usedAtOf({ home }: Shared, name: string): string | null {
  if (home.state === 'failed') return null;
  return dateOrNull(profileNamed(home.stored.config, name)?.usedAt);
}

/** Null outside of a demo. */
export const demoOf = ({ home }: Pick<Shared, 'home'>): Demo | null =>
  home.state === 'failed' ? null : home.demo;

/** The place where the UI was started; null while the store cannot be read. */
export const hereOf = ({ home }: Shared): Here | null =>
  home.state === 'failed' ? null : home.here;

/** Names of the ADK's profiles that have this token. */
export function adkHoldersOf({ home }: Shared, tokenFingerprint: string | null): readonly string[] {
  if (home.state === 'failed' || tokenFingerprint === null) return [];
  return home.adk.holders.get(tokenFingerprint) ?? [];
}

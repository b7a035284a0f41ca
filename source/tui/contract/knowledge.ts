// The knowledge of every screen: the size, the time, what is stored, and what the API said about profiles.
import { usualPlace } from '../../commandLine.ts';
import type { AppError } from '../../errors.ts';
import type { Importable } from '../../profiles/adk.ts';
import type { Claim } from '../../profiles/applies.ts';
import { type Config, profileNamed, type StoredProfile } from '../../profiles/config.ts';
import { directoriesByProfile } from '../../profiles/nearest.ts';
import type { Resolution } from '../../profiles/resolve.ts';
import type { State as Stored } from '../../profiles/store.ts';
import { dateOrNull, type ProfileView, viewProfile, viewProfiles } from '../../profiles/view.ts';
import type { ShellPlace } from '../../shell.ts';
import type { Status } from '../../tokens/status.ts';
import type { Size } from '../look/layout.ts';
import { type Appearance, type ThemeName, themeNames } from '../look/theme.ts';

/** A profile of the store; the ones of the environment have no name. */
export type NamedProfile = ProfileView & { name: string };

/** A sentence about something that differs, and the command that mends it. */
export type Remark = { text: string; command: string | null };

/** Where the UI was started. */
export type Here = {
  /** What is bound here: the project's directory, else the current one; null where that is gone. */
  directory: string | null;
  /** The workspace that the project here says it belongs to. */
  workspaceId: string | null;
  /** That what applies points elsewhere than the project. */
  differs: Remark | null;
};

/** What the ADK has, beside us. */
export type AdkHome = {
  /** Whom it would act as alone, where that is not what applies here. */
  differs: Remark | null;
  /** Whether it is likely to be run here: this is a project of it. */
  isHere: boolean;
  /** Fingerprint of a token → names of its profiles that have it. */
  holders: ReadonlyMap<string, readonly string[]>;
};

/** What is stored, and which of it applies here and now. */
export type StoredHome =
  | {
      state: 'ready';
      stored: Stored;
      /** What printed commands depend on. */
      place: ShellPlace;
      resolution: Resolution;
      /** All that lays claim to be used here, the first of them winning. */
      claims: readonly Claim[];
      /** Where bp alone would send something else. */
      bp: Remark | null;
      adk: AdkHome;
      here: Here;
      /** What other tools' files hold that is not here yet. */
      importable: readonly Importable[];
      /** Environment variables that hold a token, by name. */
      tokenVariables: readonly string[];
    }
  | { state: 'failed'; error: AppError };

/** What is known about a profile's token and workspace. */
export type ProfileCheck =
  /** `before`: what was known until then. */
  { state: 'checking'; before: KnownCheck | null } | KnownCheck;

export type KnownCheck =
  /** `isUsedUp`: a quota of the workspace is. */
  | { state: 'known'; status: Status; isUsedUp?: boolean }
  /** The question could not be asked: no token, a foreign origin, a failing keychain. */
  | { state: 'failed'; error: AppError; checkedAt: number };

/** Something that is fetched. */
export type Loaded<Value> =
  | { state: 'loading' }
  | { state: 'ready'; value: Value }
  | { state: 'failed'; error: AppError };

export const loading: Loaded<never> = { state: 'loading' };

export type Shared = {
  size: Size;
  /** How the screens are to look. */
  look: Appearance;
  /** Epoch milliseconds of the message being handled. */
  now: number;
  home: StoredHome;
  /** In the order of the list. */
  profiles: readonly NamedProfile[];
  /** By what was asked with (`identityOf`): renaming keeps an answer, a new token has none. */
  checks: ReadonlyMap<string, ProfileCheck>;
  /** Of whose workspace a quota is used up, by the same. */
  usedUp: ReadonlySet<string>;
  /** What the API said that the store may not know yet, by the same. */
  learned: ReadonlyMap<string, Learned>;
};

/** Fields of a profile as the API has them. */
export type Learned = Partial<Pick<ProfileView, 'account' | 'workspaceName' | 'workspaceHandle'>>;

/** The theme that was chosen; null where the store cannot be read. */
export function keptTheme(home: StoredHome): ThemeName | null {
  if (home.state === 'failed') return null;
  const kept = home.stored.config.ui?.theme;
  return themeNames.find(name => name === kept) ?? 'auto';
}

/** Whom the API is asked about. */
export type Asked = { name: string | null; profile: StoredProfile };

/** A profile that a screen is about. */
export type ScreenSubject = { name: string | null; profile: StoredProfile; view: ProfileView };

/** What printed commands depend on. */
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

/** The view with what the API said about it; the very same where that is nothing new. */
function withFields(view: NamedProfile, learned: Shared['learned']): NamedProfile {
  const fields = learned.get(identityOf(view)) ?? {};
  const names = Object.keys(fields) as (keyof Learned)[];
  return names.every(name => fields[name] === view[name]) ? view : { ...view, ...fields };
}

/** What all screens see, with something learned about one profile. */
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

/** The profile of that name, null when it is gone. @param name null for no profile in particular */
export function subjectNamed(home: StoredHome, name: string | null): ScreenSubject | null {
  if (home.state === 'failed' || name === null) return null;
  const { config } = home.stored;
  const profile = profileNamed(config, name);
  if (profile === null) return null;
  return { name, profile, view: viewProfile(name, profile, name === config.activeProfile) };
}

/** The credentials that apply here and now; null when there are none. */
export function subjectHere(home: StoredHome): ScreenSubject | null {
  if (home.state === 'failed' || home.resolution.current === null) return null;
  const { name, profile } = home.resolution.current;
  const active = name !== null && name === home.stored.config.activeProfile;
  return { name, profile, view: viewProfile(name, profile, active) };
}

const identities = new WeakMap<ProfileView, string>();

/** What an answer of the API depends on: the same identity gets the same answer. */
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

/** When a profile was last made the active one, ISO 8601; null where that is not known. */
export function usedAtOf({ home }: Shared, name: string): string | null {
  if (home.state === 'failed') return null;
  return dateOrNull(profileNamed(home.stored.config, name)?.usedAt);
}

/** Where the UI was started; null while the store cannot be read. */
export const hereOf = ({ home }: Shared): Here | null =>
  home.state === 'failed' ? null : home.here;

/** Names of the ADK's profiles that have this token. */
export function adkHoldersOf({ home }: Shared, tokenFingerprint: string | null): readonly string[] {
  if (home.state === 'failed' || tokenFingerprint === null) return [];
  return home.adk.holders.get(tokenFingerprint) ?? [];
}

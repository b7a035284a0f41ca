// Observations about profiles that a message brings as a by-product.
import type { Account, Workspace } from '../../botpress/answers.ts';
import type { AppError } from '../../errors.ts';
import { refused } from '../../tokens/status.ts';
import {
  identityOf,
  type KnownCheck,
  type NamedProfile,
  type ScreenSubject,
  type Shared,
  subjectHere,
  subjectNamed,
} from './knowledge.ts';

/** Absent fields: nothing is known about them. */
export type Observation = {
  about: ScreenSubject;
  check?: KnownCheck;
  isUsedUp?: boolean;
  account?: Account;
  workspace?: Workspace;
};

/**
 * What a failed call reveals about a profile: an exhausted quota, a refused token, an unreachable API. Other errors
 * reveal nothing.
 */
export function observedInFailure(
  error: AppError,
  about: ScreenSubject | null,
  now: number,
): Observation[] {
  if (about === null) return [];
  if (error.code === 'quota-exceeded') return [{ about, isUsedUp: true }];
  if (error.kind !== 'auth' && error.kind !== 'network') return [];
  const status = error.exchange === undefined ? null : refused(error, about.profile, now);
  return status === null ? [] : [{ about, check: { state: 'known', status } }];
}

/** `observedInFailure` for the profile called `name`; empty if there is no such profile. */
export function observedInFailureOf(
  name: string | null | undefined,
  error: AppError,
  { home, now }: Shared,
): Observation[] {
  return observedInFailure(error, name == null ? null : subjectNamed(home, name), now);
}

/** All profiles that an answer is true for: same credentials and target. */
export function subjectsOf({ home, profiles }: Shared, identity: string): ScreenSubject[] {
  const current = subjectHere(home);
  const unnamed = current?.name === null && identityOf(current.view) === identity ? [current] : [];
  const found = viewsByIdentity(profiles).get(identity) ?? [];
  return [...unnamed, ...found.flatMap(({ name }) => subjectNamed(home, name) ?? [])];
}

const indices = new WeakMap<readonly NamedProfile[], Map<string, NamedProfile[]>>();

/** Cached: each answer of the API needs it, and there may be thousands of profiles and answers. */
function viewsByIdentity(profiles: readonly NamedProfile[]): Map<string, NamedProfile[]> {
  const known = indices.get(profiles);
  if (known !== undefined) return known;
  const index = new Map<string, NamedProfile[]>();
  for (const view of profiles) {
    const identity = identityOf(view);
    index.set(identity, [...(index.get(identity) ?? []), view]);
  }
  indices.set(profiles, index);
  return index;
}

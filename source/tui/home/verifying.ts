// The work of verifying profiles, and their state meanwhile.
import { profileNamed, type StoredProfile } from '../../profiles/config.ts';
import type { ProfileView } from '../../profiles/view.ts';
import type { ProgramWork } from '../contract/effects.ts';
import { identityOf, type Shared, type StoredHome, subjectHere } from '../contract/knowledge.ts';

type Verify = Extract<ProgramWork, { type: 'profile.verify' }>;

/** Requests to the API about profiles; equal credentials are asked about once. */
export function verifyWork(views: readonly ProfileView[], { home }: Shared): Verify[] {
  const asked = new Map<string, Verify>();
  for (const view of views) {
    const profile = profileOf(view, home);
    const identity = identityOf(view);
    if (profile === null || asked.has(identity)) continue;
    asked.set(identity, { type: 'profile.verify', identity, name: view.name, profile });
  }
  return [...asked.values()];
}

function profileOf({ name }: ProfileView, home: StoredHome): StoredProfile | null {
  if (name === null) return subjectHere(home)?.profile ?? null;
  return home.state === 'failed' ? null : profileNamed(home.stored.config, name);
}

/** Requests to verify profiles that have just changed. */
export const verifyWorkOf = (changed: readonly string[], shared: Shared): Verify[] =>
  verifyWork(
    shared.profiles.filter(({ name }) => changed.includes(name)),
    shared,
  );

type Checks = Shared['checks'];

/** The checks, with the given identities marked as being verified. */
export function withVerifying(checks: Checks, identities: readonly string[]): Checks {
  const next = new Map(checks);
  for (const identity of identities) {
    const known = checks.get(identity);
    const before = known?.state === 'checking' ? known.before : (known ?? null);
    next.set(identity, { state: 'checking', before });
  }
  return next;
}

/** The checks, with earlier answers in place of the answers that never came. */
export function withoutVerifying(checks: Checks, identities: readonly string[]): Checks {
  const next = new Map(checks);
  for (const identity of identities) {
    const check = checks.get(identity);
    if (check?.state !== 'checking') continue;
    if (check.before === null) next.delete(identity);
    else next.set(identity, check.before);
  }
  return next;
}

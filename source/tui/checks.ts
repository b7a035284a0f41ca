// Owns what has to be asked to learn whether profiles are authenticated.
import type { ProfileView } from '../profiles/view.ts';
import type { Work } from './effects.ts';
import { currentSubject, identityOf, type Shared, subjectNamed } from './shared.ts';

/** Questions to the API about profiles; equal credentials are asked about once. */
export function checksFor(views: readonly ProfileView[], { home }: Shared): Work[] {
  const asked = new Map<string, Work>();
  for (const view of views) {
    const subject = view.name === null ? currentSubject(home) : subjectNamed(home, view.name);
    const identity = identityOf(view);
    if (subject === null || asked.has(identity)) continue;
    asked.set(identity, { type: 'check', identity, name: view.name, profile: subject.profile });
  }
  return [...asked.values()];
}

/** The question whether the active profile is still good, if it is one of those that just changed. */
export function checksOfActive(changed: readonly string[], shared: Shared): Work[] {
  const views = shared.profiles.filter(({ active, name }) => active && changed.includes(name));
  return checksFor(views, shared);
}

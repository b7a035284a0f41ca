// Owns with whose credentials the tokens of a journal can be listed and deleted.
import { AppError } from '../errors.ts';
import type { Config, StoredProfile } from '../profiles/config.ts';
import { fingerprintOf } from '../profiles/manage.ts';
import type { Journal } from './journal.ts';

/**
 * The profile to ask with: who holds the new token, else the old one (which may be gone already), else
 * any of the same account, in whose list the tokens are.
 * @throws AppError auth where there is none
 */
export function profileToAsk(
  config: Config,
  journal: Journal,
): readonly [name: string, profile: StoredProfile] {
  const there = Object.entries(config.profiles).filter(
    ([, profile]) => profile.tokenOrigin === journal.origin,
  );
  const holds = (print: string | null) =>
    there.filter(([, profile]) => print !== null && fingerprintOf(profile) === print);
  const ofAccount = there.filter(
    ([, { kind, accountId }]) => kind === 'pat' && accountId === journal.accountId,
  );
  for (const group of [holds(journal.newFingerprint), holds(journal.oldFingerprint), ofAccount]) {
    const best = group.find(([name]) => name === journal.profile) ?? group[0];
    if (best !== undefined) return best;
  }
  throw new AppError(
    'rotation-orphaned',
    'What was begun cannot be finished: no profile belongs to the account of its token any more',
    { hint: 'Log in to that account again, then run `bp-auth tokens rotate --resume`' },
  );
}

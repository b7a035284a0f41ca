// Verifying profiles from the list: the selected one, the marked ones or all of them, until Esc.
import type { Effect, Step } from '../../contract/effects.ts';
import { checkOf, identityOf, type NamedProfile, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { signOf, signText } from '../../home/signs.ts';
import { verifyWork } from '../../home/verifying.ts';
import { counted, joinNames } from '../../text/names.ts';
import { targetProfiles } from './marking.ts';
import { beforeVerifying } from './questions.ts';
import { keepProfilesPosition, type ProfilesState } from './state.ts';

type Progress = { done: number; total: number };

/** The progress while several profiles are verified together; null at any other time. */
export function progressOf({ batch }: ProfilesState, { checks }: Shared): Progress | null {
  const left = batch.filter(identity => checks.get(identity)?.state === 'checking').length;
  return left === 0 ? null : { done: batch.length - left, total: batch.length };
}

export function isVerifying({ batch }: ProfilesState, { checks }: Shared): boolean {
  return batch.some(identity => checks.get(identity)?.state === 'checking');
}

/** The list after a message about verifying; null for other messages. */
export function updateVerification(
  own: ProfilesState,
  message: Message,
  shared: Shared,
): Step<ProfilesState> | null {
  const asked = (profiles: readonly NamedProfile[], all: 'all' | null): Step<ProfilesState> => {
    const names = all === null ? profiles.map(({ name }) => name) : null;
    const what = `${all === null ? '' : 'all '}${counted(profiles.length, 'profile')}`;
    const question = beforeVerifying(profiles, `Verify ${what}?`, {
      ...{ type: 'profiles.verifyAll.confirmed', names },
    });
    return question === null
      ? verifySeveral(own, profiles, shared)
      : [own, { type: 'ask', question }];
  };
  switch (message.type) {
    case 'profiles.verify': {
      const { entries } = targetProfiles(own, shared);
      if (entries.length > 1) return asked(entries, null);
      const works = verifyWork(entries, shared);
      return [own, ...works.map(work => ({ ...work, awaited: true as const }))];
    }
    case 'profiles.verifyAll':
      return asked(shared.profiles, 'all');
    case 'profiles.verifyAll.confirmed': {
      const { names } = message;
      const profiles = shared.profiles.filter(({ name }) => names === null || names.includes(name));
      return verifySeveral(own, profiles, shared);
    }
    case 'profiles.verifyAll.stop': {
      const progress = progressOf(own, shared);
      if (progress === null) return [own];
      const text = `Stopped: ${progress.done} of ${progress.total} were verified`;
      return [
        { ...own, batch: [] },
        { type: 'profile.verify.stop', identities: own.batch },
        { type: 'toast', tone: 'info', text },
      ];
    }
    case 'profile.verified': {
      const next = own.sort === 'state' ? keepProfilesPosition(own, shared) : own;
      if (own.batch.length === 0 || isVerifying(own, shared)) return [next];
      return [{ ...next, batch: [] }, verifiedToast(own.batch, shared)];
    }
    default:
      return null;
  }
}

function verifySeveral(
  own: ProfilesState,
  profiles: readonly NamedProfile[],
  shared: Shared,
): Step<ProfilesState> {
  const batch = [...new Set(profiles.map(identityOf))];
  return [{ ...own, batch }, ...verifyWork(profiles, shared)];
}

/**
 * Counts the verified profiles by state. Names those with a fault, unless the whole list was
 * verified.
 */
function verifiedToast(batch: ProfilesState['batch'], shared: Shared): Effect {
  const asked = new Set(batch);
  const profiles = shared.profiles.filter(profile => asked.has(identityOf(profile)));
  const isAll = profiles.length === shared.profiles.length;
  const groups = new Map<string, string[]>();
  for (const profile of profiles) {
    const word = signText(signOf(checkOf(shared, profile)));
    groups.set(word, [...(groups.get(word) ?? []), profile.name]);
  }
  const isWell = (profile: NamedProfile) => signOf(checkOf(shared, profile)).tone === 'ok';
  const well = new Set(profiles.filter(isWell).map(({ name }) => name));
  const text = [...groups]
    .map(([word, names]) => {
      const isNamed = !isAll && names.some(name => !well.has(name));
      return `${names.length} ${word}${isNamed ? ` (${joinNames(names)})` : ''}`;
    })
    .join(', ');
  const tone = well.size === profiles.length ? 'ok' : 'warn';
  const what = isAll ? 'all' : counted(profiles.length, 'profile');
  return { type: 'toast', tone, text: `Verified ${what}: ${text}` };
}

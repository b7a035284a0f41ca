// Verifying profiles from the list: the selected one, or all of them until Esc.
import type { Effect, Step } from '../../contract/effects.ts';
import { checkOf, identityOf, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { signOf, signText } from '../../home/signs.ts';
import { verifyWork } from '../../home/verifying.ts';
import { beforeVerifyingAll } from './questions.ts';
import { keepProfilesPosition, type ProfilesState, selectedProfile } from './state.ts';

type Progress = { done: number; total: number };

/** The progress of verifying all; null if that is not running. */
export function progressOf({ batch }: ProfilesState, { checks }: Shared): Progress | null {
  const left = batch.filter(identity => checks.get(identity)?.state === 'checking').length;
  return left === 0 ? null : { done: batch.length - left, total: batch.length };
}

/** Whether all profiles are being verified and some answers are missing. */
export function isVerifying({ batch }: ProfilesState, { checks }: Shared): boolean {
  return batch.some(identity => checks.get(identity)?.state === 'checking');
}

/** The list after a message about its verification; null for other messages. */
export function updateVerification(
  own: ProfilesState,
  message: Message,
  shared: Shared,
): Step<ProfilesState> | null {
  switch (message.type) {
    case 'profiles.verify': {
      const profile = selectedProfile(own, shared);
      if (profile === null) return [own];
      return [
        own,
        ...verifyWork([profile], shared).map(work => ({ ...work, awaited: true as const })),
      ];
    }
    case 'profiles.verifyAll': {
      const question = beforeVerifyingAll(shared.profiles);
      return question === null ? verifyAll(own, shared) : [own, { type: 'ask', question }];
    }
    case 'profiles.verifyAll.confirmed':
      return verifyAll(own, shared);
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
      return [{ ...next, batch: [] }, verifiedToast(shared)];
    }
    default:
      return null;
  }
}

function verifyAll(own: ProfilesState, shared: Shared): Step<ProfilesState> {
  const batch = [...new Set(shared.profiles.map(identityOf))];
  return [{ ...own, batch }, ...verifyWork(shared.profiles, shared)];
}

/** A summary of all profiles by fault. */
function verifiedToast(shared: Shared): Effect {
  const signs = shared.profiles.map(profile => signOf(checkOf(shared, profile)));
  const counts = new Map<string, number>();
  for (const word of signs.map(signText)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const text = [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
  const tone = signs.every(({ tone }) => tone === 'ok') ? 'ok' : 'warn';
  return { type: 'toast', tone, text: `Verified all: ${text}` };
}

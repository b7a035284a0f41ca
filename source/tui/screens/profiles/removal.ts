// The removal of profiles from the list, and the way back from it.
import { adkNames } from '../../../profiles/adkFile.ts';
import type { Removal } from '../../../profiles/remove.ts';
import type { Offer, Step, ToastRequest } from '../../contract/effects.ts';
import { adkHoldersOf, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { doneToast, winningClaim } from '../../home/applies.ts';
import { joinNames } from '../../text/names.ts';
import type { RowOutcome } from './messages.ts';
import { beforeRemoving } from './questions.ts';
import { keepProfilesPosition, type ProfilesState, selectedProfile } from './state.ts';

/** The list after what concerns a removal; null for other messages. */
export function updateRemoval(
  own: ProfilesState,
  message: Message,
  shared: Shared,
): Step<ProfilesState> | null {
  switch (message.type) {
    case 'profiles.remove': {
      const profile = selectedProfile(own, shared);
      if (profile === null) return [own];
      return profile.protected
        ? [own, { type: 'ask', question: beforeRemoving(profile, shared) }]
        : [own, { type: 'profile.remove', names: [profile.name] }];
    }
    case 'profiles.remove.confirmed':
      return [own, { type: 'profile.remove', names: [message.name] }];
    case 'profiles.removed':
      return [own, removedToast(message, shared)];
    case 'profiles.undo':
      return [own, { type: 'profile.putBack', undo: message.undo }];
    case 'profiles.putBack': {
      const selected = message.profiles[0]?.as ?? own.selected;
      return [keepProfilesPosition({ ...own, selected }, shared), putBackToast(message, shared)];
    }
    default:
      return null;
  }
}

type Removed = { removals: readonly Removal[] } & RowOutcome;

/** What went and from where, what stays, and how to take it back. */
function removedToast({ removals, failed, undo }: Removed, shared: Shared): ToastRequest {
  const stays = removals.flatMap(removal => staying(removal, shared));
  const isNoneActive =
    removals.some(({ wasActive }) => wasActive) && winningClaim(shared.home) === null;
  const { tone, text } = doneToast(shared, goneText(removals), null);
  const sentences = [
    ...(removals.length === 0 ? [] : [text]),
    ...(isNoneActive ? ['No profile is active now'] : []),
    ...stays,
    ...failedTexts(failed, 'was not removed'),
    ...offerTexts(undo),
  ];
  return {
    type: 'toast',
    tone: failed.length > 0 ? 'error' : stays.length > 0 || isNoneActive ? 'warn' : tone,
    text: sentences.join('. '),
    ...offered(undo),
  };
}

/** Of one the places are told, of several the names. */
function goneText(removals: readonly Removal[]): string {
  const [first, ...others] = removals;
  if (first !== undefined && others.length === 0) {
    return `Removed ${first.name} from ${first.files.join(', ')}`;
  }
  return `Removed ${joinNames(removals.map(removal => removal.name))}`;
}

/** Where the token of a removed profile still is. */
function staying({ name, sameToken, left, tokenFingerprint }: Removal, shared: Shared): string[] {
  const holders = adkHoldersOf(shared, tokenFingerprint);
  return [
    ...(sameToken.length === 0 ? [] : [`The token of ${name} stays in ${joinNames(sameToken)}`]),
    ...(holders.length === 0 ? [] : [`The ADK keeps it, as ${adkNames(holders)}`]),
    ...left,
  ];
}

type Returned = Extract<Message, { type: 'profiles.putBack' }>;

/** What is back, what is not as it was, and what could not be put back. */
function putBackToast({ profiles, failed, undo }: Returned, shared: Shared): ToastRequest {
  const but = profiles.flatMap(one => one.but);
  const is = profiles.length === 1 ? 'is' : 'are';
  const done = `${joinNames(profiles.map(({ as }) => as))} ${is} back`;
  const { tone, text } = doneToast(shared, done, null);
  const sentences = [
    ...(profiles.length === 0 ? [] : [text]),
    ...but.map(capitalised),
    ...failedTexts(failed, 'was not put back'),
    ...offerTexts(undo),
  ];
  return {
    type: 'toast',
    tone: failed.length > 0 ? 'error' : but.length > 0 ? 'warn' : tone,
    text: sentences.join('. '),
    ...offered(undo),
  };
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function failedTexts(failed: RowOutcome['failed'], what: string): string[] {
  return failed.map(({ name, error: { message, hint } }) =>
    [`${name} ${what}: ${message}`, ...(hint === undefined ? [] : [hint])].join('. '),
  );
}

function offerTexts(undo: RowOutcome['undo']): string[] {
  return undo === null ? [] : [`u puts ${joinNames(undo.names)} back`];
}

function offered(undo: RowOutcome['undo']): { offer?: Offer } {
  if (undo === null) return {};
  const binding = {
    keys: ['u'],
    does: `Put ${joinNames(undo.names)} back`,
    footer: 'undo',
    message: { type: 'profiles.undo', undo: undo.number },
    changes: true,
  } as const;
  return { offer: { binding, ended: { type: 'profile.letGo', undo: undo.number } } };
}

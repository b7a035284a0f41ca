// The removal of profiles from the list, and its undo.
import { capitalised } from '../../../capitalised.ts';
import { adkNames } from '../../../profiles/adkFile.ts';
import type { Removal } from '../../../profiles/remove.ts';
import type { Effect, Offer, Step, ToastRequest } from '../../contract/effects.ts';
import { adkHoldersOf, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { doneToast, winningClaim } from '../../home/applies.ts';
import { countedNames, failedTexts, stoppedTexts } from '../../home/outcomes.ts';
import { counted, joinNames } from '../../text/names.ts';
import { namesNow, targetProfiles } from './marking.ts';
import type { RowOutcome } from './messages.ts';
import { beforeRemoving, beforeRemovingSeveral } from './questions.ts';
import { keepProfilesPosition, type ProfilesState } from './state.ts';

/** The list after a message about a removal; null for other messages. */
export function updateRemoval(
  own: ProfilesState,
  message: Message,
  shared: Shared,
): Step<ProfilesState> | null {
  switch (message.type) {
    case 'profiles.remove':
      return [own, removing(own, shared)];
    case 'profiles.remove.confirmed':
      return [own, ...confirmed(message, shared)];
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

/**
 * Asks before it removes several profiles or a protected one. A single other profile is removed at
 * once, because that can be undone.
 */
function removing(own: ProfilesState, shared: Shared): Effect {
  const { entries, hidden } = targetProfiles(own, shared);
  const [first, ...others] = entries;
  if (first === undefined) return { type: 'toast', tone: 'info', text: 'There is no profile here' };
  if (others.length === 0) {
    return first.protected
      ? { type: 'ask', question: beforeRemoving(first, shared) }
      : { type: 'profile.remove', names: [first.name] };
  }
  const profiles = entries.filter(profile => !profile.protected);
  const leftOut = entries.filter(profile => profile.protected).map(({ name }) => name);
  if (profiles.length === 0) {
    const text = `${joinNames(leftOut)} are protected: remove each by itself, with no other marked`;
    return { type: 'toast', tone: 'info', text };
  }
  return { type: 'ask', question: beforeRemovingSeveral({ profiles, leftOut, hidden }, shared) };
}

type Confirmed = Extract<Message, { type: 'profiles.remove.confirmed' }>;

/**
 * Removes the profiles that the user agreed to, without those replaced or protected since the
 * question.
 */
function confirmed({ profiles, typed }: Confirmed, shared: Shared): Effect[] {
  const isOpen = (name: string) =>
    name === typed || !shared.profiles.some(other => other.name === name && other.protected);
  const names = namesNow(profiles, shared).filter(isOpen);
  const { length } = profiles;
  return [
    ...(names.length === 0 ? [] : [{ type: 'profile.remove', names } as const]),
    ...(names.length === length ? [] : [changedMeanwhile(length - names.length)]),
  ];
}

const changedMeanwhile = (count: number): ToastRequest => ({
  type: 'toast',
  tone: 'warn',
  text: `Not removed: ${counted(count, 'profile')} that changed while you were asked`,
});

type Removed = { removals: readonly Removal[] } & RowOutcome;

/** What was removed and from where, what stays, and how to undo it. */
function removedToast({ removals, failed, left, undo }: Removed, shared: Shared): ToastRequest {
  const stays = removals.flatMap(removal => staying(removal, shared));
  const isNoneActive =
    removals.some(({ wasActive }) => wasActive) && winningClaim(shared.home) === null;
  const all = removals.length + failed.length + left.length;
  const { tone, text } = doneToast(shared, goneText(removals, all), null);
  const sentences = [
    ...stoppedTexts(left),
    ...(removals.length === 0 ? [] : [text]),
    ...(isNoneActive ? ['No profile is active now'] : []),
    ...stays,
    ...failedTexts(failed, 'removed'),
    ...offerTexts(undo),
  ];
  return {
    type: 'toast',
    tone:
      failed.length > 0
        ? 'error'
        : left.length > 0 || stays.length > 0 || isNoneActive
          ? 'warn'
          : tone,
    text: sentences.join('. '),
    ...offered(undo),
  };
}

/**
 * What was removed: a single profile with the files it was in, several by name only.
 * @param all the number of profiles that should have been removed
 */
function goneText(removals: readonly Removal[], all: number): string {
  const [first] = removals;
  if (first !== undefined && all === 1) {
    return `Removed ${first.name} from ${first.files.join(', ')}`;
  }
  return `Removed ${countedNames(
    removals.map(removal => removal.name),
    all,
    'profile',
  )}`;
}

/** Where the token of a removed profile still is. */
function staying({ name, sameToken, left, tokenFingerprint }: Removal, shared: Shared): string[] {
  const holders = adkHoldersOf(shared, tokenFingerprint);
  return [
    ...(sameToken.length === 0 ? [] : [`The token of ${name} stays in ${joinNames(sameToken)}`]),
    ...(holders.length === 0
      ? []
      : [`The ADK keeps the token of ${name}, as ${adkNames(holders)}`]),
    ...left,
  ];
}

type Returned = Extract<Message, { type: 'profiles.putBack' }>;

/** What was put back, what is different now, and what could not be put back. */
function putBackToast({ profiles, failed, left, undo }: Returned, shared: Shared): ToastRequest {
  const but = profiles.flatMap(one => one.but);
  const all = profiles.length + failed.length + left.length;
  const names = profiles.map(({ as }) => as);
  const done =
    all === 1 ? `${joinNames(names)} is back` : `Put back ${countedNames(names, all, 'profile')}`;
  const { tone, text } = doneToast(shared, done, null);
  const sentences = [
    ...stoppedTexts(left),
    ...(profiles.length === 0 ? [] : [text]),
    ...but.map(capitalised),
    ...failedTexts(failed, 'put back'),
    ...offerTexts(undo),
  ];
  return {
    type: 'toast',
    tone: failed.length > 0 ? 'error' : left.length + but.length > 0 ? 'warn' : tone,
    text: sentences.join('. '),
    endsOffer: true,
    ...offered(undo),
  };
}

function offerTexts(undo: RowOutcome['undo']): string[] {
  if (undo === null) return [];
  const [only, ...others] = undo.names;
  return [others.length === 0 ? `u puts ${only} back` : 'u puts them back'];
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

// Questions asked before something that cannot be undone, or that costs something.

import type { Plan } from '../../login/plan.ts';
import type { Proof } from '../../login/prove.ts';
import { adkNames } from '../../profiles/adkFile.ts';
import { kindOfProfile } from '../../profiles/config.ts';
import { kindNames } from '../../secrets/kind.ts';
import { bpAuth } from '../../shell.ts';
import type { Question } from '../contract/effects.ts';
import {
  adkHoldersOf,
  type NamedProfile,
  type ScreenSubject,
  type Shared,
} from '../contract/knowledge.ts';
import type { Message } from '../contract/messages.ts';
import { joinNames } from '../text/names.ts';
import { targetName } from './labels.ts';

/** @returns the question before a profile is removed */
export function beforeRemoving(profile: NamedProfile, shared: Shared): Question {
  const { name } = profile;
  const twins = shared.profiles.filter(
    other => other.name !== name && other.tokenFingerprint === profile.tokenFingerprint,
  );
  const shares = profile.tokenFingerprint !== null && twins.length > 0;
  return {
    title: `Remove ${name}?`,
    lines: [
      `It points at ${targetName(profile)}.`,
      'Its entry and token go from this machine, bp’s files included.',
      ...(shares ? [`The same token stays in ${joinNames(twins.map(twin => twin.name))}.`] : []),
      ...adkLines(profile, shared),
      ...(profile.active ? ['It is the active profile: none is active then.'] : []),
    ],
    confirm: 'Remove',
    typed: profile.protected ? name : null,
    onConfirm: { type: 'profiles.remove.confirmed', name },
  };
}

/** That the ADK has a profile's token, too: it is another program's, and stays unless it is meant as well. */
function adkLines({ name, tokenFingerprint }: NamedProfile, shared: Shared): string[] {
  const holders = adkHoldersOf(shared, tokenFingerprint);
  if (holders.length === 0 || shared.home.state === 'failed') return [];
  const command = bpAuth(shared.home.place, 'profiles', 'remove', name, '--adk');
  return [
    `The ADK keeps the same token, as ${adkNames(holders)}: ${command} removes it there, too.`,
  ];
}

/** @returns the question before a protected profile is used */
export function beforeUsing(profile: NamedProfile): Question {
  const { name } = profile;
  return {
    title: `Use ${name}?`,
    lines: [`${name} is protected: what you run next runs on ${targetName(profile)}.`],
    confirm: 'Use',
    typed: name,
    onConfirm: { type: 'profiles.use.confirmed', name },
  };
}

/** @returns the question before a profile is pointed at another workspace with the token it has */
export function beforeMoving(
  { view }: Pick<ScreenSubject, 'view'>,
  { id, name }: { id: string; name: string },
  onConfirm: Message,
): Question {
  return {
    title: `Use ${name} instead?`,
    lines: [
      `${view.name} points at ${targetName(view)}; then at ${name} (${id}), with the same token.`,
      ...(view.active ? [] : ['It becomes the active profile.']),
    ],
    confirm: 'Use it',
    typed: view.protected ? view.name : null,
    onConfirm,
  };
}

/** @returns the question before a profile loses its protection */
export function beforeUnprotecting({ name }: NamedProfile): Question {
  return {
    title: `Take the protection off ${name}?`,
    lines: ['It can then be used, changed and removed without typing its name.'],
    confirm: 'Take off',
    typed: name,
    onConfirm: { type: 'profiles.unprotect.confirmed', name },
  };
}

/** @returns the question before keychains are opened and commands run; null if none would be */
export function beforeVerifyingAll(profiles: readonly NamedProfile[]): Question | null {
  const opened = profiles.filter(({ tokenSource: { kind } }) =>
    ['keychain', 'command'].includes(kind),
  );
  if (opened.length === 0) return null;
  return {
    title: `Verify all ${profiles.length} profiles?`,
    lines: [
      `The tokens of ${opened.length} of them lie in a keychain or come from a command:`,
      joinNames(opened.map(({ name }) => name)),
    ],
    confirm: 'Verify',
    typed: null,
    onConfirm: { type: 'profiles.verifyAll.confirmed' },
  };
}

/** @returns the question before a login replaces a profile; null if none is needed */
export function beforeReplacing(plan: Plan, proof: Proof): Question | null {
  const { name, replaces, otherAccount } = plan;
  if (replaces === null) return null;
  const kinds = [kindOfProfile(replaces), proof.kind];
  const otherKind =
    kinds[0] !== kinds[1] && kinds.some(kind => ['bot', 'integration'].includes(kind));
  if (!replaces.protected && !otherAccount && !otherKind) return null;
  const before = replaces.accountEmail ?? 'an unknown account';
  const target = replaces.workspaceId ?? replaces.botId ?? replaces.integrationId;
  const who = proof.account?.email ?? kindNames[proof.kind];
  return {
    title: `Replace ${name}?`,
    lines: [
      `${name} belongs to ${before} and points at ${target ?? 'nothing'}.`,
      `Then: ${who}, ${proof.workspace?.id ?? proof.botId ?? proof.integrationId}`,
    ],
    confirm: 'Replace',
    typed: replaces.protected ? name : null,
    onConfirm: { type: 'login.save.confirmed' },
  };
}

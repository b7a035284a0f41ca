// The questions before a profile is removed or loses its protection, and before many tokens are read.
import { adkNames } from '../../../profiles/adkFile.ts';
import { bpAuth } from '../../../shell.ts';
import { hiddenLines } from '../../components/marks.ts';
import type { Question } from '../../contract/effects.ts';
import { adkHoldersOf, type NamedProfile, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { targetName } from '../../home/labels.ts';
import { counted, joinNames } from '../../text/names.ts';
import { markableIn } from './marking.ts';

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
      `${profile.workspaceId === null ? 'Key' : 'Workspace'}: ${targetName(profile)}.`,
      'Removes the profile and its token from this machine, and from bp’s files too.',
      ...(shares ? [`The same token stays in ${joinNames(twins.map(twin => twin.name))}.`] : []),
      ...adkLines(profile, shared),
      ...(profile.active
        ? [`${name} is the active profile: no profile will be active afterwards.`]
        : []),
    ],
    confirm: 'Remove',
    destroys: true,
    typed: profile.protected ? name : null,
    onConfirm: {
      ...{ type: 'profiles.remove.confirmed', profiles: [markableIn(shared)(profile)] },
      typed: profile.protected ? name : null,
    },
  };
}

/**
 * Profiles that one question is about. Protected profiles are left out: to remove one, its name has
 * to be typed.
 */
type Several = {
  profiles: readonly NamedProfile[];
  /** The names of the marked profiles that are protected. */
  leftOut: readonly string[];
  /** The number of marked profiles that the filter hides. */
  hidden: number;
};

/** @returns the question before several profiles are removed */
export function beforeRemovingSeveral(several: Several, shared: Shared): Question {
  const { profiles } = several;
  const names = profiles.map(({ name }) => name);
  const prints = new Set(profiles.flatMap(({ tokenFingerprint }) => tokenFingerprint ?? []));
  const twins = shared.profiles.filter(
    ({ name, tokenFingerprint }) =>
      tokenFingerprint !== null && prints.has(tokenFingerprint) && !names.includes(name),
  );
  const holders = [...prints].flatMap(print => adkHoldersOf(shared, print));
  const active = profiles.find(profile => profile.active);
  return {
    title: `Remove ${counted(profiles.length, 'profile')}?`,
    lines: [
      `${joinNames(names)}.`,
      'Removes these profiles and their tokens from this machine, and from bp’s files too.',
      ...keptBackLines(several, 'removed'),
      ...(twins.length > 0
        ? [
            `Tokens that the removed profiles share with ${joinNames(twins.map(({ name }) => name))} stay there.`,
          ]
        : []),
      ...(holders.length > 0
        ? [`The ADK keeps some of their tokens, as ${adkNames(holders)}.`]
        : []),
      ...(active === undefined
        ? []
        : [`${active.name} is the active profile: no profile will be active afterwards.`]),
    ],
    confirm: 'Remove',
    destroys: true,
    typed: null,
    onConfirm: {
      ...{ type: 'profiles.remove.confirmed', profiles: profiles.map(markableIn(shared)) },
      typed: null,
    },
  };
}

function keptBackLines({ leftOut, hidden }: Several, done: string): string[] {
  const is = leftOut.length === 1 ? 'is' : 'are';
  return [
    ...(leftOut.length === 0
      ? []
      : [`${joinNames(leftOut)} ${is} protected, and not ${done} along with others.`]),
    ...hiddenLines(hidden),
  ];
}

/**
 * The note that the ADK keeps the profile's token: bp-auth does not remove it from there unasked.
 */
function adkLines({ name, tokenFingerprint }: NamedProfile, shared: Shared): string[] {
  const holders = adkHoldersOf(shared, tokenFingerprint);
  if (holders.length === 0 || shared.home.state === 'failed') return [];
  const command = bpAuth(shared.home.place, 'profiles', 'remove', name, '--adk');
  return [
    `The ADK keeps the same token, as ${adkNames(holders)}: ${command} removes it there, too.`,
  ];
}

/** @returns the question before a profile loses its protection */
export function beforeUnprotecting({ name }: NamedProfile): Question {
  return {
    title: `Remove the protection of ${name}?`,
    lines: [`${name} can then be used, changed and removed without typing its name.`],
    confirm: 'Take off',
    typed: name,
    onConfirm: { type: 'profiles.unprotect.confirmed', name },
  };
}

/** The question to ask first, if verifying would open keychains or run commands; otherwise null. */
export function beforeVerifying(
  profiles: readonly NamedProfile[],
  title: string,
  onConfirm: Message,
): Question | null {
  const opened = profiles.filter(({ tokenSource: { kind } }) =>
    ['keychain', 'command'].includes(kind),
  );
  if (opened.length === 0) return null;
  return {
    title,
    lines: [
      `The tokens of ${opened.length} of them are in a keychain or come from a command:`,
      joinNames(opened.map(({ name }) => name)),
    ],
    confirm: 'Verify',
    typed: null,
    onConfirm,
  };
}

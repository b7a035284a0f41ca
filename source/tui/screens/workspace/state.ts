// The state of the workspace screen: what was asked about whom, and for how long that counts.
import type { Workspace } from '../../../botpress/answers.ts';
import type { Ability } from '../../../diagnosis/abilities.ts';
import type { AppError } from '../../../errors.ts';
import type { WorkspacePlan } from '../../../login/workspacePlan.ts';
import { kindOfProfile, type StoredProfile } from '../../../profiles/config.ts';
import type { Picking } from '../../components/workspacePicker.ts';
import type { Step } from '../../contract/effects.ts';
import { identityOf, loading, type Shared, subjectNamed } from '../../contract/knowledge.ts';
import { atTop, type Scroll } from '../../contract/scroll.ts';
import type { Stale } from '../../home/stale.ts';
import { verifyWork } from '../../home/verifying.ts';
import type { Answers } from './messages.ts';

/** What was asked in one go. */
export type Look = {
  answers: Answers;
  /** What stands there until there is something newer, and from when it is: nothing goes blank while it is asked again. */
  earlier: { answers: Answers; at: number } | null;
  /** Abilities as they come in; all of them are in the answer. */
  probed: readonly Ability[];
  /** Epoch milliseconds. */
  askedAt: number;
};

/** A workspace that was picked: another profile's, or one for a new profile. The other choice is to point this one there. */
export type Taken = {
  workspace: Workspace;
  plan: Extract<WorkspacePlan, { type: 'switched' | 'created' }>;
  choice: Scroll;
};

/** Picking another workspace. */
export type Switching = Picking & {
  /** Whose workspaces they are (`identityOf`). */
  identity: string;
  taken: Taken | null;
  /** Whether the profile is being changed. */
  busy: boolean;
  /** Why the list broke off. */
  problem: AppError | null;
};

export type WorkspaceState = {
  /** The profile. */
  name: string;
  /** By whom they are about (`identityOf`): an answer of one profile never shows as another's. */
  looks: ReadonlyMap<string, Look>;
  scroll: Scroll;
  /** While another workspace is picked. */
  switching: Switching | null;
};

/** How long answers are kept for somebody who comes back, in milliseconds. */
const keptFor = 60_000;

/** Coming back within a minute finds what was answered; otherwise all is asked anew. */
export function openWorkspace(
  name: string,
  shared: Shared,
  before: WorkspaceState | null,
): Step<WorkspaceState> {
  const young = [...(before?.looks ?? [])].filter(
    ([, { askedAt }]) => shared.now - askedAt < keptFor,
  );
  const own = { name, looks: new Map(young), scroll: atTop, switching: null };
  return lookOf(own, shared) === null ? askAll(own, shared) : [own];
}

/** Asks everything that the kind of token has. What is still under way about others is broken off. */
export function askAll(own: WorkspaceState, shared: Shared): Step<WorkspaceState> {
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null) return [own];
  const { name, profile, view } = subject;
  const identity = identityOf(view);
  const before = own.looks.get(identity);
  const earlier =
    before === undefined
      ? null
      : { answers: shownAnswers(before), at: staleLook(before)?.at ?? before.askedAt };
  const look = { answers: asking(profile), earlier, probed: [], askedAt: shared.now };
  const answered = [...own.looks].filter(([, { answers }]) => !isAsking(answers));
  return [
    { ...own, looks: new Map(answered).set(identity, look) },
    { type: 'workspace.load', identity, name, profile },
    ...verifyWork([view], shared),
  ];
}

/**
 * What there is to ask about: a key belongs to a bot or an integration, and has neither account nor
 * workspace; a token may have been stored without a workspace.
 */
export function answerPartsOf(profile: StoredProfile): { account: boolean; workspace: boolean } {
  const account = !['bot', 'integration'].includes(kindOfProfile(profile));
  return { account, workspace: account && Boolean(profile.workspaceId) };
}

function asking(profile: StoredProfile): Answers {
  const about = answerPartsOf(profile);
  const account = about.account ? loading : null;
  const part = about.workspace ? loading : null;
  return {
    workspace: part,
    account,
    membership: part,
    bots: part,
    members: part,
    quotas: part,
    usages: part,
    activity: part,
    abilities: loading,
  };
}

/** What is known about the profile as it is now; null when that was not asked yet. */
export function lookOf({ name, looks }: WorkspaceState, { home }: Shared): Look | null {
  const subject = subjectNamed(home, name);
  return subject === null ? null : (looks.get(identityOf(subject.view)) ?? null);
}

/** The answers as they are shown: what was good before, until it is answered anew. */
export function shownAnswers(look: Look): Answers {
  const parts = Object.keys(look.answers) as (keyof Answers)[];
  const entries = parts.map(part => [part, keptIn(look, part) ?? look.answers[part]]);
  return Object.fromEntries(entries) as Answers;
}

/** What was good of a part, where there is nothing newer that is. */
function keptIn({ answers, earlier }: Look, part: keyof Answers): Answers[keyof Answers] {
  const isGood = (one: Answers[keyof Answers]) => one === null || one.state === 'ready';
  const before = earlier?.answers[part] ?? null;
  return before?.state === 'ready' && !isGood(answers[part]) ? before : null;
}

/** That something which is shown could not be asked again; null where all of it could. */
export function staleLook(look: Look): Stale | null {
  const parts = Object.keys(look.answers) as (keyof Answers)[];
  const failed = parts.flatMap(part => {
    const answer = look.answers[part];
    return answer?.state === 'failed' && keptIn(look, part) !== null ? [answer.error] : [];
  });
  const [error] = failed;
  return look.earlier === null || error === undefined ? null : { at: look.earlier.at, error };
}

const isAsking = (answers: Answers) =>
  Object.values(answers).some(part => part?.state === 'loading');

/** Whether an answer is still to come. */
export function areAnswersAwaited(own: WorkspaceState, shared: Shared): boolean {
  const look = lookOf(own, shared);
  return look !== null && isAsking(look.answers);
}

/** Whether a spinner turns. */
export function isWorkspaceBusy(own: WorkspaceState, shared: Shared): boolean {
  const { switching } = own;
  if (switching === null) return areAnswersAwaited(own, shared);
  return switching.busy || !switching.listed;
}

/** The state with one look changed; an answer to what nobody waits for any more changes nothing. */
export function withLook(
  own: WorkspaceState,
  identity: string,
  change: (look: Look) => Look,
): WorkspaceState {
  const look = own.looks.get(identity);
  if (look === undefined) return own;
  return { ...own, looks: new Map(own.looks).set(identity, change(look)) };
}

/** What was still waited for has failed. */
export function lookBrokenOff(look: Look, error: AppError): Look {
  const entries = Object.entries(look.answers).map(([part, answer]) => [
    part,
    answer?.state === 'loading' ? { state: 'failed', error } : answer,
  ]);
  return { ...look, answers: Object.fromEntries(entries) as Answers };
}

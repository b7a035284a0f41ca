// The state of the workspace screen: the answers about each profile, and how long they are kept.
import type { Workspace } from '../../../botpress/answers.ts';
import type { Ability } from '../../../diagnosis/abilities.ts';
import type { AppError } from '../../../errors.ts';
import type { WorkspacePlan } from '../../../login/workspacePlan.ts';
import { kindOfProfile, type StoredProfile } from '../../../profiles/config.ts';
import type { Picker } from '../../components/picker.ts';
import type { Picking } from '../../components/workspacePicker.ts';
import type { Step } from '../../contract/effects.ts';
import { identityOf, loading, type Shared, subjectNamed } from '../../contract/knowledge.ts';
import { atTop, type Scroll } from '../../contract/scroll.ts';
import type { Stale } from '../../home/stale.ts';
import { verifyWork } from '../../home/verifying.ts';
import type { Answers } from './messages.ts';

/** The answers of one round of requests. */
export type Look = {
  answers: Answers;
  /** The answers of the round before, and their time; shown until newer ones arrive. */
  earlier: { answers: Answers; at: number } | null;
  /** The permissions known so far; the final answer contains all of them. */
  probed: readonly Ability[];
  /** When the requests were sent, in epoch milliseconds. */
  askedAt: number;
};

/**
 * A chosen workspace that another profile has already, or that a new profile could get. The user
 * decides between that profile and the screen's own.
 */
export type Taken = {
  workspace: Workspace;
  plan: Extract<WorkspacePlan, { type: 'switched' | 'created' }>;
  choice: Picker;
};

/** The choice of another workspace. */
export type Switching = Picking & {
  /** The credentials that reach the workspaces (`identityOf`). */
  identity: string;
  taken: Taken | null;
  /** Whether the profile is being changed. */
  busy: boolean;
  /** Why some workspaces are missing from the list; null if none are. */
  problem: AppError | null;
};

export type WorkspaceState = {
  /** The name of the profile. */
  name: string;
  /** By `identityOf`, so that no answer about one profile is shown for another. */
  looks: ReadonlyMap<string, Look>;
  scroll: Scroll;
  /** Set while another workspace is being chosen. */
  switching: Switching | null;
};

/** The milliseconds after which answers are too old to be shown when the screen is opened. */
const keptFor = 60_000;

/** Opens the screen with the answers of the last minute. If there are none, it asks the API. */
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

/** Sends all requests that the token allows; aborts running ones about other profiles. */
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
 * The requests that a token allows: a bot or integration key has no account and no workspace, and a
 * profile may be without a workspace.
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

/** The answers for the profile's present credentials; null if nothing was asked with them. */
export function lookOf({ name, looks }: WorkspaceState, { home }: Shared): Look | null {
  const subject = subjectNamed(home, name);
  return subject === null ? null : (looks.get(identityOf(subject.view)) ?? null);
}

/** The answers to show: the last good answer in place of a missing or failed one. */
export function shownAnswers(look: Look): Answers {
  const parts = Object.keys(look.answers) as (keyof Answers)[];
  const entries = parts.map(part => [part, keptIn(look, part) ?? look.answers[part]]);
  return Object.fromEntries(entries) as Answers;
}

/** The last good answer for a part; null if there is none, or if the newest answer is good. */
function keptIn({ answers, earlier }: Look, part: keyof Answers): Answers[keyof Answers] {
  const isGood = (one: Answers[keyof Answers]) => one === null || one.state === 'ready';
  const before = earlier?.answers[part] ?? null;
  return before?.state === 'ready' && !isGood(answers[part]) ? before : null;
}

/** The age and the error of answers that could not be refreshed; null if all are fresh. */
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

/** Whether an answer is still missing. */
export function areAnswersAwaited(own: WorkspaceState, shared: Shared): boolean {
  const look = lookOf(own, shared);
  return look !== null && isAsking(look.answers);
}

/** Whether to show a spinner. */
export function isWorkspaceBusy(own: WorkspaceState, shared: Shared): boolean {
  const { switching } = own;
  if (switching === null) return areAnswersAwaited(own, shared);
  return switching.busy || !switching.listed;
}

/** The state with one round of answers changed; unchanged if that round was dropped. */
export function withLook(
  own: WorkspaceState,
  identity: string,
  change: (look: Look) => Look,
): WorkspaceState {
  const look = own.looks.get(identity);
  if (look === undefined) return own;
  return { ...own, looks: new Map(own.looks).set(identity, change(look)) };
}

/** The answers, with every one that is still loading marked as failed. */
export function lookBrokenOff(look: Look, error: AppError): Look {
  const entries = Object.entries(look.answers).map(([part, answer]) => [
    part,
    answer?.state === 'loading' ? { state: 'failed', error } : answer,
  ]);
  return { ...look, answers: Object.fromEntries(entries) as Answers };
}

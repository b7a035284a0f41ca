// The state of the workspace screen: the answers about each profile, and how long they count.
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
  /** The previous answers, and their time: they stay visible until newer ones arrive. */
  earlier: { answers: Answers; at: number } | null;
  /** Abilities that have arrived; the final answer contains all of them. */
  probed: readonly Ability[];
  /** Epoch milliseconds. */
  askedAt: number;
};

/**
 * A chosen workspace that another profile has, or that needs a new profile. The alternative is to change
 * this profile.
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
  /** The reason why the list is incomplete. */
  problem: AppError | null;
};

export type WorkspaceState = {
  /** The name of the profile. */
  name: string;
  /** Keyed by `identityOf`: one profile's answers are never shown as another's. */
  looks: ReadonlyMap<string, Look>;
  scroll: Scroll;
  /** Set while another workspace is being chosen. */
  switching: Switching | null;
};

/** Milliseconds for which answers are kept after the screen is left. */
const keptFor = 60_000;

/** Within a minute the earlier answers are still there; otherwise everything is requested again. */
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

/** Sends all requests that make sense for the kind of token. Requests about other profiles are aborted. */
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
 * Which requests make sense: a key belongs to a bot or integration, without account or workspace; a token may be stored
 * without a workspace.
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

/** The answers about the profile as it is now; null if there were no requests yet. */
export function lookOf({ name, looks }: WorkspaceState, { home }: Shared): Look | null {
  const subject = subjectNamed(home, name);
  return subject === null ? null : (looks.get(identityOf(subject.view)) ?? null);
}

/** The answers to show: previous good ones until newer ones arrive. */
export function shownAnswers(look: Look): Answers {
  const parts = Object.keys(look.answers) as (keyof Answers)[];
  const entries = parts.map(part => [part, keptIn(look, part) ?? look.answers[part]]);
  return Object.fromEntries(entries) as Answers;
}

/** The previous good answer for a part, if no newer one is good. */
function keptIn({ answers, earlier }: Look, part: keyof Answers): Answers[keyof Answers] {
  const isGood = (one: Answers[keyof Answers]) => one === null || one.state === 'ready';
  const before = earlier?.answers[part] ?? null;
  return before?.state === 'ready' && !isGood(answers[part]) ? before : null;
}

/** The mark of answers that could not be refreshed; null if all could. */
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

/** The state with one round of answers changed; unchanged if nobody waits for that answer now. */
export function withLook(
  own: WorkspaceState,
  identity: string,
  change: (look: Look) => Look,
): WorkspaceState {
  const look = own.looks.get(identity);
  if (look === undefined) return own;
  return { ...own, looks: new Map(own.looks).set(identity, change(look)) };
}

/** Marks all missing answers as failed. */
export function lookBrokenOff(look: Look, error: AppError): Look {
  const entries = Object.entries(look.answers).map(([part, answer]) => [
    part,
    answer?.state === 'loading' ? { state: 'failed', error } : answer,
  ]);
  return { ...look, answers: Object.fromEntries(entries) as Answers };
}

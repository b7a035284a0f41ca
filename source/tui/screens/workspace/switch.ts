// The switch to another workspace: the list of workspaces, and the choice of the profile to use.
import type { Workspace } from '../../../botpress/answers.ts';
import { planWorkspace } from '../../../login/workspacePlan.ts';
import { errorRows } from '../../components/error.ts';
import { type Pickable, pickedIn, untouchedPicker, updatePicker } from '../../components/picker.ts';
import {
  nothingListed,
  pickedWorkspace,
  withPage,
  workspacesIn,
} from '../../components/workspacePicker.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import {
  identityOf,
  type ScreenSubject,
  type Shared,
  subjectNamed,
} from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { keyName } from '../../home/labels.ts';
import { beforeMoving, beforeUsing } from '../../home/questions.ts';
import { layoutOf } from '../../look/layout.ts';
import { createFilter } from '../../text/fuzzy.ts';
import { askAll, openWorkspace, type Switching, type Taken, type WorkspaceState } from './state.ts';

/** Why the profile cannot change its workspace; null if it can. */
export function switchProblem({ name }: WorkspaceState, { home }: Shared): string | null {
  const subject = subjectNamed(home, name);
  if (subject === null) return `The profile ${name} is gone`;
  const { kind } = subject.view;
  if (kind !== 'bot' && kind !== 'integration') return null;
  return `${keyName(kind)} works for one ${kind} and has no workspace to switch`;
}

/** The list of workspaces. An error above it leaves fewer rows. */
export function switchList(switching: Switching, shared: Shared): Pickable<Workspace> {
  return workspacesIn(switching, 'workspace.switch', listHeight(switching, shared));
}

function listHeight({ problem }: Switching, { size }: Shared): number {
  const { body, columns } = layoutOf(size);
  return Math.max(2, body - (problem === null ? 0 : errorRows(problem, columns).length));
}

/**
 * What to do for the chosen workspace: `first` uses another profile or creates one, `move` gives
 * the workspace to the screen's own profile.
 */
type TakenChoice = { does: 'first' | 'move'; says: string };

const takenSearch = createFilter<TakenChoice>(({ says }) => ({ loose: [says], strict: [] }));

/**
 * The choice between two profiles for the workspace: the screen's own, called `name`, and another
 * one, which exists or would be created.
 */
export function takenList(name: string, { plan }: Taken): Pickable<TakenChoice> {
  const says: [first: string, move: string] =
    plan.type === 'switched'
      ? [`Use ${plan.name} instead`, `Switch ${name} to this workspace, too`]
      : [
          `Create and use the profile ${plan.name} for this workspace`,
          `Switch ${name} to this workspace instead`,
        ];
  return {
    list: 'workspace.taken',
    choices: [
      { does: 'first', says: says[0] },
      { does: 'move', says: says[1] },
    ],
    search: takenSearch,
    height: says.length + 1,
  };
}

/** The state after a message about changing the workspace; null for other messages. */
export function updateSwitch(
  own: WorkspaceState,
  message: Message,
  shared: Shared,
): Step<WorkspaceState> | null {
  if (message.type === 'workspace.switch') return listWorkspaces(own, shared);
  const { switching } = own;
  if (switching === null) return null;
  const now = (next: Partial<Switching>): Step<WorkspaceState> => [
    { ...own, switching: { ...switching, ...next } },
  ];
  const height = listHeight(switching, shared);
  switch (message.type) {
    case 'workspace.switch.page':
    case 'workspace.switch.listed':
    case 'workspace.switch.failed':
      return message.identity === switching.identity
        ? now(listing(switching, message, height))
        : [own];
    case 'workspace.switch.take':
      return take(own, switching, shared);
    case 'workspace.switch.again':
      return listWorkspaces(own, shared);
    case 'workspace.switch.close':
      return switching.taken === null ? [closed(own), stopListing] : now({ taken: null });
    case 'workspace.switch.confirmed':
      return change(own, switching, message.workspaceId, shared, true);
    case 'write.failed':
      return now({ busy: false });
    case 'workspace.switched':
      if (message.of !== own.name) return [own];
      return message.name === own.name
        ? askAll(closed(own), shared)
        : openWorkspace(message.name, shared, closed(own));
    case 'profiles.used':
      return message.name === switching.taken?.plan.name
        ? openWorkspace(message.name, shared, own)
        : [own];
    default:
      return picked(own, switching, message, shared);
  }
}

/**
 * The state after a message to the list of workspaces, or to the choice between two profiles; null
 * for other messages.
 */
function picked(
  own: WorkspaceState,
  switching: Switching,
  message: Message,
  shared: Shared,
): Step<WorkspaceState> | null {
  const { taken } = switching;
  if (taken !== null) {
    const choice = updatePicker(taken.choice, takenList(own.name, taken), message);
    return choice && [{ ...own, switching: { ...switching, taken: { ...taken, choice } } }];
  }
  const picker = updatePicker(switching.picker, switchList(switching, shared), message);
  return picker && [{ ...own, switching: { ...switching, picker } }];
}

/** What changes in the list after a page, after the last page, or after an error. */
function listing(
  switching: Switching,
  message: Extract<Message, { type: `workspace.switch.${'page' | 'listed' | 'failed'}` }>,
  height: number,
): Partial<Switching> {
  switch (message.type) {
    case 'workspace.switch.page':
      return withPage(switching, message.workspaces, 'workspace.switch', height);
    case 'workspace.switch.listed':
      return { listed: true };
    case 'workspace.switch.failed':
      return { listed: true, problem: message.error };
  }
}

const closed = (own: WorkspaceState): WorkspaceState => ({ ...own, switching: null });

const stopListing: Effect = { type: 'cancel', lane: 'workspace.list' };

function listWorkspaces(own: WorkspaceState, shared: Shared): Step<WorkspaceState> {
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null) return [own];
  const { name, profile, view } = subject;
  const identity = identityOf(view);
  const filter = own.switching?.picker.filter ?? null;
  const picker = { ...untouchedPicker, filter };
  const fresh = { ...nothingListed, picker, identity, taken: null, busy: false, problem: null };
  return [
    { ...own, switching: fresh },
    { type: 'workspace.list', identity, name, profile },
  ];
}

function take(own: WorkspaceState, switching: Switching, shared: Shared): Step<WorkspaceState> {
  const subject = subjectNamed(shared.home, own.name);
  const { home } = shared;
  if (subject === null || home.state === 'failed') return [own];
  const { taken } = switching;
  if (taken !== null) {
    const { plan, workspace, choice } = taken;
    const chosen = pickedIn(takenList(own.name, taken), choice);
    if (chosen === undefined) return [own];
    if (chosen.does === 'move') return agree(own, switching, subject, workspace, shared);
    return plan.type === 'switched'
      ? [own, ...use(plan.name, shared)]
      : change(own, switching, workspace.id, shared, false);
  }
  const workspace = pickedWorkspace(switching);
  if (workspace === undefined) return [own];
  const { config } = home.stored;
  const { name, profile } = subject;
  const wish = { name: name ?? '', profile, workspace, account: null, named: false };
  const plan = planWorkspace(config, wish);
  if (plan.type === 'kept') {
    const text = `${own.name} uses ${workspace.name} (${workspace.id}) already`;
    return [closed(own), stopListing, { type: 'toast', tone: 'info', text }];
  }
  if (plan.type === 'moved') return agree(own, switching, subject, workspace, shared);
  return [
    { ...own, switching: { ...switching, taken: { workspace, plan, choice: untouchedPicker } } },
  ];
}

/** Switches to the profile that has the workspace, after asking for the name of a protected one. */
function use(name: string, shared: Shared): Effect[] {
  const other = shared.profiles.find(profile => profile.name === name);
  if (other === undefined) return [];
  if (other.protected) return [{ type: 'ask', question: beforeUsing(other) }];
  return [{ type: 'profile.use', name }];
}

/**
 * Gives this profile the workspace. If the profile is protected or not active, the user has to
 * agree first, as in `login --workspaceId`.
 */
function agree(
  own: WorkspaceState,
  switching: Switching,
  subject: ScreenSubject,
  { id, name }: Workspace,
  shared: Shared,
): Step<WorkspaceState> {
  if (!subject.view.protected && subject.view.active) {
    return change(own, switching, id, shared, true);
  }
  const confirmed = { type: 'workspace.switch.confirmed', workspaceId: id } as const;
  return [own, { type: 'ask', question: beforeMoving(subject, { id, name }, confirmed) }];
}

function change(
  own: WorkspaceState,
  switching: Switching,
  workspaceId: string,
  shared: Shared,
  named: boolean,
): Step<WorkspaceState> {
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null) return [own];
  return [
    { ...own, switching: { ...switching, busy: true } },
    stopListing,
    { type: 'workspace.switchTo', name: own.name, profile: subject.profile, workspaceId, named },
  ];
}

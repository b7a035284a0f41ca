// The key table of the workspace screen.

import { listTable } from '../../components/listKeys.ts';
import { isMore } from '../../components/more.ts';
import { pickedIn, pickerKeys } from '../../components/picker.ts';
import { noWorkspaces, pickedWorkspace } from '../../components/workspacePicker.ts';
import { type Binding, type Keys, keysFor, moveBindings } from '../../contract/keymap.ts';
import { type Shared, subjectNamed } from '../../contract/knowledge.ts';
import { targetId } from '../../home/labels.ts';
import { pageProblem } from '../../home/pageAndCopy.ts';
import { layoutOf } from '../../look/layout.ts';
import { panesHeight, workspacePanes } from './panes.ts';
import { areAnswersAwaited, type WorkspaceState } from './state.ts';
import { switchList, switchProblem, takenList } from './switch.ts';

type Seen = { own: WorkspaceState; shared: Shared };

export const workspaceBindings: readonly Binding<Seen>[] = [
  ...moveBindings<Seen>(by => ({ type: 'workspace.scroll', by })),
  {
    keys: ['r'],
    does: 'Ask the API about the workspace again',
    footer: 'refresh',
    words: ['reload', 'update'],
    message: { type: 'workspace.refresh' },
    unavailable: ({ own, shared }) =>
      areAnswersAwaited(own, shared) ? 'The API is being asked already' : null,
  },
  {
    keys: ['s'],
    does: 'Switch to another workspace, with the same token',
    footer: 'switch',
    words: ['change workspace', 'point at'],
    deed: 'workspace',
    message: { type: 'workspace.switch' },
    unavailable: ({ own, shared }) => switchProblem(own, shared),
  },
  {
    keys: ['o'],
    does: 'Open the workspace in the browser',
    words: ['dashboard', 'page'],
    message: { type: 'workspace.page' },
    changes: true,
    unavailable: ({ own, shared }) => {
      const subject = subjectNamed(shared.home, own.name);
      return subject === null ? `The profile ${own.name} is gone` : pageProblem(subject.view);
    },
  },
  {
    keys: ['y'],
    does: 'Copy the id of the workspace',
    words: ['clipboard'],
    message: { type: 'workspace.copy' },
    changes: true,
    unavailable: ({ own, shared }) => {
      const subject = subjectNamed(shared.home, own.name);
      if (subject === null) return `The profile ${own.name} is gone`;
      return targetId(subject.view) === null ? `${own.name} has no workspace` : null;
    },
  },
  {
    keys: ['x'],
    does: 'Troubleshoot this profile',
    footer: 'troubleshoot',
    words: ['diagnose'],
    commands: ['doctor', 'doctor --repair'],
    deed: 'repair',
    message: { type: 'workspace.troubleshoot' },
  },
  {
    keys: ['n'],
    does: 'Log in again, into this profile',
    words: ['relogin', 'new token', 'expired'],
    commands: ['login'],
    deed: 'login',
    message: { type: 'workspace.login' },
    unavailable: ({ own, shared }) =>
      subjectNamed(shared.home, own.name) === null ? `The profile ${own.name} is gone` : null,
  },
];

const isChanging = ({ own }: Seen) =>
  own.switching?.busy ? 'The token is being tried in the selected workspace' : null;

const closeSwitch: Binding<Seen> = {
  keys: ['esc'],
  does: 'Back; the workspace stays as it is',
  footer: 'back',
  message: { type: 'workspace.switch.close' },
};

const workspaces = listTable<Seen>('workspace.switch', ({ own }) =>
  own.switching === null ? null : noWorkspaces(own.switching),
);
const answers = listTable<Seen>('workspace.taken');

export const switchFilterBindings: readonly Binding<Seen>[] = workspaces.typing;

/** The keys while a workspace is being chosen. */
export const switchBindings: readonly Binding<Seen>[] = [
  ...workspaces.moves,
  {
    keys: ['enter'],
    does: 'Switch the profile to the selected workspace',
    footer: 'select',
    message: { type: 'workspace.switch.take' },
    changes: true,
    unavailable: seen => {
      const { switching } = seen.own;
      const isEmpty = switching === null || pickedWorkspace(switching) === undefined;
      return isChanging(seen) ?? (isEmpty ? 'There is no workspace to select' : null);
    },
  },
  closeSwitch,
  workspaces.filter,
  {
    keys: ['ctrl+r'],
    does: 'List the workspaces again',
    footer: 'list again',
    message: { type: 'workspace.switch.again' },
    unavailable: ({ own }) =>
      own.switching?.listed === false ? 'The workspaces are still being listed' : null,
  },
];

/** The keys while the user decides which profile gets the chosen workspace. */
export const takenBindings: readonly Binding<Seen>[] = [
  ...answers.moves,
  {
    keys: ['enter'],
    does: 'Run the selected action',
    footer: 'do it',
    message: { type: 'workspace.switch.take' },
    changes: true,
    unavailable: seen => {
      const taken = seen.own.switching?.taken ?? null;
      const isEmpty =
        taken === null || pickedIn(takenList(seen.own.name, taken), taken.choice) === undefined;
      return isChanging(seen) ?? (isEmpty ? 'There is nothing to select' : null);
    },
  },
  closeSwitch,
  answers.filter,
];

/** The present meaning of keys on the workspace screen. */
export function workspaceKeys(own: WorkspaceState, shared: Shared): Keys {
  const seen = { own, shared };
  if (own.switching === null) {
    const more = isMore(panesHeight(workspacePanes(own, shared)), layoutOf(shared.size).body);
    return { ...keysFor('Workspace', workspaceBindings, seen), more };
  }
  const title = 'Another workspace';
  const { taken, picker } = own.switching;
  if (taken === null) {
    const list = { picker, pickable: switchList(own.switching, shared) };
    return pickerKeys(title, workspaces, list, switchBindings, seen);
  }
  const list = { picker: taken.choice, pickable: takenList(own.name, taken) };
  return pickerKeys(title, answers, list, takenBindings, seen);
}

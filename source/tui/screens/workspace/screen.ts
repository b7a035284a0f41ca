// The workspace screen: its parts.

import type { Screen } from '../../contract/screen.ts';
import type { TypesOf } from '../../contract/screenTypes.ts';
import { workspaceBindings, workspaceKeys } from './bindings.ts';
import type { WorkspaceLane, WorkspaceMessage, WorkspaceWork } from './messages.ts';
import { workspaceObservations } from './observations.ts';
import { workspaceCommands } from './panes.ts';
import { isWorkspaceBusy, openWorkspace, type WorkspaceState } from './state.ts';
import { workspaceTitle } from './title.ts';
import { updateWorkspace } from './update.ts';
import { WorkspaceView } from './view.tsx';
import { workspaceWaits } from './waits.ts';

declare module '../../contract/screenTypes.ts' {
  interface ScreenTypes {
    workspace: TypesOf<WorkspaceState, WorkspaceMessage, WorkspaceWork, WorkspaceLane>;
  }
}

export const workspaceScreen: Screen<'workspace'> = {
  name: 'workspace',
  open: ({ profile }, shared, before) => openWorkspace(profile ?? '', shared, before),
  update: updateWorkspace,
  title: workspaceTitle,
  bindings: workspaceKeys,
  table: workspaceBindings,
  isBusy: isWorkspaceBusy,
  actions: 'everywhere',
  commands: workspaceCommands,
  View: WorkspaceView,
  jobs: async () => (await import('./jobs.ts')).workspaceJobs,
  waits: workspaceWaits,
  about: ({ name }) => name,
  observes: workspaceObservations,
};

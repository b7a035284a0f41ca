// The texts shown while the workspace screen waits.
import type { WaitsOf } from '../../contract/waits.ts';
import type { WorkspaceWork } from './messages.ts';

const at = 'workspace';

export const workspaceWaits: WaitsOf<WorkspaceWork> = {
  'workspace.load': ({ name }) => ({ says: `Asking about the workspace of ${name}`, at }),
  'workspace.list': ({ name }) => ({ says: `Listing the workspaces of ${name}`, at }),
  'workspace.switchTo': ({ name, workspaceId }) => ({
    says: `Switching ${name} to ${workspaceId}`,
  }),
};

// Calls about workspaces: the list, one by id, its name and handle, its members.

import { refuse } from './errors.ts';
import { page } from './paging.ts';
import { invalid, recordIn } from './payload.ts';
import { type Answer, json } from './reply.ts';
import type { AccountCall, WorkspaceCall } from './route.ts';
import type { SandboxAccount, SandboxState, SandboxWorkspace } from './state.ts';

export function handleListWorkspaces({ state, account, query }: AccountCall): Answer {
  const handle = query.get('handle');
  const workspaces = [...account.workspaces.keys()]
    .map(id => state.workspaces.get(id))
    .filter(workspace => workspace !== undefined)
    .filter(workspace => handle === null || workspace.handle === handle);
  return page(query, 'workspaces', workspaces, workspace => show(state, workspace));
}

export function handleGetWorkspace({ state, workspace }: WorkspaceCall): Answer {
  return json(show(state, workspace));
}

/** Sets a new name, or the handle that bp claims before its first integration deployment. */
export function handleUpdateWorkspace({ state, workspace, body }: WorkspaceCall): Answer {
  const { name, handle } = recordIn(body) ?? {};
  if (typeof handle === 'string' && isTaken(state, handle, workspace)) {
    return refuse('AlreadyExists', `The handle ${handle} is taken`);
  }
  if (typeof name === 'string' && name !== '') workspace.name = name;
  if (typeof handle === 'string' && handle !== '') workspace.handle = handle;
  workspace.updatedAt = new Date(state.now()).toISOString();
  return json(show(state, workspace));
}

const isTaken = ({ workspaces }: SandboxState, handle: string, own?: SandboxWorkspace) =>
  [...workspaces.values()].some(other => other !== own && other.handle === handle);

/** A handle is free if no workspace has it. */
export function handleCheckHandle({ state, body }: AccountCall): Answer {
  const { handle } = recordIn(body) ?? {};
  if (typeof handle !== 'string' || handle === '') {
    return invalid("The body must have the property 'handle'");
  }
  const available = !isTaken(state, handle);
  return json({ available, suggestions: available ? [] : [`${handle}-2`] });
}

export function handleGetMembership({ account, workspace }: WorkspaceCall): Answer {
  return json(memberOf(account, workspace));
}

export function handleListMembers({ state, workspace, query }: WorkspaceCall): Answer {
  const members = state.accounts.filter(account => account.workspaces.has(workspace.id));
  return page(query, 'members', members, account => memberOf(account, workspace));
}

function show(state: SandboxState, workspace: SandboxWorkspace): Record<string, unknown> {
  return {
    ...workspace,
    botCount: state.bots.filter(bot => bot.workspaceId === workspace.id).length,
    billingVersion: 'v3',
    spendingLimit: 100,
    isPublic: false,
    activeTrialId: null,
  };
}

function memberOf(account: SandboxAccount, workspace: SandboxWorkspace): Record<string, unknown> {
  return {
    id: `member_${account.email.split('@', 1)[0]}`,
    userId: account.id,
    email: account.email,
    displayName: account.displayName,
    createdAt: account.createdAt,
    role: account.workspaces.get(workspace.id),
  };
}

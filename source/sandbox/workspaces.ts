// Owns the calls about workspaces: which there are, who is in them, and what happened there.

import { page } from './paging.ts';
import { type Answer, json } from './reply.ts';
import type { AccountCall, WorkspaceCall } from './route.ts';
import type { Account, State, Workspace } from './state.ts';

export function listWorkspaces({ state, account, query }: AccountCall): Answer {
  const handle = query.get('handle');
  const workspaces = [...account.workspaces.keys()]
    .map(id => state.workspaces.get(id))
    .filter(workspace => workspace !== undefined)
    .filter(workspace => handle === null || workspace.handle === handle)
    .map(workspace => show(state, workspace));
  return page(query, 'workspaces', workspaces);
}

export function getWorkspace({ state, workspace }: WorkspaceCall): Answer {
  return json(show(state, workspace));
}

export function getMembership({ account, workspace }: WorkspaceCall): Answer {
  return json(memberOf(account, workspace));
}

export function listMembers({ state, workspace, query }: WorkspaceCall): Answer {
  const members = state.accounts
    .filter(account => account.workspaces.has(workspace.id))
    .map(account => memberOf(account, workspace));
  return page(query, 'members', members);
}

const actions = [
  'DEPLOY_BOT',
  'UPDATE_BOT_CONFIG',
  'UPDATE_BOT',
  'UPDATE_WORKSPACE_MEMBER',
  'UPDATE_BOT_CHANNEL',
  'CREATE_BOT',
  'ADD_WORKSPACE_MEMBER',
  'SET_AI_SPENDING_LIMIT',
] as const;

const recordEveryMs = 7 * 3_600_000;

/** Newest first: 240 records (three pages) in ws_abc123, 12 elsewhere. */
export function listAuditRecords({ state, workspace, query }: WorkspaceCall): Answer {
  const people = state.accounts.filter(account => account.workspaces.has(workspace.id));
  const bots = state.bots.filter(bot => bot.workspaceId === workspace.id);
  const length = workspace.id === 'ws_abc123' ? 240 : 12;
  const records = Array.from({ length }, (_, index) => {
    const action = at(actions, index) ?? 'UNKNOWN';
    const person = at(people, index);
    const bot = action.includes('BOT') ? at(bots, index) : undefined;
    return {
      id: `audit_${String(length - index).padStart(6, '0')}`,
      recordedAt: new Date(state.now() - (index + 1) * recordEveryMs).toISOString(),
      userId: person?.id ?? null,
      userEmail: person?.email ?? null,
      resourceId: bot?.id ?? workspace.id,
      resourceName: bot?.name ?? workspace.name,
      value: null,
      action,
    };
  });
  return page(query, 'records', records);
}

function show(state: State, workspace: Workspace): Record<string, unknown> {
  return {
    ...workspace,
    botCount: state.bots.filter(bot => bot.workspaceId === workspace.id).length,
    billingVersion: 'v3',
    spendingLimit: 100,
    isPublic: false,
    activeTrialId: null,
  };
}

function memberOf(account: Account, workspace: Workspace): Record<string, unknown> {
  return {
    id: `member_${account.email.split('@', 1)[0]}`,
    userId: account.id,
    email: account.email,
    displayName: account.displayName,
    createdAt: account.createdAt,
    role: account.workspaces.get(workspace.id),
  };
}

function at<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % items.length];
}

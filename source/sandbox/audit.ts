// The call for a workspace's audit records, which are invented and always the same.
import { page } from './paging.ts';
import type { Answer } from './reply.ts';
import type { WorkspaceCall } from './route.ts';

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
export function handleListAuditRecords({ state, workspace, query }: WorkspaceCall): Answer {
  const people = state.accounts.filter(account => account.workspaces.has(workspace.id));
  const bots = state.bots.filter(bot => bot.workspaceId === workspace.id);
  const count = workspace.id === 'ws_abc123' ? 240 : 12;
  const numbers = Array.from({ length: count }, (_, index) => count - index);

  return page(query, 'records', numbers, number => {
    const action = pick(actions, number) ?? 'UNKNOWN';
    const person = pick(people, number);
    const bot = action.includes('BOT') ? pick(bots, number) : undefined;
    const age = (count - number + 1) * recordEveryMs;
    return {
      id: `audit_${String(number).padStart(6, '0')}`,
      recordedAt: new Date(state.startedAt - age).toISOString(),
      userId: person?.id ?? null,
      userEmail: person?.email ?? null,
      resourceId: bot?.id ?? workspace.id,
      resourceName: bot?.name ?? workspace.name,
      value: null,
      action,
    };
  });
}

function pick<Item>(items: readonly Item[], number: number): Item | undefined {
  return items[number % items.length];
}

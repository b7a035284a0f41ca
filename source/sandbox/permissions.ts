// Permissions: the tables of tokens and workspaces of docs/reference.md (section Sandbox).
import { findNamed } from './bots.ts';
import { limitedWorkspace, nobodysWorkspace, quotaWorkspace } from './data.ts';
import { notFound, refuse } from './errors.ts';
import type { Answer, SandboxRequest } from './reply.ts';
import type { SandboxAccount, SandboxBot, SandboxState, SandboxWorkspace, Token } from './state.ts';

type Refused = { ok: false; answer: Answer };

/**
 * The refusal that comes before the path is looked up: for the rate limit, the kind of token, or a
 * role that may only view. Undefined if there is none.
 */
export function refuseToken(
  state: SandboxState,
  token: Token,
  request: SandboxRequest,
): Answer | undefined {
  if (names(request, limitedWorkspace)) {
    return refuse('RateLimited', 'The request has been rate limited');
  }
  if (!isBelow(request.path, '/v1/admin')) return undefined;
  if (token.kind !== 'pat') return refuse('Forbidden', `A ${token.kind} key cannot use this API`);
  const account = accountOfToken(state, token);
  const writes = request.method !== 'GET' && !isBelow(request.path, '/v1/admin/account/pats');
  return account && writes && onlyViews(account) ? forbidRole('viewer') : undefined;
}

/** The workspace with this id, if the account is a member; otherwise 403 or 404. */
export function reachWorkspace(
  state: SandboxState,
  account: SandboxAccount,
  id: string,
): { ok: true; workspace: SandboxWorkspace } | Refused {
  const workspace = state.workspaces.get(id);
  if (!workspace) return { ok: false, answer: notFound('workspace') };
  if (id === nobodysWorkspace || !account.workspaces.has(id)) {
    return forbidden('You are not a member of this workspace');
  }
  return { ok: true, workspace };
}

/** The refusal that the workspace's condition causes at this path; undefined if there is none. */
export function refuseCondition(workspace: SandboxWorkspace, path: string): Answer | undefined {
  const bots = isBelow(path, '/v1/admin/bots');
  if (workspace.blocked && (bots || isBelow(path, '/v1/admin/integrations'))) {
    return refuse('Forbidden', 'The workspace is blocked');
  }
  if (workspace.id === quotaWorkspace && bots) {
    return refuse('QuotaExceeded', 'The workspace has reached its quota of bots');
  }
  return undefined;
}

/** The answer for a role that is not sufficient. */
export function forbidRole(role: string): Answer {
  return refuse('Forbidden', `The role ${role} is not allowed to do this`);
}

/**
 * The bots that a run-time call may access: the one in x-bot-id, or all bots of the workspace for
 * an integration key that names only x-integration-id. Otherwise 400, 403 or 404.
 */
export function reachBots(
  state: SandboxState,
  token: Token,
  headers: SandboxRequest['headers'],
): { ok: true; bots: readonly SandboxBot[] } | Refused {
  const botId = headers['x-bot-id'];
  const integrationId = headers['x-integration-id'];
  const own =
    token.kind === 'integration' ? findNamed(state.integrations, token.ownerId) : undefined;
  if (own && integrationId !== undefined && findNamed([own], integrationId) === undefined) {
    return forbidden('The key belongs to another integration');
  }
  if (botId === undefined) {
    if (own && integrationId !== undefined) {
      return { ok: true, bots: state.bots.filter(bot => bot.workspaceId === own.workspaceId) };
    }
    return { ok: false, answer: refuse('InvalidPayload', 'The header x-bot-id is required') };
  }
  const bot = findNamed(state.bots, botId);
  const account = accountOfToken(state, token);
  if (account) return reachBot(state, account, bot);
  const fits = own ? bot?.workspaceId === own.workspaceId : bot?.id === token.ownerId;
  return bot && fits ? { ok: true, bots: [bot] } : forbidden('The key belongs to another bot');
}

function reachBot(
  state: SandboxState,
  account: SandboxAccount,
  bot: SandboxBot | undefined,
): { ok: true; bots: readonly SandboxBot[] } | Refused {
  if (!bot) return { ok: false, answer: notFound('bot') };
  const reached = reachWorkspace(state, account, bot.workspaceId);
  if (!reached.ok) return reached;
  return reached.workspace.blocked
    ? forbidden('The workspace is blocked')
    : { ok: true, bots: [bot] };
}

/** The account that a PAT stands for; undefined for a key. */
export function accountOfToken(state: SandboxState, token: Token): SandboxAccount | undefined {
  return token.kind === 'pat' ? state.accounts.find(({ id }) => id === token.ownerId) : undefined;
}

function forbidden(message: string): Refused {
  return { ok: false, answer: refuse('Forbidden', message) };
}

function onlyViews({ workspaces }: SandboxAccount): boolean {
  return workspaces.size > 0 && [...workspaces.values()].every(role => role === 'viewer');
}

function names({ path, query, headers }: SandboxRequest, workspaceId: string): boolean {
  return (
    headers['x-workspace-id'] === workspaceId ||
    path.split('/').includes(workspaceId) ||
    [...query.values()].includes(workspaceId)
  );
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

// The proof of a token before anything is stored: its owner, and that it reaches its target.
import type { Account, Workspace } from '../botpress/answers.ts';
import { roleInsufficient } from '../botpress/apiError.ts';
import { parseApiUrl } from '../botpress/apiUrl.ts';
import { type Client, createClient } from '../botpress/client.ts';
import { getAccount, getMembership, listWorkspaces } from '../botpress/endpoints.ts';
import { pagesOf } from '../botpress/paging.ts';
import { probeConversations } from '../botpress/probes.ts';
import type { TokenFrom } from '../botpress/sentWith.ts';
import type { Context } from '../context.ts';
import { isAppError } from '../errors.ts';
import type { Config } from '../profiles/config.ts';
import { knownOrigin } from '../profiles/resolve.ts';
import { kindOf, type TokenKind } from '../secrets/kind.ts';
import { findWorkspace, looksLikeId } from './findWorkspace.ts';

/** A token and the API URL that it was entered for. */
export type LoginCandidate = { apiUrl: string; token: string };

/** The proven facts about a token; the stored profile is made from them. */
export type Proof = LoginCandidate & {
  origin: string;
  kind: TokenKind;
  /** Null for bot and integration keys. */
  account: Account | null;
  workspace: Workspace | null;
  role: string | null;
  botId: string | null;
  integrationId: string | null;
};

/** The target that a token has to reach. */
export type Purpose =
  /** `workspaceId`: the id, the handle, or a name that no other workspace has. */
  | { type: 'workspace'; workspaceId: string }
  | { type: 'bot'; botId: string }
  | { type: 'integration'; integrationId: string };

/**
 * A client for a token that was just entered. The token belongs to the origin that it was entered
 * for. If a profile already holds the token for another origin, every request is refused.
 */
export function candidateClient(
  ctx: Context,
  config: Config,
  candidate: LoginCandidate,
  from?: TokenFrom,
): Client {
  const { apiUrl, token } = candidate;
  const tokenOrigin = knownOrigin(config, token) ?? parseApiUrl(apiUrl).origin;
  return createClient(ctx, { apiUrl, token, tokenOrigin, ...(from === undefined ? {} : { from }) });
}

/**
 * The token's owner.
 * @throws AppError `auth`, `forbidden`, `network`, `quota`, `origin`
 */
export function verifyToken(client: Client, signal?: AbortSignal): Promise<Account> {
  return getAccount(client, signal);
}

/** The workspaces that the token reaches, in pages of 100. */
export async function* workspacePages(
  client: Client,
  signal?: AbortSignal,
): AsyncGenerator<Workspace[]> {
  const list = (next: string | undefined) => listWorkspaces(client, next, signal);
  for await (const { items } of pagesOf(list)) yield items;
}

/**
 * Proves the token for its target.
 * @throws AppError naming the obstacle
 */
export async function prove(
  client: Client,
  candidate: LoginCandidate,
  purpose: Purpose,
  signal?: AbortSignal,
): Promise<Proof> {
  const base = {
    ...candidate,
    origin: parseApiUrl(candidate.apiUrl).origin,
    kind: kindOf(candidate.token),
    account: null,
    workspace: null,
    role: null,
    botId: null,
    integrationId: null,
  };
  if (purpose.type === 'bot') {
    const { botId } = purpose;
    await probeConversations(client, { botId }, signal);
    return { ...base, botId };
  }
  if (purpose.type === 'integration') {
    const { integrationId } = purpose;
    await probeConversations(client, { integrationId }, signal);
    return { ...base, integrationId };
  }
  // A token that the account call accepts is a personal access token, whatever its prefix.
  return { ...base, kind: 'pat', ...(await proveWorkspace(client, purpose.workspaceId, signal)) };
}

export type WorkspaceProof = { account: Account; workspace: Workspace; role: string | null };

/** If the workspace refuses a member, the role is the reason. */
function inspiteOfRole(error: unknown, role: string | null): unknown {
  const isRefused = isAppError(error) && error.code === 'not-a-member' && role !== null;
  return isRefused ? roleInsufficient(error, role, 'read the workspace') : error;
}

/**
 * The token's owner, and the proof that the token reads the workspace.
 * @param wanted the workspace's id, its handle, or a name that no other workspace has
 * @throws AppError
 */
export async function proveWorkspace(
  client: Client,
  wanted: string,
  signal?: AbortSignal,
): Promise<WorkspaceProof> {
  const account = await getAccount(client, signal);
  // The role is stored if known: a workspace may be readable without a membership.
  const roleIn = async (id: string) =>
    (await getMembership(client, id, signal).catch(() => null))?.role ?? null;
  const pages = () => workspacePages(client, signal);
  const asked = looksLikeId(wanted) ? roleIn(wanted) : null;
  const [workspace, role] = await Promise.all([
    findWorkspace(client, wanted, pages, signal).catch(async error => {
      throw inspiteOfRole(error, await asked);
    }),
    asked,
  ]);
  return { account, workspace, role: workspace.id === wanted ? role : await roleIn(workspace.id) };
}

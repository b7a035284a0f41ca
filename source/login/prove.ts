// Proving a token before anything is stored: whose it is, and that it reaches what it is for.
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

/** A token and the place it was typed in for. */
export type LoginCandidate = { apiUrl: string; token: string };

/** What was proven about a token; what is stored is taken from here. */
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

/** What a token is to be proven for. */
export type Purpose =
  /** Named by its id, its handle, or a name that only one has. */
  | { type: 'workspace'; workspaceId: string }
  | { type: 'bot'; botId: string }
  | { type: 'integration'; integrationId: string };

/**
 * A client for a token that is not stored yet. It belongs to the origin it was typed in for, unless
 * it is already known under another one: then every request is refused.
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

/** Whose token it is. @throws AppError auth, forbidden, network, quota, origin */
export function verifyToken(client: Client, signal?: AbortSignal): Promise<Account> {
  return getAccount(client, signal);
}

/** The workspaces that the token reaches, a page of 100 at a time. */
export async function* workspacePages(
  client: Client,
  signal?: AbortSignal,
): AsyncGenerator<Workspace[]> {
  const list = (next: string | undefined) => listWorkspaces(client, next, signal);
  for await (const { items } of pagesOf(list)) yield items;
}

/** Proves the token for what it is to be used for. @throws AppError naming what stands in the way */
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
  // What answers to an account call is a personal access token, whatever its prefix.
  return { ...base, kind: 'pat', ...(await proveWorkspace(client, purpose.workspaceId, signal)) };
}

export type WorkspaceProof = { account: Account; workspace: Workspace; role: string | null };

/** A member whom the workspace refuses is refused for the role. */
function inspiteOfRole(error: unknown, role: string | null): unknown {
  const isRefused = isAppError(error) && error.code === 'not-a-member' && role !== null;
  return isRefused ? roleInsufficient(error, role, 'read the workspace') : error;
}

/**
 * Whose the client's token is, and that it reads the workspace.
 * @param wanted its id, its handle, or a name that only one has
 * @throws AppError
 */
export async function proveWorkspace(
  client: Client,
  wanted: string,
  signal?: AbortSignal,
): Promise<WorkspaceProof> {
  const account = await getAccount(client, signal);
  // The role is noted, not needed: a workspace that is readable without a membership is no failure.
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

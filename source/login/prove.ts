// Owns proving a token before anything is stored: whose it is, and that it reaches what it is for.
import type { Account, Workspace } from '../botpress/answers.ts';
import { parseApiUrl } from '../botpress/apiUrl.ts';
import { type Client, createClient } from '../botpress/client.ts';
import {
  getAccount,
  getMembership,
  getWorkspace,
  listWorkspaces,
  probeConversations,
} from '../botpress/endpoints.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError } from '../errors.ts';
import type { Config } from '../profiles/config.ts';
import { knownOrigin } from '../profiles/resolve.ts';
import { kindOf, type TokenKind } from '../tokens/kind.ts';

/** A token and the place it was typed in for. */
export type Candidate = { apiUrl: string; token: string };

/** What was proven about a token; what is stored is taken from here. */
export type Proof = Candidate & {
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
  | { type: 'workspace'; workspaceId: string }
  | { type: 'bot'; botId: string }
  | { type: 'integration'; integrationId: string };

/**
 * A client for a token that is not stored yet. It belongs to the origin it was typed in for, unless
 * it is already known under another one: then every request is refused.
 */
export function candidateClient(ctx: Context, config: Config, candidate: Candidate): Client {
  const { apiUrl, token } = candidate;
  const tokenOrigin = knownOrigin(config, token) ?? parseApiUrl(apiUrl).origin;
  return createClient(ctx, { apiUrl, token, tokenOrigin });
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
  let next: string | null | undefined;
  do {
    const page = await listWorkspaces(client, next ?? undefined, signal);
    yield page.items;
    next = page.nextToken;
  } while (next);
}

/** Proves the token for what it is to be used for. @throws AppError naming what stands in the way */
export async function prove(
  client: Client,
  candidate: Candidate,
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

/** Whose the client's token is, and that it reads the workspace. @throws AppError */
export async function proveWorkspace(
  client: Client,
  workspaceId: string,
  signal?: AbortSignal,
): Promise<WorkspaceProof> {
  const account = await getAccount(client, signal);
  const [workspace, member] = await Promise.all([
    getWorkspace(client, workspaceId, signal).catch(error => {
      throw workspaceError(error, workspaceId);
    }),
    // The role is noted, not needed: a workspace that is readable without a membership is no failure.
    getMembership(client, workspaceId, signal).catch(() => null),
  ]);
  return { account, workspace, role: member?.role ?? null };
}

/** A refusal about a workspace, in words that name the workspace instead of the call. */
export function workspaceError(error: unknown, workspaceId: string): unknown {
  if (!isAppError(error) || !error.exchange) return error;
  const { status, errorType } = error.exchange;
  const details = { exchange: error.exchange, cause: error };
  if (status === 404 && errorType === 'ResourceNotFound') {
    return new AppError(
      'workspace-not-found',
      `There is no workspace ${workspaceId} (404 ResourceNotFound)`,
      {
        ...details,
        hint: 'Check the id; `bp-auth login` without --workspaceId lists the workspaces of the token',
      },
    );
  }
  if (error.kind === 'forbidden') {
    return new AppError(
      'not-a-member',
      `The token is good, but its account is not a member of workspace ${workspaceId} (403 Forbidden)`,
      {
        ...details,
        hint: 'Ask an administrator of the workspace to invite you, or choose another one',
      },
    );
  }
  return error;
}

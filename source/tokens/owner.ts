// Listing, creating and revoking the tokens of any owner: an account, a bot or an integration.
import type { CreatedKey, ListedKey } from '../botpress/answers.ts';
import type { Client } from '../botpress/client.ts';
import {
  createBotKey,
  createIntegrationKey,
  createPat,
  deleteBotKey,
  deleteIntegrationKey,
  deletePat,
  listBotKeys,
  listIntegrationKeys,
  listPats,
} from '../botpress/keys.ts';
import { type AppError, toAppError } from '../errors.ts';

/**
 * The owner of tokens: the account itself (PATs), or a bot or integration in a workspace (keys).
 */
export type Owner =
  | { type: 'account' }
  | { type: 'bot' | 'integration'; id: string; workspaceId: string };

export const accountOwner: Owner = { type: 'account' };

export function listTokens(
  client: Client,
  owner: Owner,
  signal?: AbortSignal,
): Promise<ListedKey[]> {
  if (owner.type === 'account') return listPats(client, signal);
  const { id, workspaceId } = owner;
  return owner.type === 'bot'
    ? listBotKeys(client, workspaceId, id, signal)
    : listIntegrationKeys(client, workspaceId, id, signal);
}

/** Creates a token. Its value is in this answer and never again. */
export function createTokenOf(client: Client, owner: Owner, note: string): Promise<CreatedKey> {
  if (owner.type === 'account') return createPat(client, note);
  const { id, workspaceId } = owner;
  return owner.type === 'bot'
    ? createBotKey(client, workspaceId, id, note)
    : createIntegrationKey(client, workspaceId, id, note);
}

function deleteToken(client: Client, owner: Owner, id: string): Promise<void> {
  if (owner.type === 'account') return deletePat(client, id);
  return owner.type === 'bot'
    ? deleteBotKey(client, owner.workspaceId, id)
    : deleteIntegrationKey(client, owner.workspaceId, id);
}

/** An id that is safe in a command to copy: a server could send anything. */
export const idForCommand = (id: string) => (/^[\w-]{1,128}$/.test(id) ? id : 'ID');

/** The result of revoking a token. */
export type Deletion =
  | { type: 'gone' }
  | { type: 'stands'; error: AppError }
  /** The answer was lost, and the list could not be read either. */
  | { type: 'unknown'; error: AppError };

/**
 * Revokes a token and makes sure of the result: the answer may be lost although the token was
 * revoked.
 */
export async function revokeTokenOf(client: Client, owner: Owner, id: string): Promise<Deletion> {
  try {
    await deleteToken(client, owner, id);
    return { type: 'gone' };
  } catch (thrown) {
    const error = expected(thrown);
    if (error.exchange?.errorType === 'ResourceNotFound') return { type: 'gone' };
    const listed = await listAfter(client, owner, error);
    if (listed === null) return { type: 'unknown', error };
    const isThere = listed === 'refused' || listed.some(token => token.id === id);
    return isThere ? { type: 'stands', error } : { type: 'gone' };
  }
}

/**
 * The server's list of tokens, read because a failed request may have taken effect all the same.
 * @returns `refused` if it certainly had no effect; null if unknown
 */
export async function listAfter(
  client: Client,
  owner: Owner,
  error: AppError,
): Promise<ListedKey[] | 'refused' | null> {
  const { status = null, errorType = null, networkCode } = error.exchange ?? {};
  if (status === null && neverArrived.test(networkCode ?? '')) return 'refused';
  try {
    return await listTokens(client, owner);
  } catch (thrown) {
    expected(thrown);
    return errorType !== null && (status ?? 500) < 500 ? 'refused' : null;
  }
}

// Codes of requests that were never sent, or never reached the server.
const neverArrived =
  /^(ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|CONNECT_TIMEOUT|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|BAD_PORT|CERT_\w+|ERR_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+|EPROTO)$/;

/** A failure as an AppError; a bug of ours is rethrown as it is. */
function expected(thrown: unknown): AppError {
  const error = toAppError(thrown);
  if (error.kind === 'bug') throw thrown;
  return error;
}

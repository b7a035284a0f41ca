// Owns the short answer to "is this profile authenticated?": one request, and what came of it.
import type { Workspace } from '../botpress/answers.ts';
import type { Client } from '../botpress/client.ts';
import { getAccount, getWorkspace, probeConversations } from '../botpress/endpoints.ts';
import { reachProblem } from '../botpress/networkError.ts';
import type { Context } from '../context.ts';
import { type AppError, toAppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { valueAt } from '../valueAt.ts';
import { connect } from './connect.ts';

export type Status = {
  authenticated: 'yes' | 'no' | 'unknown';
  /** What stands in parentheses behind No and Unknown; null with yes. */
  reason: string | null;
  /** What the request failed with; decides the exit code. */
  error: AppError | null;
  workspace: Workspace | null;
  /** Epoch milliseconds. */
  checkedAt: number;
};

/**
 * Asks the API once whether the profile's token is accepted and its workspace readable.
 * Faults of the network and answers of the API become a status; ours (origin, local, …) are thrown.
 */
export async function checkStatus(
  ctx: Context,
  name: string | null,
  profile: StoredProfile,
  signal?: AbortSignal,
): Promise<Status> {
  const client = await connect(ctx, name, profile);
  try {
    const workspace = await prove(client, profile, signal);
    const checkedAt = ctx.now();
    return { authenticated: 'yes', reason: null, error: null, workspace, checkedAt };
  } catch (thrown) {
    const error = toAppError(thrown);
    const known = judge(error, profile);
    if (known === null) throw error;
    return { ...known, error, workspace: null, checkedAt: ctx.now() };
  }
}

/** The cheapest call that proves the token with what it is for (facts: botpress-api.md, Token kinds). */
async function prove(
  client: Client,
  profile: StoredProfile,
  signal?: AbortSignal,
): Promise<Workspace | null> {
  const { botId, integrationId, workspaceId } = profile;
  if (profile.kind === 'bot' || profile.kind === 'integration') {
    const scope = {
      ...(botId ? { botId } : {}),
      ...(integrationId ? { integrationId } : {}),
    };
    await probeConversations(client, scope, signal);
    return null;
  }
  if (workspaceId) return getWorkspace(client, workspaceId, signal);
  await getAccount(client, signal);
  return null;
}

type Judgement = Pick<Status, 'authenticated' | 'reason'>;

/** The words of contract.md for what went wrong; null for what is no answer to the question. */
function judge(error: AppError, profile: StoredProfile): Judgement | null {
  const { exchange } = error;
  if (error.kind === 'auth' && exchange) return { authenticated: 'no', reason: 'token rejected' };
  const missing = exchange?.status === 404;
  if (error.kind === 'forbidden' || missing) {
    const what = profile.botId ? 'bot' : profile.integrationId ? 'integration' : 'workspace';
    return { authenticated: 'no', reason: `no access to this ${what}` };
  }
  if (error.kind === 'network' && exchange) {
    return { authenticated: 'unknown', reason: reachProblem(exchange) };
  }
  if (error.kind === 'quota') {
    const reasons: Record<string, string> = {
      RateLimited: 'rate limited',
      QuotaExceeded: 'quota exceeded',
      PaymentRequired: 'payment required',
    };
    const reason = valueAt(reasons, exchange?.errorType ?? '') ?? 'rate limited';
    return { authenticated: 'unknown', reason };
  }
  return null;
}

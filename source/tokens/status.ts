// The short answer to "is this profile authenticated?", decided by one request.
import type { Account, Workspace } from '../botpress/answers.ts';
import type { Client } from '../botpress/client.ts';
import { getAccount, getWorkspace } from '../botpress/endpoints.ts';
import { reachProblem } from '../botpress/networkError.ts';
import { probeConversations } from '../botpress/probes.ts';
import type { Context } from '../context.ts';
import { AppError, toAppError } from '../errors.ts';
import { workspaceError } from '../login/findWorkspace.ts';
import { kindOfProfile, type StoredProfile } from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';
import { valueAt } from '../valueAt.ts';

export type Status = {
  authenticated: 'yes' | 'no' | 'unknown';
  /** The text in parentheses after No and Unknown; null after Yes. */
  reason: string | null;
  /** The request's error; it decides the exit code. */
  error: AppError | null;
  workspace: Workspace | null;
  /** The token's owner; requested if the store does not know it. */
  account: Account | null;
  /** Epoch milliseconds. */
  checkedAt: number;
};

/**
 * Asks the API once whether the profile's token is accepted and its workspace readable. Network
 * faults and API answers become a status; our own errors (origin, local, …) are thrown.
 * @param askAccount whether to request the token's owner too, if the store does not know it
 */
export async function checkStatus(
  ctx: Context,
  name: string | null,
  profile: StoredProfile,
  signal?: AbortSignal,
  askAccount = true,
): Promise<Status> {
  const client = await connect(ctx, name, profile);
  try {
    return accepted(await prove(client, profile, signal, askAccount), ctx.now());
  } catch (thrown) {
    const error = toAppError(thrown);
    const status = refused(error, profile, ctx.now());
    if (status === null) throw error;
    return status;
  }
}

type Proven = Pick<Status, 'workspace' | 'account'>;

/** @param checkedAt epoch milliseconds */
export const accepted = (proven: Proven, checkedAt: number): Status => ({
  ...{ authenticated: 'yes', reason: null, error: null },
  ...proven,
  checkedAt,
});

/**
 * The status that an error stands for; null for our own errors (origin, local, …).
 * @param checkedAt epoch milliseconds
 */
export function refused(error: AppError, profile: StoredProfile, checkedAt: number): Status | null {
  const known = judge(error, profile);
  if (known === null) return null;
  const nothing = { workspace: null, account: null };
  return { ...known, error: aboutTarget(error, profile), ...nothing, checkedAt };
}

/** The error with the id in question, which the API's own message leaves out. */
function aboutTarget(error: AppError, profile: StoredProfile): AppError {
  const { workspaceId, botId, integrationId } = profile;
  const [what, id] = botId ? ['bot', botId] : ['integration', integrationId];
  if (!isKey(profile)) return workspaceId ? toAppError(workspaceError(error, workspaceId)) : error;
  if (!id || !isUnknown(error)) return error;
  return new AppError('target-not-found', `There is no ${what} ${id} (404 ResourceNotFound)`, {
    hint: 'Check the id in the dashboard; a key works only for the bot or integration that it was created for',
    exchange: error.exchange,
    cause: error,
  });
}

const isKey = (profile: StoredProfile) => ['bot', 'integration'].includes(kindOfProfile(profile));

/** Whether the API itself says that the id is unknown: any other 404 page says nothing about ids. */
const isUnknown = ({ exchange }: AppError) =>
  ['ResourceNotFound', 'ResourceGone'].includes(exchange?.errorType ?? '');

/**
 * Proves by the cheapest call that the token works for the profile (docs/notes/botpress-api.md,
 * Kinds of tokens).
 */
async function prove(
  client: Client,
  profile: StoredProfile,
  signal: AbortSignal | undefined,
  askAccount: boolean,
): Promise<Proven> {
  const { botId, integrationId, workspaceId } = profile;
  if (isKey(profile)) {
    const scope = {
      ...(botId ? { botId } : {}),
      ...(integrationId ? { integrationId } : {}),
    };
    await probeConversations(client, scope, signal);
    return { workspace: null, account: null };
  }
  if (!workspaceId) return { workspace: null, account: await getAccount(client, signal) };
  const isKnown = !askAccount || Boolean(profile.accountEmail);
  const [workspace, account] = await Promise.all([
    getWorkspace(client, workspaceId, signal),
    // The account is requested at the same time: its answer is useful, and its failure says nothing
    // about the profile.
    isKnown ? null : getAccount(client, signal).catch(() => null),
  ]);
  return { workspace, account };
}

type Judgement = Pick<Status, 'authenticated' | 'reason'>;

/** The answer and reason that docs/reference.md lists for the error; null if it lists none. */
function judge(error: AppError, profile: StoredProfile): Judgement | null {
  const { exchange } = error;
  if (error.kind === 'auth' && exchange) return { authenticated: 'no', reason: 'token rejected' };
  if (error.kind === 'forbidden' || isUnknown(error)) {
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

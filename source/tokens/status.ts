// The short answer to "is this profile authenticated?": one request, and what came of it.
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
  /** What stands in parentheses behind No and Unknown; null with yes. */
  reason: string | null;
  /** What the request failed with; decides the exit code. */
  error: AppError | null;
  workspace: Workspace | null;
  /** Whose the token is; asked where the store does not know. */
  account: Account | null;
  /** Epoch milliseconds. */
  checkedAt: number;
};

/**
 * Asks the API once whether the profile's token is accepted and its workspace readable.
 * Faults of the network and answers of the API become a status; ours (origin, local, …) are thrown.
 * @param askAccount whether whose token it is gets asked beside, where the store does not know
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
 * What an error says about the profile; null where it is no answer to the question.
 * @param checkedAt epoch milliseconds
 */
export function refused(error: AppError, profile: StoredProfile, checkedAt: number): Status | null {
  const known = judge(error, profile);
  if (known === null) return null;
  const nothing = { workspace: null, account: null };
  return { ...known, error: aboutTarget(error, profile), ...nothing, checkedAt };
}

/** The error with the id that it is about: the API's own words do not say which one it does not know. */
function aboutTarget(error: AppError, profile: StoredProfile): AppError {
  const { workspaceId, botId, integrationId } = profile;
  const [what, id] = botId ? ['bot', botId] : ['integration', integrationId];
  if (!isKey(profile)) return workspaceId ? toAppError(workspaceError(error, workspaceId)) : error;
  if (!id || !isUnknown(error)) return error;
  return new AppError('target-not-found', `There is no ${what} ${id} (404 ResourceNotFound)`, {
    hint: 'Check the id in the dashboard; a key works for the one that it was created for',
    exchange: error.exchange,
    cause: error,
  });
}

const isKey = (profile: StoredProfile) => ['bot', 'integration'].includes(kindOfProfile(profile));

/** By the API itself: a page that is not there says nothing about ids. */
const isUnknown = ({ exchange }: AppError) =>
  ['ResourceNotFound', 'ResourceGone'].includes(exchange?.errorType ?? '');

/** The cheapest call that proves the token with what it is for (docs/notes/botpress-api.md, Token kinds). */
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
    // Asked beside: what it tells is of use, and its failure is none of the profile.
    isKnown ? null : getAccount(client, signal).catch(() => null),
  ]);
  return { workspace, account };
}

type Judgement = Pick<Status, 'authenticated' | 'reason'>;

/** The words of docs/reference.md for what went wrong; null for what is no answer to the question. */
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

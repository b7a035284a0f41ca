// The requests of a diagnosis: each sent at most once, independent ones in parallel.
import type { Account, Bot, Member, Page, Workspace } from '../botpress/answers.ts';
import { type Client, createClient } from '../botpress/client.ts';
import {
  getAccount,
  getMembership,
  getWorkspace,
  listBots,
  listWorkspaces,
} from '../botpress/endpoints.ts';
import type { Exchange } from '../botpress/exchange.ts';
import { probeConversations } from '../botpress/probes.ts';
import type { Context } from '../context.ts';
import { type AppError, isAppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import type { TokenKind } from '../secrets/kind.ts';
import type { SeenExchange } from './causes.ts';

/** The result of a request. `exchange` is null only if nothing was sent. */
export type Outcome<Value> =
  | { ok: true; value: Value; exchange: Exchange }
  | { ok: false; error: AppError; exchange: Exchange | null };

export type AnyOutcome = Outcome<unknown>;

/**
 * The requests, each named for its question. The first call of any method starts all requests
 * except those marked as second requests. A result is null if the request makes no sense for this
 * kind of token, or if the request needs a workspace id and the profile has no usable one.
 */
export type ApiProbes = {
  /**
   * The request that shows whether the API accepts the token: the account, or for keys the runtime
   * call.
   */
  proof(): Promise<AnyOutcome>;
  account(): Promise<Outcome<Account> | null>;
  workspace(): Promise<Outcome<Workspace> | null>;
  /** The workspace's bots: the request that is refused over a quota, or in a blocked workspace. */
  bots(): Promise<Outcome<Page<Bot>> | null>;
  runtime(): Promise<AnyOutcome | null>;
  /** Sent after `workspace`, if the account does not own the workspace. */
  membership(): Promise<Outcome<Member> | null>;
  /**
   * All workspaces that the token can access. Sent if the profile has no workspace or its workspace
   * cannot be read.
   */
  workspaces(): Promise<Workspace[]>;
  /**
   * Waits until the API has answered one of the first requests, or every one of them has failed.
   * Gives the outcomes known by then.
   */
  answered(): Promise<AnyOutcome[]>;
  /** The outcomes of all first requests. */
  first(): Promise<AnyOutcome[]>;
};

/** Milliseconds, below the 5 s of one check: a request ends before its check is abandoned. */
const wireLimits = { connectTimeout: 4000, answerTimeout: 4800 };

export function createApiProbes(
  ctx: Context,
  profile: StoredProfile,
  kind: TokenKind,
  token: string,
  signal: AbortSignal,
): ApiProbes {
  const { workspaceId } = profile;
  const scope = {
    ...(profile.botId ? { botId: profile.botId } : {}),
    ...(profile.integrationId ? { integrationId: profile.integrationId } : {}),
  };
  const isKey = kind === 'bot' || kind === 'integration';
  const target = { apiUrl: profile.apiUrl, token, tokenOrigin: profile.tokenOrigin ?? '' };

  async function ask<Value>(call: (client: Client) => Promise<Value>): Promise<Outcome<Value>> {
    let exchange: Exchange | null = null;
    const client = createClient(ctx, target, {
      ...wireLimits,
      onExchange: seen => {
        exchange = seen;
      },
    });
    try {
      const value = await call(client);
      // The client reports every exchange before it returns the answer.
      return { ok: true, value, exchange: exchange as unknown as Exchange };
    } catch (error) {
      if (!isAppError(error) || error.kind === 'cancelled') throw error;
      return { ok: false, error, exchange: error.exchange ?? exchange };
    }
  }

  /** Starts a call. Its rejection is handled, even if nobody awaits the call. */
  function send<Value>(call: (client: Client) => Promise<Value>): Promise<Outcome<Value>> {
    const request = ask(call);
    request.catch(() => {});
    return request;
  }

  const start = once(() => {
    const usable = workspaceId && /^[A-Za-z0-9_-]{1,128}$/.test(workspaceId) ? workspaceId : null;
    // A key whose profile names no bot or integration was probably used in place of a personal
    // access token.
    const admin = !isKey || Object.keys(scope).length === 0;
    return {
      account: admin ? send(client => getAccount(client, signal)) : null,
      workspace:
        !isKey && usable !== null ? send(client => getWorkspace(client, usable, signal)) : null,
      bots:
        !isKey && usable !== null
          ? send(client => listBots(client, usable, undefined, signal))
          : null,
      runtime: isKey ? send(client => probeConversations(client, scope, signal)) : null,
    };
  });
  const started = () => Object.values(start()).filter(request => request !== null);
  return {
    proof: () => (start().runtime ?? start().account) as Promise<AnyOutcome>,
    account: async () => start().account,
    workspace: async () => start().workspace,
    bots: async () => start().bots,
    runtime: async () => start().runtime,
    membership: once(async () =>
      workspaceId ? ask(client => getMembership(client, workspaceId, signal)) : null,
    ),
    workspaces: once(async () => {
      const page = await ask(client => listWorkspaces(client, undefined, signal));
      return page.ok ? page.value.items : [];
    }),
    answered: once(async () => {
      const all = started();
      const isAnswered = (outcome: AnyOutcome) =>
        outcome.exchange?.status ? outcome : Promise.reject();
      await Promise.any(all.map(request => request.then(isAnswered))).catch(() => {});
      return settledSoFar(all);
    }),
    first: () => Promise.all<AnyOutcome>(started()),
  };
}

/** The outcomes that are known by now. */
async function settledSoFar(requests: ReadonlyArray<Promise<AnyOutcome>>): Promise<AnyOutcome[]> {
  const pending = Symbol('pending');
  const all = await Promise.all(
    requests.map(request => Promise.race([request, Promise.resolve(pending)])),
  );
  return all.filter(outcome => typeof outcome !== 'symbol') as AnyOutcome[];
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A failed outcome in the form that the table of causes takes. */
export function seenIn({ exchange, error }: Extract<AnyOutcome, { ok: false }>): SeenExchange {
  return {
    networkCode: exchange?.networkCode ?? null,
    status: exchange?.status ?? null,
    errorType: exchange?.errorType ?? null,
    contentType: exchange?.contentType ?? null,
    proxy: exchange?.proxy ?? null,
    reached: exchange?.reached ?? 'nobody',
    addresses: exchange?.addresses ?? [],
    origin: exchange?.origin ?? '',
    redirected: error.code === 'redirected-elsewhere',
  };
}

/**
 * The account's role in the workspace; null if it is not known. The API is asked for the role only
 * if the account does not own the workspace.
 */
export async function roleIn(probes: ApiProbes): Promise<string | null> {
  const [account, workspace] = await Promise.all([probes.account(), probes.workspace()]);
  if (!workspace?.ok) return null;
  if (account?.ok && workspace.value.ownerId === account.value.id) return 'owner';
  const member = await probes.membership();
  return member?.ok ? member.value.role : null;
}

// Further API requests for somebody who waits at a terminal: read-only, all within a second.
import { createClient } from '../botpress/client.ts';
import { listBots, listIntegrations, listWorkspaces } from '../botpress/endpoints.ts';
import type { SentWith } from '../botpress/sentWith.ts';
import type { Context } from '../context.ts';
import { type CallQuestions, questionsBy } from './callRefusal.ts';
import type { FixContext } from './fixContext.ts';
import type { Target } from './likelyWorkspaces.ts';

export type OneMoreLook = CallQuestions & {
  workspaces(): Promise<readonly Target[] | null>;
  /** The workspace's bots or integrations. */
  targets(about: Pick<FixContext, 'workspaceId' | 'botId'>): Promise<readonly Target[] | null>;
};

/** Milliseconds that all requests together may take. */
const lookLimit = 900;

/** No further requests, for scripts, where nobody waits. */
export const noLook: OneMoreLook = {
  role: async () => null,
  isBlocked: async () => null,
  workspaces: async () => null,
  targets: async () => null,
};

/**
 * Runs `work`, which may send read-only requests to the API until one short time limit ends. What
 * the API has not answered by then is unknown.
 */
export async function withOneMoreLook<Value>(
  ctx: Context,
  sent: SentWith,
  work: (look: OneMoreLook) => Promise<Value>,
): Promise<Value> {
  const [over, done] = [new AbortController(), new AbortController()];
  void ctx.wait(lookLimit, done.signal).then(
    () => over.abort(),
    () => {},
  );
  try {
    return await work(lookUntil(ctx, sent, over.signal));
  } finally {
    done.abort();
  }
}

function lookUntil(ctx: Context, sent: SentWith, over: AbortSignal): OneMoreLook {
  const { apiUrl, token, tokenOrigin } = sent;
  const client = createClient(
    ctx,
    { apiUrl, token, tokenOrigin },
    { connectTimeout: lookLimit, answerTimeout: lookLimit },
  );
  const asked = async <Value>(ask: () => Promise<Value>): Promise<Value | null> => {
    try {
      return await ask();
    } catch {
      return null;
    }
  };
  return {
    ...questionsBy(client, over),
    workspaces: () => asked(async () => (await listWorkspaces(client, undefined, over)).items),
    targets: ({ workspaceId, botId }) =>
      asked(async () => {
        const list = botId === null ? listIntegrations : listBots;
        const { items } = await list(client, workspaceId ?? '', undefined, over);
        return items.map(({ id, name }) => ({ id, name, blocked: false }));
      }),
  };
}

// Further API requests for somebody who waits at a terminal: read-only, each within a second.
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

/** Milliseconds that each request may take. */
const lookLimit = 900;

/** No further requests, for scripts, where nobody waits. */
export const noLook: OneMoreLook = {
  role: async () => null,
  isBlocked: async () => null,
  workspaces: async () => null,
  targets: async () => null,
};

/** Read-only requests with a short limit. What the API has not answered by then is unknown. */
export function lookOnce(ctx: Context, sent: SentWith): OneMoreLook {
  const over = new AbortController();
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
    ...questionsBy(client, over.signal),
    workspaces: () =>
      asked(async () => (await listWorkspaces(client, undefined, over.signal)).items),
    targets: ({ workspaceId, botId }) =>
      asked(async () => {
        const list = botId === null ? listIntegrations : listBots;
        const { items } = await list(client, workspaceId ?? '', undefined, over.signal);
        return items.map(({ id, name }) => ({ id, name, blocked: false }));
      }),
  };
}

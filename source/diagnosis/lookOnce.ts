// One more look at the API, for whoever waits at a terminal: questions that only read, and end within a second.
import { createClient } from '../botpress/client.ts';
import { listBots, listIntegrations, listWorkspaces } from '../botpress/endpoints.ts';
import type { SentWith } from '../botpress/sentWith.ts';
import type { Context } from '../context.ts';
import { type CallQuestions, questionsBy } from './callRefusal.ts';
import type { FixContext } from './fixContext.ts';
import type { Target } from './likelyWorkspaces.ts';

export type OneMoreLook = CallQuestions & {
  workspaces(): Promise<readonly Target[] | null>;
  /** The bots of the workspace, or its integrations. */
  targets(about: Pick<FixContext, 'workspaceId' | 'botId'>): Promise<readonly Target[] | null>;
};

/** Milliseconds that it may take. */
const lookLimit = 900;

/** For those who wait for nothing: scripts. */
export const noLook: OneMoreLook = {
  role: async () => null,
  isBlocked: async () => null,
  workspaces: async () => null,
  targets: async () => null,
};

/** Questions that only read, and end soon: what is not answered by then is not known. */
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

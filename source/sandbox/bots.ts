// Calls about bots and integrations: one by its id, and the lists of a workspace.
import { page } from './paging.ts';
import type { Answer } from './reply.ts';
import type { WorkspaceCall } from './route.ts';
import type { SandboxBot, SandboxIntegration } from './state.ts';

/** The bot or integration with this id, long or short; undefined where there is none. */
export function findNamed<Item extends { id: string; alias: string }>(
  items: readonly Item[],
  id: string,
): Item | undefined {
  return items.find(item => item.id === id || item.alias === id);
}

export function handleListBots({ state, workspace, query }: WorkspaceCall): Answer {
  const dev = query.get('dev') === 'true';
  const bots = state.bots.filter(bot => bot.workspaceId === workspace.id && bot.dev === dev);
  return page(query, 'bots', bots, showBot);
}

export function handleListIntegrations({ state, workspace, query }: WorkspaceCall): Answer {
  const integrations = state.integrations.filter(
    integration => integration.workspaceId === workspace.id,
  );
  return page(query, 'integrations', integrations, showIntegration);
}

function showBot({ alias, workspaceId, dev, ...bot }: SandboxBot): Record<string, unknown> {
  return bot;
}

function showIntegration({
  alias,
  workspaceId,
  ...integration
}: SandboxIntegration): Record<string, unknown> {
  return {
    ...integration,
    iconUrl: '',
    public: false,
    visibility: 'private',
    verificationStatus: 'unapproved',
    lifecycleStatus: 'published',
  };
}

// Run-time calls of a bot: conversations, tables, files.
import { findNamed } from './bots.ts';
import { page } from './paging.ts';
import { type Answer, json } from './reply.ts';
import type { RuntimeCall } from './route.ts';
import type { SandboxBot } from './state.ts';

/** An integration key sees only its integration's conversations. */
export function listConversations({ state, token, bots, query }: RuntimeCall): Answer {
  const own =
    token.kind === 'integration' ? findNamed(state.integrations, token.ownerId)?.name : undefined;
  const conversations = bots
    .flatMap(bot => {
      const installed = state.integrations.filter(each => each.workspaceId === bot.workspaceId);
      return ['webchat', ...installed.map(({ name }) => name)].map(name => ({ bot, name }));
    })
    .filter(({ name }) => own === undefined || name === own);
  return page(query, 'conversations', conversations, conversationOf);
}

export function listTables({ bots }: RuntimeCall): Answer {
  return json({ tables: bots.map(tableOf) });
}

export function listFiles({ bots, query }: RuntimeCall): Answer {
  return page(query, 'files', bots, fileOf);
}

function conversationOf({ bot, name }: { bot: SandboxBot; name: string }): Record<string, unknown> {
  return {
    // Padded to the length that the official schema requires.
    id: `conv_${bot.alias}_${name.replace('/', '_')}_`.padEnd(28, '0'),
    createdAt: bot.createdAt,
    updatedAt: bot.updatedAt,
    channel: 'channel',
    integration: name,
    tags: {},
  };
}

function tableOf(bot: SandboxBot): Record<string, unknown> {
  return {
    id: `table_${bot.alias}`,
    name: 'LeadsTable',
    factor: 1,
    frozen: false,
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', 'x-zui': { index: 0, searchable: true } },
        visits: { type: 'number', 'x-zui': { index: 1 } },
      },
      additionalProperties: true,
    },
    tags: {},
    isComputeEnabled: false,
    createdAt: bot.createdAt,
    updatedAt: bot.updatedAt,
  };
}

function fileOf(bot: SandboxBot): Record<string, unknown> {
  return {
    id: `file_${bot.alias}`,
    botId: bot.id,
    key: 'handbook.pdf',
    url: 'https://files.example.com/handbook.pdf',
    size: 48_213,
    contentType: 'application/pdf',
    tags: {},
    metadata: {},
    createdAt: bot.createdAt,
    updatedAt: bot.updatedAt,
    accessPolicies: [],
    index: false,
    status: 'upload_completed',
    owner: { type: 'bot', id: bot.id },
  };
}

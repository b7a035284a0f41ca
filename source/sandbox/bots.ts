// Calls about bots: one by id, a workspace's list, and deployments.
import { notFound, refuse } from './errors.ts';
import { page } from './paging.ts';
import { invalid, isRecord, recordIn } from './payload.ts';
import { randomId } from './random.ts';
import { type Answer, json } from './reply.ts';
import type { WorkspaceCall } from './route.ts';
import { applied, blanks, type Fields, type KeptFields } from './shape.ts';
import type { SandboxBot, SandboxDefinition, SandboxState } from './state.ts';

/** The bot, integration, interface or plugin with this id, long or short; undefined if there is none. */
export function findNamed<Item extends { id: string; alias: string }>(
  items: readonly Item[],
  id: string,
): Item | undefined {
  return items.find(item => item.id === id || item.alias === id);
}

const layout: KeptFields = {
  ...{ url: 'value', medias: 'value', alwaysAlive: 'value', tags: { each: {} } },
  ...{ user: 'object', conversation: 'object', message: 'object' },
  ...{ configuration: 'object', subscriptions: 'object' },
  ...{ states: { each: blanks.state }, events: { each: blanks.event } },
  ...{ actions: { each: blanks.action }, recurringEvents: { each: blanks.recurringEvent } },
};

const blank: Fields = {
  ...{ integrations: {}, plugins: {}, states: {}, events: {}, recurringEvents: {}, actions: {} },
  ...{ user: { tags: {} }, conversation: { tags: {} }, message: { tags: {} }, tags: {} },
  ...{ configuration: { data: {}, schema: {} }, subscriptions: { events: {} } },
  ...{ alwaysAlive: false, status: 'active', medias: [] },
};

export function handleListBots({ state, workspace, query }: WorkspaceCall): Answer {
  const dev = query.get('dev') === 'true';
  const bots = state.bots.filter(bot => bot.workspaceId === workspace.id && bot.dev === dev);
  return page(query, 'bots', bots, brief);
}

export function handleGetBot(call: WorkspaceCall): Answer {
  const bot = ownBot(call);
  return bot === undefined ? notFound('bot') : json({ bot: whole(bot) });
}

export function handleCreateBot({ state, workspace, body }: WorkspaceCall): Answer {
  const wanted = recordIn(body);
  if (wanted === null) return invalid('The body must be a JSON object');
  const id = `bot_${randomId()}${randomId()}`.slice(0, 32);
  const now = new Date(state.now()).toISOString();
  const bot: SandboxBot = {
    ...{ id, alias: id, name: id, workspaceId: workspace.id, dev: wanted.dev === true },
    ...{ createdAt: now, updatedAt: now, tags: {}, fields: blank },
  };
  const answer = deploy(state, bot, wanted);
  if (answer !== null) return answer;
  state.bots.push(bot);
  return json({ bot: whole(bot) });
}

export function handleUpdateBot(call: WorkspaceCall): Answer {
  const bot = ownBot(call);
  if (bot === undefined) return notFound('bot');
  const wanted = recordIn(call.body);
  if (wanted === null) return invalid('The body must be a JSON object');
  return deploy(call.state, bot, wanted) ?? json({ bot: whole(bot) });
}

export function handleDeleteBot(call: WorkspaceCall): Answer {
  const bot = ownBot(call);
  if (bot === undefined) return notFound('bot');
  call.state.bots.splice(call.state.bots.indexOf(bot), 1);
  return json({});
}

function ownBot({ state, workspace, params }: WorkspaceCall): SandboxBot | undefined {
  const bot = findNamed(state.bots, params.id ?? '');
  return bot?.workspaceId === workspace.id ? bot : undefined;
}

/** Changes the bot as the body says; returns an answer only if that is refused. */
function deploy(state: SandboxState, bot: SandboxBot, wanted: Fields): Answer | null {
  const fields = applied(layout, bot.fields ?? blank, wanted);
  const installed = install(state, bot, fields.integrations, wanted.integrations, 'integration');
  const plugged = install(state, bot, fields.plugins, wanted.plugins, 'plugin');
  if (installed === null || plugged === null) {
    return refuse('ReferenceNotFound', 'An integration or plugin of the bot does not exist');
  }
  bot.fields = { ...fields, integrations: installed, plugins: plugged };
  bot.updatedAt = new Date(state.now()).toISOString();
  if (wanted.code !== undefined || wanted.url !== undefined) bot.deployedAt = bot.updatedAt;
  if (typeof wanted.name === 'string') bot.name = wanted.name;
  if (isRecord(wanted.tags)) bot.tags = fields.tags as Record<string, string>;
  return null;
}

/** The bot's installed items, by id or alias; null if one of them does not exist. */
function install(
  state: SandboxState,
  bot: SandboxBot,
  before: unknown,
  wanted: unknown,
  one: 'integration' | 'plugin',
): Fields | null {
  const all: Fields = isRecord(before) ? { ...before } : {};
  for (const [key, entry] of Object.entries(isRecord(wanted) ? wanted : {})) {
    if (!isRecord(entry)) {
      delete all[key];
      continue;
    }
    const id = entry.integrationId ?? entry.id ?? key;
    const found = findNamed<SandboxDefinition>(
      one === 'plugin' ? state.plugins : state.integrations,
      `${id}`,
    );
    if (found === undefined) return null;
    all[key] = {
      ...(isRecord(all[key]) ? all[key] : installedAs(one, found, bot)),
      ...settings(entry),
    };
  }
  return all;
}

const settings = ({ integrationId, id, configurationType, ...entry }: Fields) => ({
  ...entry,
  ...(configurationType === undefined ? {} : { configurationType }),
});

function installedAs(
  one: 'integration' | 'plugin',
  found: SandboxDefinition,
  bot: SandboxBot,
): Fields {
  const { id, name, version, title, description, createdAt, updatedAt, fields } = found;
  const common = {
    ...{ enabled: true, id, name, version, title, description, createdAt, updatedAt },
    ...{ configuration: {}, iconUrl: '', public: fields.public === true, visibility: 'private' },
    lifecycleStatus: 'published',
  };
  if (one === 'plugin') return { ...common, readmeUrl: '' };
  const webhookId = `${bot.alias}-${found.alias}`;
  return {
    ...common,
    ...{ configurationType: null, status: 'registered', statusReason: null, disabledChannels: [] },
    ...{ webhookId, webhookUrl: `https://webhook.example.com/${webhookId}` },
    verificationStatus: 'unapproved',
  };
}

function brief({ alias, workspaceId, dev, fields, ...bot }: SandboxBot): Fields {
  return bot;
}

function whole(bot: SandboxBot): Fields {
  const secret = { signingSecret: `sandbox_${bot.alias}`, dev: bot.dev };
  return { ...blank, ...bot.fields, ...brief(bot), ...secret };
}

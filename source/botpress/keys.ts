// The calls about tokens: of an account, a bot, an integration (source: @botpress/api 1.70).
import * as answers from './answers.ts';
import type { Client } from './client.ts';
import { requireId, type Signal } from './endpoints.ts';

const patsPath = '/v1/admin/account/pats';

/** The account's personal access tokens; values are never listed. */
export async function listPats(client: Client, signal?: Signal): Promise<answers.ListedKey[]> {
  return (await client.request({ path: patsPath, answer: answers.pats }, signal)).pats;
}

/** Creates a personal access token. Its value is in this answer and never again. */
export async function createPat(
  client: Client,
  note: string,
  signal?: Signal,
): Promise<answers.CreatedKey> {
  const answer = answers.createdPat;
  const request = { method: 'POST', path: patsPath, body: { note }, answer } as const;
  return (await client.request(request, signal)).pat;
}

export async function deletePat(client: Client, id: string, signal?: Signal): Promise<void> {
  const path = `${patsPath}/${requireId(id, 'token')}`;
  await client.request({ method: 'DELETE', path, answer: answers.anything }, signal);
}

const botKeysPath = '/v1/admin/bots/baks';

export async function listBotKeys(
  client: Client,
  workspaceId: string,
  botId: string,
  signal?: Signal,
): Promise<answers.ListedKey[]> {
  const query = { botId: requireId(botId, 'bot') };
  const request = { path: botKeysPath, workspaceId, query, answer: answers.botKeys };
  return (await client.request(request, signal)).baks;
}

/** Creates a bot key. Its value is in this answer and never again. */
export function createBotKey(
  client: Client,
  workspaceId: string,
  botId: string,
  note: string,
  signal?: Signal,
): Promise<answers.CreatedKey> {
  const body = { botId: requireId(botId, 'bot'), note };
  const answer = answers.createdKey;
  return client.request({ method: 'POST', path: botKeysPath, workspaceId, body, answer }, signal);
}

export async function deleteBotKey(
  client: Client,
  workspaceId: string,
  id: string,
  signal?: Signal,
): Promise<void> {
  const path = `${botKeysPath}/${requireId(id, 'key')}`;
  const answer = answers.anything;
  await client.request({ method: 'DELETE', path, workspaceId, answer }, signal);
}

const integrationKeysPath = '/v1/admin/integrations/iaks';

export async function listIntegrationKeys(
  client: Client,
  workspaceId: string,
  integrationId: string,
  signal?: Signal,
): Promise<answers.ListedKey[]> {
  const query = { integrationId: requireId(integrationId, 'integration') };
  const request = {
    path: integrationKeysPath,
    workspaceId,
    query,
    answer: answers.integrationKeys,
  };
  return (await client.request(request, signal)).iaks;
}

/** Creates an integration key. Its value is in this answer and never again. */
export function createIntegrationKey(
  client: Client,
  workspaceId: string,
  integrationId: string,
  note: string,
  signal?: Signal,
): Promise<answers.CreatedKey> {
  const body = { integrationId: requireId(integrationId, 'integration'), note };
  const path = integrationKeysPath;
  const answer = answers.createdKey;
  return client.request({ method: 'POST', path, workspaceId, body, answer }, signal);
}

export async function deleteIntegrationKey(
  client: Client,
  workspaceId: string,
  id: string,
  signal?: Signal,
): Promise<void> {
  const path = `${integrationKeysPath}/${requireId(id, 'key')}`;
  const answer = answers.anything;
  await client.request({ method: 'DELETE', path, workspaceId, answer }, signal);
}

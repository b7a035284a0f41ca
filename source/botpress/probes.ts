// Calls that only test what a key may do: they read something, and the answer is discarded.
import * as answers from './answers.ts';
import type { Client } from './client.ts';
import { requireId, type Signal } from './endpoints.ts';

/** The ids that a runtime call sends as headers: of a bot, of an integration, or of both. */
export type RuntimeScope = { botId?: string; integrationId?: string };

function runtimeHeaders(scope: RuntimeScope): RuntimeScope {
  return {
    ...(scope.botId === undefined ? {} : { botId: requireId(scope.botId, 'bot') }),
    ...(scope.integrationId === undefined
      ? {}
      : { integrationId: requireId(scope.integrationId, 'integration') }),
  };
}

/**
 * Succeeds if the token may read conversations, which proves that a bot or integration key works.
 */
export async function probeConversations(client: Client, scope: RuntimeScope, signal?: Signal) {
  const path = '/v1/chat/conversations';
  await client.request({ path, ...runtimeHeaders(scope), answer: answers.anything }, signal);
}

export async function probeTables(client: Client, scope: RuntimeScope, signal?: Signal) {
  const path = '/v1/tables';
  await client.request({ path, ...runtimeHeaders(scope), answer: answers.anything }, signal);
}

export async function probeFiles(client: Client, scope: RuntimeScope, signal?: Signal) {
  const path = '/v1/files';
  await client.request({ path, ...runtimeHeaders(scope), answer: answers.anything }, signal);
}

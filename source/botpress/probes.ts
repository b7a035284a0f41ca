// Calls that only show whether a key is good for something: reads, whose answers are thrown away.
import * as answers from './answers.ts';
import type { Client } from './client.ts';
import { requireId, type Signal } from './endpoints.ts';

/** Whom a runtime call is made for: a bot, or an integration of it. */
export type RuntimeScope = { botId?: string; integrationId?: string };

function runtimeHeaders(scope: RuntimeScope): RuntimeScope {
  return {
    ...(scope.botId === undefined ? {} : { botId: requireId(scope.botId, 'bot') }),
    ...(scope.integrationId === undefined
      ? {}
      : { integrationId: requireId(scope.integrationId, 'integration') }),
  };
}

/** Succeeds if the token may read conversations: the proof that a bot or integration key is good. */
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

// Why the API refused one call of a program: the causes that doctor uses, judged by the very call.

import type { Client } from '../botpress/client.ts';
import { getMembership, workspaceIn } from '../botpress/endpoints.ts';
import type { Exchange } from '../botpress/exchange.ts';
import { type Action, actionNamed, isRole } from './actions.ts';
import { causeOfExchange } from './causes.ts';
import type { Finding } from './check.ts';
import { roleTold } from './concealing.ts';
import type { RootCause } from './diagnosis.ts';
import type { FixContext } from './fixContext.ts';
import { describeFinding, inPrivate } from './rootCause.ts';
import { hidden, ours, type Told, told } from './told.ts';

/** A refused call, with what its headers say it was about. */
export type RefusedCall = {
  exchange: Exchange;
  target: { workspaceId: string | null; botId: string | null; integrationId: string | null };
};

/**
 * The cause of a refusal, with the call as evidence.
 * @param roleOf asks for the account's role in a workspace; null where it cannot be told
 */
export async function explainRefusal(
  call: RefusedCall,
  about: FixContext,
  roleOf: (workspaceId: string) => Promise<string | null>,
): Promise<RootCause> {
  const finding = await findingOf(call, about, roleOf);
  const { exchange, target } = call;
  const evidence = [exchange, ...targetLines(target), ...(finding.evidence ?? [])];
  return describeFinding(
    { ...finding, evidence },
    inPrivate({
      ...about,
      action: actionOfCall(exchange.method, exchange.path),
      workspaceId: target.workspaceId ?? about.workspaceId,
    }),
  );
}

async function findingOf(
  { exchange, target }: RefusedCall,
  about: FixContext,
  roleOf: (workspaceId: string) => Promise<string | null>,
): Promise<Finding> {
  const { method, path, status } = exchange;
  const cause = causeOfExchange({ ...exchange, redirected: false });
  const isKey = about.kind === 'bot' || about.kind === 'integration';
  const isAdmin = path.includes('/v1/admin/');
  if (cause === 'forbidden' && isKey) {
    return { cause: isAdmin ? 'kind-on-admin-api' : 'key-of-another' };
  }
  if (cause === 'unexpected-refusal' && status === 404 && workspaceIn(path) !== null) {
    return { cause: 'workspace-not-found' };
  }
  if (cause !== 'forbidden' || target.workspaceId === null) return { cause };
  const role = await roleOf(target.workspaceId);
  if (role === null) return { cause: 'not-a-member', confidence: 'likely' };
  const action = actionOfCall(method, path);
  if (action?.roles && isRole(role) && !action.roles.includes(role)) {
    const roles = ours(action.roles.join(', '));
    const enough = told`role: ${roleTold(role)}; enough: ${roles} (inferred from the documentation)`;
    return { cause: 'role-insufficient', details: { role }, evidence: [enough] };
  }
  return { cause, details: { role }, evidence: [told`role: ${roleTold(role)}`] };
}

function targetLines({ workspaceId, botId, integrationId }: RefusedCall['target']): Told[] {
  const lines = [
    workspaceId === null ? null : told`x-workspace-id: ${hidden('workspace', workspaceId)}`,
    botId === null ? null : told`x-bot-id: ${hidden('bot', botId)}`,
    integrationId === null ? null : told`x-integration-id: ${hidden('integration', integrationId)}`,
  ];
  return lines.filter(line => line !== null);
}

/** What the calls of the API are for, by method and path, the first that fits. */
const purposes: ReadonlyArray<readonly [method: RegExp, path: RegExp, action: string]> = [
  [/^POST$/, /\/v1\/admin\/bots\/baks$/, 'create-key'],
  [/^POST$/, /\/v1\/admin\/integrations\/iaks$/, 'create-key'],
  [/^POST$/, /\/v1\/admin\/account\/pats$/, 'create-token'],
  [/^POST$/, /\/v1\/admin\/bots$/, 'create-bot'],
  [/^DELETE$/, /\/v1\/admin\/bots\/[\w-]+$/, 'delete-bot'],
  [/^(?:PUT|PATCH|POST)$/, /\/v1\/admin\/bots\/[\w-]+/, 'deploy'],
  [/^GET$/, /\/v1\/admin\/bots/, 'list-bots'],
  [
    /^(?:PUT|PATCH|POST|DELETE)$/,
    /\/v1\/admin\/(?:integrations|interfaces|plugins)/,
    'publish-integration',
  ],
  [/./, /\/v1\/admin\/workspace-members/, 'manage-members'],
  [/./, /\/billing\//, 'see-billing'],
  [/./, /\/audit-records/, 'see-audit'],
  [/^GET$/, /\/v1\/chat\//, 'read-conversations'],
  [/./, /\/v1\/chat\/actions/, 'call-action'],
  [/./, /\/v1\/chat\//, 'send-message'],
  [/^GET$|find$/, /\/v1\/tables/, 'read-tables'],
  [/./, /\/v1\/tables/, 'write-tables'],
  [/./, /\/v1\/files/, 'upload-files'],
];

/** What a call was for; null where it is none of what we know. */
export function actionOfCall(method: string, path: string): Action | null {
  const found = purposes.find(([verb, place]) => verb.test(method) && place.test(path));
  return found === undefined ? null : actionNamed(found[2]);
}

/** Asks for the role, for those who have a client. */
export async function roleBy(
  client: Client,
  workspaceId: string,
  signal: AbortSignal,
): Promise<string | null> {
  const member = await getMembership(client, workspaceId, signal).catch(() => null);
  return member?.role ?? null;
}

// The reason why the API refused a program's call, found with doctor's table of causes. If that
// leaves a question open, the API is asked further.

import type { Client } from '../botpress/client.ts';
import { getMembership, getWorkspace, workspaceIn } from '../botpress/endpoints.ts';
import type { Exchange } from '../botpress/exchange.ts';
import { isAppError } from '../errors.ts';
import { type Action, actionNamed, isRole } from './actions.ts';
import { causeOfExchange } from './causes.ts';
import type { Finding } from './check.ts';
import { roleTold } from './concealing.ts';
import type { RootCause } from './diagnosis.ts';
import type { FixContext } from './fixContext.ts';
import { describeFinding, inPrivate } from './rootCause.ts';
import { hidden, ours, type Told, told } from './told.ts';

/** A refused call, and the target that its headers name. */
export type RefusedCall = {
  exchange: Exchange;
  target: { workspaceId: string | null; botId: string | null; integrationId: string | null };
};

/**
 * The cause of a refusal, with the call as evidence.
 * @param asking the further requests that are allowed
 */
export async function explainRefusal(
  call: RefusedCall,
  about: FixContext,
  asking: CallQuestions,
): Promise<RootCause> {
  const finding = await findingOfCall(call, about, asking);
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

/**
 * Further requests about a refused call. Each gives null if it is not allowed, or gets no answer.
 */
export type CallQuestions = {
  /** The account's role in a workspace; `{ role: null }` if the account has none there. */
  role(workspaceId: string): Promise<{ role: string | null } | null>;
  /** Whether Botpress has blocked the workspace. */
  isBlocked(workspaceId: string): Promise<boolean | null>;
};

/**
 * The meaning of a refused call, by the call itself, the kind of its token, and further questions to the API:
 *
 * | the API says | token | path | answer to a further question | means |
 * |---|---|---|---|---|
 * | Forbidden | key | /v1/admin | | this kind of token is wrong here |
 * | Forbidden | key | elsewhere | | the key is another bot's, or another integration's |
 * | Forbidden | PAT | | no role in the workspace | not a member |
 * | Forbidden | PAT | | the workspace is blocked | blocked |
 * | Forbidden | PAT | | a role that is not enough, or that may not even read the workspace | the role |
 * | Forbidden | PAT | a workspace | none | likely not a member |
 * | 404, 410 | | a workspace | | there is no such workspace |
 * | anything else | | | | as the table of causes says |
 */
export async function findingOfCall(
  { exchange, target }: RefusedCall,
  { kind }: Pick<FixContext, 'kind'>,
  asking: CallQuestions,
): Promise<Finding> {
  const { method, path, status, errorType } = exchange;
  const cause = causeOfExchange({ ...exchange, redirected: false });
  const isKey = kind === 'bot' || kind === 'integration';
  if (cause === 'forbidden' && isKey) {
    return { cause: path.includes('/v1/admin/') ? 'kind-on-admin-api' : 'key-of-another' };
  }
  const named = workspaceIn(path);
  const isGone = errorType === 'ResourceNotFound' || errorType === 'ResourceGone';
  if (isGone && (status === 404 || status === 410) && named !== null) {
    return { cause: 'workspace-not-found' };
  }
  const workspaceId = target.workspaceId ?? named;
  if (cause !== 'forbidden' || workspaceId === null) return { cause };
  const member = await asking.role(workspaceId);
  const isReading = method === 'GET' && named !== null && path.endsWith(`/${named}`);
  if (member === null) {
    return isReading ? { cause: 'not-a-member', confidence: 'likely' } : { cause };
  }
  const { role } = member;
  // The account is not a member. That is certain only if the refused call reads the workspace
  // itself.
  if (role === null)
    return { cause: 'not-a-member', ...(isReading ? {} : { confidence: 'likely' }) };
  const evidence = [told`role: ${roleTold(role)}`];
  if (!isReading && (await asking.isBlocked(workspaceId))) {
    return { cause: 'workspace-blocked', evidence };
  }
  const action = actionOfCall(method, path);
  if (action?.roles && isRole(role) && !action.roles.includes(role)) {
    const roles = ours(action.roles.join(', '));
    const enough = told`role: ${roleTold(role)}; roles that are enough: ${roles} (inferred from the documentation)`;
    return { cause: 'role-insufficient', details: { role }, evidence: [enough] };
  }
  // A member who may not even read the workspace: only the role can be the reason.
  if (isReading && role !== 'owner')
    return { cause: 'role-insufficient', details: { role }, evidence };
  return { cause, details: { role }, evidence };
}

function targetLines({ workspaceId, botId, integrationId }: RefusedCall['target']): Told[] {
  const lines = [
    workspaceId === null ? null : told`x-workspace-id: ${hidden('workspace', workspaceId)}`,
    botId === null ? null : told`x-bot-id: ${hidden('bot', botId)}`,
    integrationId === null ? null : told`x-integration-id: ${hidden('integration', integrationId)}`,
  ];
  return lines.filter(line => line !== null);
}

/** The purposes of API calls, by method and path; the first match counts. */
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

/** The action that a call belongs to, by `purposes`; null if none matches. */
export function actionOfCall(method: string, path: string): Action | null {
  const found = purposes.find(([verb, place]) => verb.test(method) && place.test(path));
  return found === undefined ? null : actionNamed(found[2]);
}

/** The questions, each asked by a request of this client; one without an answer gives null. */
export function questionsBy(client: Client, signal: AbortSignal): CallQuestions {
  return {
    async role(id) {
      try {
        return { role: (await getMembership(client, id, signal)).role };
      } catch (error) {
        const isRefused = isAppError(error) && error.exchange?.errorType != null;
        return isRefused && ['forbidden', 'usage'].includes(error.kind) ? { role: null } : null;
      }
    },
    isBlocked: id =>
      getWorkspace(client, id, signal).then(
        ({ blocked }) => blocked,
        () => null,
      ),
  };
}

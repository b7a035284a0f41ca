// The Botpress API calls that bp-auth makes, one function each (source: @botpress/api 1.70).
import type * as v from 'valibot';
import { AppError } from '../errors.ts';
import * as answers from './answers.ts';
import type { Client } from './client.ts';

/**
 * An id that may go into a path or a header.
 * @throws AppError `usage` for anything else, so that no path or header can be forged
 */
export function requireId(id: string, what: string): string {
  if (/^[A-Za-z0-9_-]{1,128}$/.test(id)) return id;
  throw new AppError('id-invalid', `This is not a valid ${what} id`, {
    hint: 'Ids consist of letters, digits, `_` and `-`',
  });
}

const workspacePath = (id: string) => `/v1/admin/workspaces/${requireId(id, 'workspace')}`;

export type Signal = AbortSignal | undefined;

export async function getAccount(client: Client, signal?: Signal): Promise<answers.Account> {
  const request = { path: '/v1/admin/account/me', answer: answers.account };
  return (await client.request(request, signal)).account;
}

/** One page of the workspaces that the token reaches, 100 at most. */
export async function listWorkspaces(
  client: Client,
  nextToken?: string,
  signal?: Signal,
): Promise<answers.Page<answers.Workspace>> {
  const answer = await client.request(
    { path: '/v1/admin/workspaces', query: { nextToken }, answer: answers.workspaces },
    signal,
  );
  return { items: answer.workspaces, nextToken: answer.meta.nextToken ?? null };
}

/** The workspace that a handle names, if the token reaches it; otherwise null. */
export async function workspaceWithHandle(
  client: Client,
  handle: string,
  signal?: Signal,
): Promise<answers.Workspace | null> {
  const answer = await client.request(
    { path: '/v1/admin/workspaces', query: { handle }, answer: answers.workspaces },
    signal,
  );
  // A server that does not know the query `handle` returns all workspaces.
  return answer.workspaces.find(workspace => workspace.handle === handle) ?? null;
}

export function getWorkspace(client: Client, id: string, signal?: Signal) {
  return client.request({ path: workspacePath(id), answer: answers.workspace }, signal);
}

/** The caller's own membership of a workspace, including the role. */
export function getMembership(client: Client, workspaceId: string, signal?: Signal) {
  const path = '/v1/admin/workspace-members/me';
  return client.request(
    { path, workspaceId: requireId(workspaceId, 'workspace'), answer: answers.member },
    signal,
  );
}

/** One page of something listed inside a workspace. */
async function listInWorkspace<Answer extends { meta: { nextToken?: string | undefined } }>(
  client: Client,
  path: string,
  workspaceId: string,
  answer: v.GenericSchema<unknown, Answer>,
  nextToken?: string,
  signal?: Signal,
): Promise<Answer> {
  requireId(workspaceId, 'workspace');
  return client.request({ path, workspaceId, query: { nextToken }, answer }, signal);
}

export async function listMembers(
  client: Client,
  workspaceId: string,
  nextToken?: string,
  signal?: Signal,
): Promise<answers.Page<answers.Member>> {
  const path = '/v1/admin/workspace-members';
  const page = await listInWorkspace(client, path, workspaceId, answers.members, nextToken, signal);
  return { items: page.members, nextToken: page.meta.nextToken ?? null };
}

export async function listBots(
  client: Client,
  workspaceId: string,
  nextToken?: string,
  signal?: Signal,
): Promise<answers.Page<answers.Bot>> {
  const path = '/v1/admin/bots';
  const page = await listInWorkspace(client, path, workspaceId, answers.bots, nextToken, signal);
  return { items: page.bots, nextToken: page.meta.nextToken ?? null };
}

export async function listIntegrations(
  client: Client,
  workspaceId: string,
  nextToken?: string,
  signal?: Signal,
): Promise<answers.Page<answers.Integration>> {
  const path = '/v1/admin/integrations';
  const answer = answers.integrations;
  const page = await listInWorkspace(client, path, workspaceId, answer, nextToken, signal);
  return { items: page.integrations, nextToken: page.meta.nextToken ?? null };
}

export async function listQuotas(client: Client, workspaceId: string, signal?: Signal) {
  const path = `${workspacePath(workspaceId)}/quotas`;
  return (await client.request({ path, answer: answers.quotas }, signal)).quotas;
}

/**
 * This month's usage for the given quota types; each must be counted per workspace, not per bot.
 */
export async function listUsages(
  client: Client,
  workspaceId: string,
  types: readonly string[],
  signal?: Signal,
) {
  // Repeated keys, as the official client sends them: `types=a&types=b`.
  const query = { types: [...types], ids: [requireId(workspaceId, 'workspace')] };
  const path = '/v1/admin/usages/multiple';
  return (await client.request({ path, query, answer: answers.usages }, signal)).usages;
}

export async function listInvoices(client: Client, workspaceId: string, signal?: Signal) {
  const path = `${workspacePath(workspaceId)}/billing/invoices`;
  return (await client.request({ path, answer: answers.invoices }, signal)).invoices;
}

export async function listAuditRecords(
  client: Client,
  workspaceId: string,
  nextToken?: string,
  signal?: Signal,
): Promise<answers.Page<answers.AuditRecord>> {
  const path = `${workspacePath(workspaceId)}/audit-records`;
  const answer = answers.auditRecords;
  const page = await client.request({ path, query: { nextToken }, answer }, signal);
  return { items: page.records, nextToken: page.meta.nextToken ?? null };
}

/** The workspace id in an API path; null if the path has none. */
export const workspaceIn = (path: string): string | null =>
  /\/v1\/admin\/workspaces\/([\w-]+)/.exec(path)?.[1] ?? null;

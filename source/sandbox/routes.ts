// The table of what the sandbox serves: the endpoints of docs/notes/botpress-api.md.
import { createPat, deletePat, getAccount, listPats } from './account.ts';
import { listAuditRecords } from './audit.ts';
import { listInvoices, listQuotas, listUsages } from './billing.ts';
import { listBots, listIntegrations } from './bots.ts';
import { botKeys, integrationKeys } from './keys.ts';
import type { Route } from './route.ts';
import { listConversations, listFiles, listTables } from './runtime.ts';
import { getMembership, getWorkspace, listMembers, listWorkspaces } from './workspaces.ts';

const admin = '/v1/admin';
const token = { scope: 'account' } as const;
const inPath = { scope: 'workspace', workspace: 'path' } as const;
const inHeader = { scope: 'workspace', workspace: 'header' } as const;
const anyKey = { scope: 'runtime', kinds: ['pat', 'bot', 'integration'] } as const;
const botKey = { scope: 'runtime', kinds: ['pat', 'bot'] } as const;

// biome-ignore format: a table
export const routes: readonly Route[] = [
  { operation: 'getAccount', method: 'GET', path: `${admin}/account/me`, ...token, handle: getAccount },
  { operation: 'listPersonalAccessTokens', method: 'GET', path: `${admin}/account/pats`, ...token, handle: listPats },
  { operation: 'createPersonalAccessToken', method: 'POST', path: `${admin}/account/pats`, ...token, handle: createPat },
  { operation: 'deletePersonalAccessToken', method: 'DELETE', path: `${admin}/account/pats/{id}`, ...token, handle: deletePat },
  { operation: 'listWorkspaces', method: 'GET', path: `${admin}/workspaces`, ...token, handle: listWorkspaces },
  { operation: 'getWorkspace', method: 'GET', path: `${admin}/workspaces/{id}`, ...inPath, handle: getWorkspace },
  { operation: 'getWorkspaceMember', method: 'GET', path: `${admin}/workspace-members/me`, ...inHeader, handle: getMembership },
  { operation: 'listWorkspaceMembers', method: 'GET', path: `${admin}/workspace-members`, ...inHeader, closedTo: 'viewer', handle: listMembers },
  { operation: 'listBots', method: 'GET', path: `${admin}/bots`, ...inHeader, handle: listBots },
  { operation: 'listIntegrations', method: 'GET', path: `${admin}/integrations`, ...inHeader, handle: listIntegrations },
  { operation: 'listWorkspaceQuotas', method: 'GET', path: `${admin}/workspaces/{id}/quotas`, ...inPath, handle: listQuotas },
  { operation: 'getMultipleUsages', method: 'GET', path: `${admin}/usages/multiple`, ...token, handle: listUsages },
  { operation: 'listWorkspaceInvoices', method: 'GET', path: `${admin}/workspaces/{id}/billing/invoices`, ...inPath, closedTo: 'viewer', handle: listInvoices },
  { operation: 'getAuditRecords', method: 'GET', path: `${admin}/workspaces/{id}/audit-records`, ...inPath, closedTo: 'viewer', handle: listAuditRecords },
  { operation: 'listBotApiKeys', method: 'GET', path: `${admin}/bots/baks`, ...inHeader, handle: botKeys.list },
  { operation: 'createBotApiKey', method: 'POST', path: `${admin}/bots/baks`, ...inHeader, handle: botKeys.create },
  { operation: 'deleteBotApiKey', method: 'DELETE', path: `${admin}/bots/baks/{id}`, ...inHeader, handle: botKeys.remove },
  { operation: 'listIntegrationApiKeys', method: 'GET', path: `${admin}/integrations/iaks`, ...inHeader, handle: integrationKeys.list },
  { operation: 'createIntegrationApiKey', method: 'POST', path: `${admin}/integrations/iaks`, ...inHeader, handle: integrationKeys.create },
  { operation: 'deleteIntegrationApiKey', method: 'DELETE', path: `${admin}/integrations/iaks/{id}`, ...inHeader, handle: integrationKeys.remove },
  { operation: 'listConversations', method: 'GET', path: '/v1/chat/conversations', ...anyKey, handle: listConversations },
  { operation: 'listTables', method: 'GET', path: '/v1/tables', ...botKey, handle: listTables },
  { operation: 'listFiles', method: 'GET', path: '/v1/files', ...anyKey, handle: listFiles },
];

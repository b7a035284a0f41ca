// The table of what the sandbox serves: the endpoints of docs/notes/botpress-api.md.
import { handleCreatePat, handleDeletePat, handleGetAccount, handleListPats } from './account.ts';
import { handleListAuditRecords } from './audit.ts';
import { handleListInvoices, handleListQuotas, handleListUsages } from './billing.ts';
import { handleListBots, handleListIntegrations } from './bots.ts';
import { botKeyCalls, integrationKeyCalls } from './keys.ts';
import type { Route } from './route.ts';
import { listConversations, listFiles, listTables } from './runtime.ts';
import {
  handleGetMembership,
  handleGetWorkspace,
  handleListMembers,
  handleListWorkspaces,
} from './workspaces.ts';

const admin = '/v1/admin';
const token = { scope: 'account' } as const;
const inPath = { scope: 'workspace', workspace: 'path' } as const;
const inHeader = { scope: 'workspace', workspace: 'header' } as const;
const anyKey = { scope: 'runtime', kinds: ['pat', 'bot', 'integration'] } as const;
const botKey = { scope: 'runtime', kinds: ['pat', 'bot'] } as const;

// biome-ignore format: a table
export const routes: readonly Route[] = [
  { operation: 'getAccount', method: 'GET', path: `${admin}/account/me`, ...token, handle: handleGetAccount },
  { operation: 'listPersonalAccessTokens', method: 'GET', path: `${admin}/account/pats`, ...token, handle: handleListPats },
  { operation: 'createPersonalAccessToken', method: 'POST', path: `${admin}/account/pats`, ...token, handle: handleCreatePat },
  { operation: 'deletePersonalAccessToken', method: 'DELETE', path: `${admin}/account/pats/{id}`, ...token, handle: handleDeletePat },
  { operation: 'listWorkspaces', method: 'GET', path: `${admin}/workspaces`, ...token, handle: handleListWorkspaces },
  { operation: 'getWorkspace', method: 'GET', path: `${admin}/workspaces/{id}`, ...inPath, handle: handleGetWorkspace },
  { operation: 'getWorkspaceMember', method: 'GET', path: `${admin}/workspace-members/me`, ...inHeader, handle: handleGetMembership },
  { operation: 'listWorkspaceMembers', method: 'GET', path: `${admin}/workspace-members`, ...inHeader, closedTo: 'viewer', handle: handleListMembers },
  { operation: 'listBots', method: 'GET', path: `${admin}/bots`, ...inHeader, handle: handleListBots },
  { operation: 'listIntegrations', method: 'GET', path: `${admin}/integrations`, ...inHeader, handle: handleListIntegrations },
  { operation: 'listWorkspaceQuotas', method: 'GET', path: `${admin}/workspaces/{id}/quotas`, ...inPath, handle: handleListQuotas },
  { operation: 'getMultipleUsages', method: 'GET', path: `${admin}/usages/multiple`, ...token, handle: handleListUsages },
  { operation: 'listWorkspaceInvoices', method: 'GET', path: `${admin}/workspaces/{id}/billing/invoices`, ...inPath, closedTo: 'viewer', handle: handleListInvoices },
  { operation: 'getAuditRecords', method: 'GET', path: `${admin}/workspaces/{id}/audit-records`, ...inPath, closedTo: 'viewer', handle: handleListAuditRecords },
  { operation: 'listBotApiKeys', method: 'GET', path: `${admin}/bots/baks`, ...inHeader, handle: botKeyCalls.list },
  { operation: 'createBotApiKey', method: 'POST', path: `${admin}/bots/baks`, ...inHeader, handle: botKeyCalls.create },
  { operation: 'deleteBotApiKey', method: 'DELETE', path: `${admin}/bots/baks/{id}`, ...inHeader, handle: botKeyCalls.remove },
  { operation: 'listIntegrationApiKeys', method: 'GET', path: `${admin}/integrations/iaks`, ...inHeader, handle: integrationKeyCalls.list },
  { operation: 'createIntegrationApiKey', method: 'POST', path: `${admin}/integrations/iaks`, ...inHeader, handle: integrationKeyCalls.create },
  { operation: 'deleteIntegrationApiKey', method: 'DELETE', path: `${admin}/integrations/iaks/{id}`, ...inHeader, handle: integrationKeyCalls.remove },
  { operation: 'listConversations', method: 'GET', path: '/v1/chat/conversations', ...anyKey, handle: listConversations },
  { operation: 'listTables', method: 'GET', path: '/v1/tables', ...botKey, handle: listTables },
  { operation: 'listFiles', method: 'GET', path: '/v1/files', ...anyKey, handle: listFiles },
];

// The table of what the sandbox serves: the endpoints of docs/notes/botpress-api.md.
import { handleCreatePat, handleDeletePat, handleGetAccount, handleListPats } from './account.ts';
import { handleListAuditRecords } from './audit.ts';
import { handleListInvoices, handleListQuotas, handleListUsages } from './billing.ts';
import {
  handleCreateBot,
  handleDeleteBot,
  handleGetBot,
  handleListBots,
  handleUpdateBot,
} from './bots.ts';
import { callsOf } from './definitions.ts';
import { botKeyCalls, integrationKeyCalls } from './keys.ts';
import type { Route } from './route.ts';
import { listConversations, listFiles, listTables } from './runtime.ts';
import {
  handleCheckHandle,
  handleGetMembership,
  handleGetWorkspace,
  handleListMembers,
  handleListWorkspaces,
  handleUpdateWorkspace,
} from './workspaces.ts';

const admin = '/v1/admin';
const token = { scope: 'account' } as const;
const inPath = { scope: 'workspace', workspace: 'path' } as const;
const inHeader = { scope: 'workspace', workspace: 'header' } as const;
const anyKey = { scope: 'runtime', kinds: ['pat', 'bot', 'integration'] } as const;
const botKey = { scope: 'runtime', kinds: ['pat', 'bot'] } as const;

const integrations = callsOf('integration');
const interfaces = callsOf('interface');
const plugins = callsOf('plugin');

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
  { operation: 'createBot', method: 'POST', path: `${admin}/bots`, ...inHeader, handle: handleCreateBot },
  { operation: 'checkHandleAvailability', method: 'PUT', path: `${admin}/workspaces/handle-availability`, ...token, handle: handleCheckHandle },
  { operation: 'updateWorkspace', method: 'PUT', path: `${admin}/workspaces/{id}`, ...inPath, handle: handleUpdateWorkspace },
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
  { operation: 'getBot', method: 'GET', path: `${admin}/bots/{id}`, ...inHeader, handle: handleGetBot },
  { operation: 'updateBot', method: 'PUT', path: `${admin}/bots/{id}`, ...inHeader, handle: handleUpdateBot },
  { operation: 'deleteBot', method: 'DELETE', path: `${admin}/bots/{id}`, ...inHeader, handle: handleDeleteBot },
  { operation: 'listIntegrations', method: 'GET', path: `${admin}/integrations`, ...inHeader, handle: integrations.list },
  { operation: 'createIntegration', method: 'POST', path: `${admin}/integrations`, ...inHeader, handle: integrations.create },
  { operation: 'validateIntegrationCreation', method: 'POST', path: `${admin}/integrations/validate`, ...inHeader, handle: integrations.validate },
  { operation: 'validateIntegrationUpdate', method: 'PUT', path: `${admin}/integrations/{id}/validate`, ...inHeader, handle: integrations.validateUpdate },
  { operation: 'getIntegration', method: 'GET', path: `${admin}/integrations/{id}`, ...inHeader, handle: integrations.get },
  { operation: 'getIntegrationByName', method: 'GET', path: `${admin}/integrations/{name}/{version}`, ...inHeader, handle: integrations.getByName },
  { operation: 'updateIntegration', method: 'PUT', path: `${admin}/integrations/{id}`, ...inHeader, handle: integrations.update },
  { operation: 'deleteIntegration', method: 'DELETE', path: `${admin}/integrations/{id}`, ...inHeader, handle: integrations.remove },
  { operation: 'listPublicIntegrations', method: 'GET', path: `${admin}/hub/integrations`, ...token, handle: integrations.listPublic },
  { operation: 'getPublicIntegrationById', method: 'GET', path: `${admin}/hub/integrations/{id}`, ...token, handle: integrations.getPublic },
  { operation: 'getPublicIntegration', method: 'GET', path: `${admin}/hub/integrations/{name}/{version}`, ...token, handle: integrations.getPublicByName },
  { operation: 'listInterfaces', method: 'GET', path: `${admin}/interfaces`, ...inHeader, handle: interfaces.list },
  { operation: 'createInterface', method: 'POST', path: `${admin}/interfaces`, ...inHeader, handle: interfaces.create },
  { operation: 'getInterface', method: 'GET', path: `${admin}/interfaces/{id}`, ...inHeader, handle: interfaces.get },
  { operation: 'getInterfaceByName', method: 'GET', path: `${admin}/interfaces/{name}/{version}`, ...inHeader, handle: interfaces.getByName },
  { operation: 'updateInterface', method: 'PUT', path: `${admin}/interfaces/{id}`, ...inHeader, handle: interfaces.update },
  { operation: 'deleteInterface', method: 'DELETE', path: `${admin}/interfaces/{id}`, ...inHeader, handle: interfaces.remove },
  { operation: 'listPublicInterfaces', method: 'GET', path: `${admin}/hub/interfaces`, ...token, handle: interfaces.listPublic },
  { operation: 'getPublicInterfaceById', method: 'GET', path: `${admin}/hub/interfaces/{id}`, ...token, handle: interfaces.getPublic },
  { operation: 'getPublicInterface', method: 'GET', path: `${admin}/hub/interfaces/{name}/{version}`, ...token, handle: interfaces.getPublicByName },
  { operation: 'listPlugins', method: 'GET', path: `${admin}/plugins`, ...inHeader, handle: plugins.list },
  { operation: 'createPlugin', method: 'POST', path: `${admin}/plugins`, ...inHeader, handle: plugins.create },
  { operation: 'getPlugin', method: 'GET', path: `${admin}/plugins/{id}`, ...inHeader, handle: plugins.get },
  { operation: 'getPluginByName', method: 'GET', path: `${admin}/plugins/{name}/{version}`, ...inHeader, handle: plugins.getByName },
  { operation: 'updatePlugin', method: 'PUT', path: `${admin}/plugins/{id}`, ...inHeader, handle: plugins.update },
  { operation: 'deletePlugin', method: 'DELETE', path: `${admin}/plugins/{id}`, ...inHeader, handle: plugins.remove },
  { operation: 'listPublicPlugins', method: 'GET', path: `${admin}/hub/plugins`, ...token, handle: plugins.listPublic },
  { operation: 'getPublicPluginById', method: 'GET', path: `${admin}/hub/plugins/{id}`, ...token, handle: plugins.getPublic },
  { operation: 'getPublicPlugin', method: 'GET', path: `${admin}/hub/plugins/{name}/{version}`, ...token, handle: plugins.getPublicByName },
  { operation: 'listConversations', method: 'GET', path: '/v1/chat/conversations', ...anyKey, handle: listConversations },
  { operation: 'listTables', method: 'GET', path: '/v1/tables', ...botKey, handle: listTables },
  { operation: 'listFiles', method: 'GET', path: '/v1/files', ...anyKey, handle: listFiles },
];

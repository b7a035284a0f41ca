// Owns what people want to do with a token, and which kinds and roles suffice for it.
import { roles } from '../botpress/answers.ts';
import type { TokenKind } from '../tokens/kind.ts';

export type Role = (typeof roles)[number];

export type Action = {
  name: string;
  title: string;
  /** Kinds of token that may do it, the least powerful first (source: documentation, Token Scopes). */
  kinds: readonly TokenKind[];
  /** Roles that suffice with a PAT; null where every role does. Inferred, the API has no such list. */
  roles: readonly Role[] | null;
};

const builders: readonly Role[] = ['developer', 'manager', 'administrator', 'owner'];

// Roles after the documentation's page on members: a viewer changes nothing, billing sees to the money,
// developers and managers make bots, managers read the audit records, administrators manage people.
// biome-ignore format: a table
const table: readonly Action[] = [
  { name: 'deploy', title: 'deploy a bot', kinds: ['pat'], roles: builders },
  { name: 'create-bot', title: 'create a bot', kinds: ['pat'], roles: builders },
  { name: 'delete-bot', title: 'delete a bot', kinds: ['pat'], roles: builders },
  { name: 'list-bots', title: 'list bots', kinds: ['pat'], roles: null },
  { name: 'publish-integration', title: 'publish an integration', kinds: ['pat'], roles: builders },
  { name: 'create-key', title: 'create a bot or integration key', kinds: ['pat'], roles: builders },
  { name: 'create-token', title: 'create a personal access token', kinds: ['pat'], roles: null },
  { name: 'manage-members', title: 'manage members', kinds: ['pat'], roles: ['administrator', 'owner'] },
  { name: 'see-billing', title: 'see billing', kinds: ['pat'], roles: ['billing', 'administrator', 'owner'] },
  { name: 'see-audit', title: 'see the audit records', kinds: ['pat'], roles: ['manager', 'administrator', 'owner'] },
  { name: 'read-conversations', title: 'read conversations', kinds: ['integration', 'bot', 'pat'], roles: null },
  { name: 'send-message', title: 'send a message', kinds: ['integration', 'bot', 'pat'], roles: builders },
  { name: 'call-action', title: 'call an action of an integration', kinds: ['bot', 'pat'], roles: builders },
  { name: 'read-tables', title: 'read tables', kinds: ['bot', 'pat'], roles: null },
  { name: 'write-tables', title: 'write tables', kinds: ['bot', 'pat'], roles: builders },
  { name: 'upload-files', title: 'upload files', kinds: ['integration', 'bot', 'pat'], roles: builders },
];

export const actionNames: readonly string[] = table.map(({ name }) => name);

export function actionNamed(name: string): Action | null {
  return table.find(action => action.name === name) ?? null;
}

/** Whether a role is one of the API's; others are shown and never judged. */
export function isRole(role: string): role is Role {
  return (roles as readonly string[]).includes(role);
}

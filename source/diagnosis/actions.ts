// The things to do with a token, and the kinds and roles that are enough for each.
import { roles } from '../botpress/roles.ts';
import { type Area, type KnownKind, kindsFor } from '../secrets/scopes.ts';
import { type ActionName, actionNames } from './actionNames.ts';

export type Role = (typeof roles)[number];

export type Action = {
  name: ActionName;
  title: string;
  /** Kinds of token that are enough, the weakest first. */
  kinds: readonly KnownKind[];
  /**
   * Roles that are enough with a PAT; null if every role is enough. Inferred: the API has no such
   * list.
   */
  roles: readonly Role[] | null;
};

type Row = readonly [title: string, area: Area, roles: readonly Role[] | null];

const builders: readonly Role[] = ['developer', 'manager', 'administrator', 'owner'];

// From the documentation's page on members: viewers change nothing, billing handles payment,
// developers and managers create bots, managers read the audit records, administrators manage
// people.
// biome-ignore format: a table
const rows: Readonly<Record<ActionName, Row>> = {
  deploy: ['deploy a bot', 'configuration', builders],
  'create-bot': ['create a bot', 'bots', builders],
  'delete-bot': ['delete a bot', 'bots', builders],
  'list-bots': ['list bots', 'bots', null],
  'publish-integration': ['publish an integration', 'integrations', builders],
  'create-key': ['create a bot or integration key', 'bots', builders],
  'create-token': ['create a personal access token', 'workspaces', null],
  'manage-members': ['manage members', 'members', ['administrator', 'owner']],
  'see-billing': ['see billing', 'billing', ['billing', 'administrator', 'owner']],
  'see-audit': ['see the audit records', 'workspaces', ['manager', 'administrator', 'owner']],
  'read-conversations': ['read conversations', 'conversations', null],
  'send-message': ['send a message', 'messages', builders],
  'call-action': ['call an action of an integration', 'actions', builders],
  'read-tables': ['read tables', 'tables', null],
  'write-tables': ['write to tables', 'tables', builders],
  'upload-files': ['upload files', 'files', builders],
};

export const actions: readonly Action[] = actionNames.map(name => {
  const [title, area, roles] = rows[name];
  return { name, title, kinds: kindsFor(area), roles };
});

export function actionNamed(name: string): Action | null {
  return actions.find(action => action.name === name) ?? null;
}

/** Whether a role is one that we know; others are shown but not judged. */
export function isRole(role: string): role is Role {
  return (roles as readonly string[]).includes(role);
}

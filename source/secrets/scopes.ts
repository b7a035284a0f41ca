// The purposes of each kind of token (source: the documentation's page on authentication).
import type { TokenKind } from './kind.ts';

export type Area =
  | 'workspaces'
  | 'bots'
  | 'configuration'
  | 'integrations'
  | 'members'
  | 'billing'
  | 'conversations'
  | 'messages'
  | 'users'
  | 'events'
  | 'state'
  | 'actions'
  | 'tables'
  | 'files';

export type Scope = {
  area: Area;
  /** The documentation's wording. */
  says: string;
  allowed: boolean;
};

export type KnownKind = Exclude<TokenKind, 'unknown'>;

/** The documentation's three tables. */
// biome-ignore format: tables
export const scopes: Readonly<Record<KnownKind, readonly Scope[]>> = {
  pat: [
    { area: 'workspaces', says: 'Create, update, delete workspaces', allowed: true },
    { area: 'bots', says: 'Create, update, delete bots', allowed: true },
    { area: 'integrations', says: 'Create, update, delete integrations', allowed: true },
    { area: 'members', says: 'Manage workspace users and permissions', allowed: true },
    { area: 'billing', says: 'View and manage billing', allowed: true },
  ],
  bot: [
    { area: 'conversations', says: 'Create, read, update, delete conversations', allowed: true },
    { area: 'messages', says: 'Send and receive messages', allowed: true },
    { area: 'users', says: 'Create and manage users within the bot', allowed: true },
    { area: 'state', says: 'Read and write bot, user, and conversation state', allowed: true },
    { area: 'actions', says: 'Call integration actions', allowed: true },
    { area: 'tables', says: 'Read and write table data', allowed: true },
    { area: 'files', says: 'Upload and manage files', allowed: true },
    { area: 'configuration', says: 'Cannot modify bot configuration', allowed: false },
  ],
  integration: [
    { area: 'conversations', says: 'Create conversations for the integration', allowed: true },
    { area: 'messages', says: 'Send messages to bots', allowed: true },
    { area: 'users', says: 'Create users', allowed: true },
    { area: 'events', says: 'Create events', allowed: true },
    { area: 'state', says: 'Read/write integration, conversation, and user state', allowed: true },
  ],
};

/** The weakest first: the documentation advises to use the weakest that is enough. */
const byPower: readonly KnownKind[] = ['integration', 'bot', 'pat'];

/** The API's contract lets integration keys use files; the documentation does not mention it. */
const undocumented: ReadonlyArray<{ kind: KnownKind; area: Area }> = [
  { kind: 'integration', area: 'files' },
];

/** Whether a kind covers an area. A PAT may do everything that its user may, also at run time. */
export function isFor(kind: KnownKind, area: Area): boolean {
  if (kind === 'pat') return true;
  const isUndocumented = undocumented.some(known => known.kind === kind && known.area === area);
  return isUndocumented || scopes[kind].some(scope => scope.area === area && scope.allowed);
}

/** The kinds that cover an area, the weakest first. */
export function kindsFor(area: Area): KnownKind[] {
  return byPower.filter(kind => isFor(kind, area));
}

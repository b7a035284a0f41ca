// The sample data of docs/reference.md (section Sandbox): accounts, workspaces and tokens.
import { freshControl } from './control.ts';
import type {
  SandboxAccount,
  SandboxBot,
  SandboxDefinition,
  SandboxRole,
  SandboxState,
  SandboxWorkspace,
  Token,
} from './state.ts';
import { sampleTokens } from './tokens.ts';

/** Examples of hostile names: ESC, CSI, OSC 0 and 52, BEL, C1, CR, U+202E. */
const evilName =
  'Evil\x1b[2J\x1b[31m\x1b]0;pwned\x07\x1b]52;c;ZXZpbA==\x07\x07\x9b31m\x9d0;pwned\x9c\rover\u202Edesrever';

/** The workspace that no token may enter. */
export const nobodysWorkspace = 'ws_nomember';
/** The workspace that answers 403 QuotaExceeded on bots. */
export const quotaWorkspace = 'ws_quota';
/** The workspace that answers 429 to every request that names it. */
export const limitedWorkspace = 'ws_limited';
/** The account whose PATs the login page hands out. */
export const ownerId = '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e01';

const ids = {
  viewer: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e02',
  single: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e03',
  noWorkspace: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e04',
  manyWorkspaces: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e05',
  administrator: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e06',
  manager: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e07',
  developer: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e08',
  billing: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e09',
  stranger: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e10',
} as const;

const manyIds = Array.from(
  { length: 2500 },
  (_, index) => `ws_many_${String(index + 1).padStart(4, '0')}`,
);

/** A fresh state; ages count back from `now` (milliseconds since the epoch). */
export function sampleState(now: () => number): SandboxState {
  const startedAt = now();
  const daysAgo = (days: number) => new Date(startedAt - days * 86_400_000).toISOString();
  return {
    now,
    startedAt,
    accounts: sampleAccounts(daysAgo),
    workspaces: new Map(sampleWorkspaces(daysAgo).map(workspace => [workspace.id, workspace])),
    bots: sampleBots(daysAgo),
    integrations: sampleIntegrations(daysAgo),
    interfaces: [],
    plugins: [],
    tokens: sampleTokenList(daysAgo),
    control: freshControl(),
  };
}

type DaysAgo = (days: number) => string;

function sampleAccounts(daysAgo: DaysAgo): SandboxAccount[] {
  const account = (
    id: string,
    name: string,
    workspaces: readonly (readonly [string, SandboxRole])[],
  ): SandboxAccount => ({
    id,
    email: `${name.toLowerCase()}@example.com`,
    displayName: name,
    createdAt: daysAgo(400),
    workspaces: new Map(workspaces),
  });
  return [
    account(
      ownerId,
      'Owner',
      [
        'ws_abc123',
        'ws_dev',
        'ws_prod',
        'ws_blocked',
        quotaWorkspace,
        limitedWorkspace,
        'ws_evil',
      ].map(id => [id, 'owner']),
    ),
    account(ids.administrator, 'Administrator', [['ws_abc123', 'administrator']]),
    account(ids.manager, 'Manager', [['ws_abc123', 'manager']]),
    account(ids.developer, 'Developer', [
      ['ws_abc123', 'developer'],
      ['ws_dev', 'developer'],
    ]),
    account(ids.billing, 'Billing', [['ws_abc123', 'billing']]),
    account(ids.viewer, 'Viewer', [
      ['ws_abc123', 'viewer'],
      ['ws_dev', 'viewer'],
    ]),
    account(ids.single, 'Single', [['ws_solo', 'owner']]),
    account(ids.noWorkspace, 'Nowhere', []),
    account(
      ids.manyWorkspaces,
      'Agency',
      manyIds.map(id => [id, 'developer']),
    ),
    account(ids.stranger, 'Stranger', [[nobodysWorkspace, 'owner']]),
  ];
}

function sampleWorkspaces(daysAgo: DaysAgo): SandboxWorkspace[] {
  const times = { createdAt: daysAgo(380), updatedAt: daysAgo(2) };
  const workspace = (
    id: string,
    name: string,
    handle: string | undefined,
    plan: SandboxWorkspace['plan'],
    owner: string = ownerId,
  ): SandboxWorkspace => ({
    id,
    name,
    ...(handle === undefined ? {} : { handle }),
    plan,
    blocked: id === 'ws_blocked',
    ownerId: owner,
    ...times,
  });
  return [
    workspace('ws_abc123', 'acme', 'acme', 'team'),
    workspace('ws_dev', 'dev', 'dev', 'community'),
    workspace('ws_prod', 'prod', 'prod', 'enterprise'),
    workspace('ws_blocked', 'Blocked', 'blocked', 'plus'),
    workspace(quotaWorkspace, 'Quota', 'quota', 'community'),
    workspace(limitedWorkspace, 'Limited', 'limited', 'plus'),
    workspace('ws_evil', evilName, undefined, 'community'),
    workspace(nobodysWorkspace, 'Nobody', 'nobody', 'team', ids.stranger),
    workspace('ws_solo', 'solo', 'solo', 'community', ids.single),
    ...manyIds.map(id => {
      const number = id.slice(-4);
      return workspace(id, `Client ${number}`, `client-${number}`, 'team', ids.stranger);
    }),
  ];
}

function sampleBots(daysAgo: DaysAgo): SandboxBot[] {
  const bot = (alias: string, name: string, workspaceId: string, dev = false): SandboxBot => ({
    id: officialId(alias),
    alias,
    name,
    workspaceId,
    dev,
    createdAt: daysAgo(200),
    updatedAt: daysAgo(1),
    ...(dev ? {} : { deployedAt: daysAgo(1) }),
    tags: {},
    fields: {},
  });
  return [
    bot('bot_acme', 'Acme Support', 'ws_abc123'),
    bot('bot_acme_sales', 'Acme Sales', 'ws_abc123'),
    bot('bot_acme_faq', 'Acme FAQ', 'ws_abc123'),
    bot('bot_acme_wip', 'Acme Support [DEV]', 'ws_abc123', true),
    bot('bot_dev', 'Playground', 'ws_dev'),
    bot('bot_dev_demo', 'Demo', 'ws_dev'),
    bot('bot_prod', 'Production', 'ws_prod'),
    bot('bot_blocked', 'Blocked', 'ws_blocked'),
    bot('bot_quota', 'One Too Many', quotaWorkspace),
    bot('bot_evil', evilName, 'ws_evil'),
    bot('bot_solo', 'Solo', 'ws_solo'),
  ];
}

function sampleIntegrations(daysAgo: DaysAgo): SandboxDefinition[] {
  const integration = (
    alias: string,
    name: string,
    title: string,
    workspaceId: string,
  ): SandboxDefinition => ({
    id: officialId(alias),
    alias,
    name,
    title,
    description: `Connects bots to ${title}`,
    version: '1.2.0',
    workspaceId,
    createdAt: daysAgo(150),
    updatedAt: daysAgo(20),
    fields: {},
  });
  return [
    integration('int_acme', 'acme/crm', 'Acme CRM', 'ws_abc123'),
    integration('int_acme_mail', 'acme/mail', 'Acme Mail', 'ws_abc123'),
    integration('int_dev', 'dev/echo', 'Echo', 'ws_dev'),
    integration('int_blocked', 'blocked/hook', 'Hook', 'ws_blocked'),
  ];
}

function sampleTokenList(daysAgo: DaysAgo): Token[] {
  const token = (
    kind: Token['kind'],
    ownerId: string,
    id: string,
    note: string,
    days: number,
    ...values: string[]
  ): Token => ({ kind, id, note, createdAt: daysAgo(days), ownerId, values });
  const bot = officialId('bot_acme');
  const integration = officialId('int_acme');
  return [
    token('pat', ownerId, 'pat_owner_ci', 'CI (github actions)', 210),
    token('pat', ownerId, 'pat_owner_old_laptop', 'old laptop', 128),
    token('pat', ownerId, 'pat_owner_sample', 'laptop', 34, sampleTokens.owner),
    token('pat', ownerId, 'pat_owner_staging', 'staging deploys', 3),
    token('pat', ids.viewer, 'pat_viewer_sample', 'viewer laptop', 95, sampleTokens.viewer),
    token('pat', ids.single, 'pat_single_sample', 'solo', 12, sampleTokens.single),
    token('pat', ids.noWorkspace, 'pat_nowhere_sample', 'nothing yet', 1, sampleTokens.noWorkspace),
    token('pat', ids.manyWorkspaces, 'pat_many_sample', 'agency', 60, sampleTokens.manyWorkspaces),
    token('bot', bot, 'bak_acme_old', 'legacy webhook', 180),
    token(
      'bot',
      bot,
      'bak_acme_sample',
      'backend',
      40,
      sampleTokens.bot,
      sampleTokens.botAsDocumented,
    ),
    token(
      'integration',
      integration,
      'iak_acme_sample',
      'crm sync',
      75,
      sampleTokens.integration,
      sampleTokens.integrationAsDocumented,
    ),
  ];
}

/**
 * An id of 28 to 36 characters, as the official schema requires. The alias is the shorter id of
 * docs/reference.md; requests may use either.
 */
function officialId(alias: string): string {
  return `${alias}_`.padEnd(28, '0');
}

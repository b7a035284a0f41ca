// The reference of 401 and 403, generated from the table of causes: the symptoms, the test and the
// fix of each.
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import { roles } from '../botpress/roles.ts';
import { kindNames, type TokenKind } from '../secrets/kind.ts';
import { bpAuth, type ShellPlace } from '../shell.ts';
import type { ActionName } from './actionNames.ts';
import { type Action, actionNamed, actions } from './actions.ts';
import { type CauseId, causes } from './causes.ts';
import type { Fix } from './diagnosis.ts';
import type { Details, FixContext } from './fixContext.ts';
import { knowledgeOf } from './knowledge.ts';

export type RefusedCause = {
  cause: CauseId;
  title: string;
  /** The symptoms of this cause. */
  looks: readonly string[];
  /** How to tell the cause from others with the same symptoms, and the command that shows it. */
  sure: { says: string; command: string };
  fixes: readonly Fix[];
};

export type RefusalGroup = { heading: string; says: string; refusals: readonly RefusedCause[] };

type Row = {
  cause: CauseId;
  looks: readonly string[];
  /** The kind of token in the made-up call with which the title and the fixes are filled in. */
  kind?: TokenKind;
  /** The action of the made-up call with which the title and the fixes are filled in. */
  action?: ActionName;
  details?: Details;
};

const proxy = { variable: 'HTTPS_PROXY', host: 'proxy.example.com:3128', hasPassword: false };
const workspaces = [{ id: 'ws_def456', name: 'acme' }];

const groups: ReadonlyArray<{ heading: string; says: string; rows: readonly Row[] }> = [
  {
    heading: '401 Unauthorized',
    says: 'The API does not know the token. Which one was sent is the first question.',
    rows: [
      {
        cause: 'token-rejected',
        looks: [
          '401, `type` is `Unauthorized`',
          'bp: `Login failed. Please check your credentials: …`',
        ],
      },
      {
        cause: 'environment-shadows',
        looks: ['401 although the stored token is good: a variable or `.env` overrules it'],
        details: { variables: ['BP_TOKEN', 'BP_WORKSPACE_ID'], what: 'the profile dev' },
      },
      {
        cause: 'token-variable',
        looks: ['the header reads `Bearer ${BP_TOKEN}` or `Bearer undefined`'],
      },
      {
        cause: 'token-placeholder',
        looks: ['the header reads `Bearer YOUR_TOKEN`, as in an example'],
      },
      {
        cause: 'token-masked',
        looks: ['the token has `…` or `***` in it: it was copied from a list or a log'],
      },
      {
        cause: 'token-wrapped',
        looks: [
          'quotes or the word Bearer came along: `Bearer "bp_pat_…"`, `Bearer Bearer bp_pat_…`',
        ],
      },
      {
        cause: 'token-unsendable',
        looks: ['`ERR_INVALID_CHAR`, `ByteString`, `Illegal header value`: nothing was sent'],
      },
      {
        cause: 'token-truncated',
        looks: ['401, and the token has fewer than 43 characters'],
      },
      {
        cause: 'no-profile',
        looks: ['bp: `Not logged in`; the ADK: `Not authenticated`'],
      },
    ],
  },
  {
    heading: '403 Forbidden',
    says: 'The token is good, but it is not allowed to do this. The kind of token, the workspace or the role is the reason.',
    rows: [
      {
        cause: 'kind-on-admin-api',
        kind: 'bot',
        looks: ['403 below `/v1/admin/`, and the token begins with `bp_bak_` or `bp_iak_`'],
      },
      {
        cause: 'kind-insufficient',
        kind: 'integration',
        action: 'read-tables',
        looks: ['403 from one API, while the same key works on another'],
      },
      {
        cause: 'key-of-another',
        kind: 'bot',
        looks: ['403, and `x-bot-id` names a bot that the key was not created for'],
      },
      {
        cause: 'not-a-member',
        looks: ['403 in one workspace, while the token works in others'],
        details: { workspaces },
      },
      {
        cause: 'role-insufficient',
        action: 'deploy',
        looks: ['403 when something is changed, while reading works'],
        details: { role: 'viewer' },
      },
      {
        cause: 'workspace-blocked',
        looks: [
          '403 for bots and integrations, even with an owner’s token, while the workspace itself can be read',
        ],
      },
      { cause: 'forbidden', looks: ['403, `type` is `Forbidden`, and none of the above'] },
    ],
  },
  {
    heading: '403 QuotaExceeded, 402, 429',
    says: 'Neither token nor role is the reason. A used-up quota is a 403 too: only `type` in the body shows the difference.',
    rows: [
      { cause: 'quota-exceeded', looks: ['403, `type` is `QuotaExceeded`'] },
      { cause: 'payment-required', looks: ['402, `type` is `PaymentRequired`'] },
      { cause: 'rate-limited', looks: ['429, `type` is `RateLimited`, with `retry-after`'] },
    ],
  },
  {
    heading: '404 that means another workspace',
    says: 'The API answers as if what belongs to another workspace did not exist.',
    rows: [
      {
        cause: 'workspace-not-found',
        looks: ['404 for `/v1/admin/workspaces/ID`'],
        details: { workspaces },
      },
      {
        cause: 'target-not-found',
        kind: 'bot',
        looks: [
          '404 for a bot or integration; bp: `… doesn’t exist`, `… does not belong to your workspace`',
        ],
      },
    ],
  },
  {
    heading: '401, 403 or 407 that the API never said',
    says: 'Something in between answered. The token was not judged.',
    rows: [
      {
        cause: 'proxy-auth-required',
        looks: ['407; curl: `CONNECT tunnel failed, response 407`'],
        details: { proxy },
      },
      {
        cause: 'proxy-refused',
        looks: ['curl: `CONNECT tunnel failed, response 403`; a page of a web filter'],
        details: { proxy },
      },
      { cause: 'login-page', looks: ["HTML where JSON was expected: `Unexpected token '<'`"] },
      { cause: 'not-the-api', looks: ['a body without `id`, `code`, `type` and `message`'] },
    ],
  },
];

/** A made-up profile for the titles and commands of a row. */
function aboutRow({ kind = 'pat', action }: Row, place: ShellPlace): FixContext {
  return {
    ...{ platform: place.platform, shell: place.shell, home: place.home },
    ...{ name: 'dev', kind, apiUrl: defaultApiUrl, host: new URL(defaultApiUrl).host },
    ...{ tokenOrigin: defaultApiUrl, workspaceId: 'ws_abc123', variables: [] },
    botId: kind === 'bot' ? 'BOT_ID' : null,
    integrationId: kind === 'integration' ? 'INTEGRATION_ID' : null,
    tokenSource: { kind: 'file' },
    action: action === undefined ? null : actionNamed(action),
  };
}

export function refusalGroups(place: ShellPlace): RefusalGroup[] {
  return groups.map(({ heading, says, rows }) => ({
    heading,
    says,
    refusals: rows.map(row => refusalOf(row, place)),
  }));
}

function refusalOf(row: Row, place: ShellPlace): RefusedCause {
  const { cause, looks, details = {} } = row;
  const about = aboutRow(row, place);
  const { title, test, fixes } = causes[cause];
  const { check, command } = knowledgeOf(cause, { isBare: false, action: about.action, place });
  return {
    cause,
    title: title(about, details),
    looks,
    sure: { says: test?.(about) ?? check, command },
    fixes: fixes(about, details),
  };
}

export type TaskNeeds = {
  action: Action;
  /** The kinds of token that are enough, the one with the fewest rights first. */
  kinds: readonly string[];
  /** Null if every role is enough. */
  roles: readonly string[] | null;
  /** The command that checks whether token and role are enough. */
  command: string;
};

/** For each action: the tokens and roles that are enough, and the command that checks them. */
export function tasksWithNeeds(place: ShellPlace): TaskNeeds[] {
  return actions.map(action => ({
    action,
    kinds: action.kinds.map(kind => kindNames[kind]),
    roles: action.roles,
    command: bpAuth(place, 'doctor', '--for', action.name),
  }));
}

export type RoleRow = { role: string; may: readonly string[]; mayNot: readonly string[] };

/** What each role may and may not do with a personal access token. */
export function roleRows(): RoleRow[] {
  return roles.map(role => {
    const may = actions.filter(one => one.roles === null || one.roles.includes(role));
    return {
      role,
      may: may.map(({ title }) => title),
      mayNot: actions.filter(one => !may.includes(one)).map(({ title }) => title),
    };
  });
}

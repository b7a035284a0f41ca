// The command records of `tokens …`.
import { ofAsking, ofStored } from './exits.ts';
import { adkFlag, ownerFlags } from './flags.ts';
import type { Specs } from './spec.ts';

export const tokensSpecs = {
  'tokens list': {
    group: 'tokens',
    summary: 'Your tokens: how old they are, and which profiles use them',
    usage: '[--bot ID | --integration ID] [--max-age DAYS]',
    flags: {
      ...ownerFlags,
      maxAge: {
        type: 'string',
        value: 'DAYS',
        kind: 'text',
        help: 'Mark tokens older than this, now and in later runs (default 90)',
      },
    },
    examples: [
      'bp-auth tokens list',
      'bp-auth tokens list --max-age 60',
      'bp-auth tokens list --bot bot_acme --json',
    ],
    exits: ofAsking,
    canLackHome: true,
  },
  'tokens create': {
    group: 'tokens',
    summary: 'Create a token, and store it in a profile or print it',
    usage: '--save PROFILE | --print [--note TEXT] [--store PLACE] [--expires DATE]',
    program: true,
    flags: {
      save: {
        type: 'string',
        value: 'PROFILE',
        kind: 'profile',
        help: 'Store the token in this profile, which may be a new one',
      },
      print: { type: 'boolean', help: 'Print the token; it cannot be shown again' },
      note: {
        type: 'string',
        value: 'TEXT',
        kind: 'text',
        help: 'What the token is for, as the list of tokens shows it',
      },
      store: {
        type: 'string',
        value: 'PLACE',
        kind: 'word',
        words: ['file', 'keychain'],
        help: 'Where to keep the token: file (default) or keychain',
      },
      expires: {
        type: 'string',
        value: 'DATE',
        kind: 'text',
        help: 'Warn before this day (2027-01-31, or 90d); only bp-auth knows it, not the API',
      },
      ...ownerFlags,
    },
    examples: [
      'bp-auth tokens create --save ci --note "CI of the shop"',
      'bp-auth tokens create --print --note laptop --expires 90d',
      'bp-auth tokens create --bot bot_acme --save acme-bot',
    ],
    exits: ofAsking,
  },
  'tokens rotate': {
    group: 'tokens',
    summary: 'Replace a token with a new one wherever it is stored, and revoke the old one',
    usage: '[--profile NAME] [--old-id ID | --resume]',
    flags: {
      oldId: {
        type: 'string',
        value: 'ID',
        kind: 'token-id',
        help: 'Id of the old token, if bp-auth does not know it; see `bp-auth tokens list`',
      },
      resume: { type: 'boolean', help: 'The same as `bp-auth tokens resume`' },
    },
    examples: [
      'bp-auth tokens rotate',
      'bp-auth tokens rotate --profile dev --old-id pat_owner_sample',
    ],
    exits: { 3: 'the new token is in place, the old one could not be revoked', ...ofAsking },
  },
  'tokens resume': {
    group: 'tokens',
    summary: 'Finish interrupted commands, and revoke the tokens that they left over',
    usage: '[--profile NAME] [--forget]',
    flags: {
      forget: {
        type: 'boolean',
        help: 'Forget commands that cannot be finished, once you have revoked their tokens',
      },
    },
    examples: ['bp-auth tokens resume', 'bp-auth tokens resume --profile dev'],
    exits: { 3: 'something remains to be done', ...ofAsking },
  },
  'tokens revoke': {
    group: 'tokens',
    summary: 'Revoke tokens at the server, so that nobody can use them',
    usage: 'ID… [--in-use] [--bot ID | --integration ID] [--adk]',
    args: [{ name: 'ID', kind: 'token-id', many: true }],
    flags: {
      ...ownerFlags,
      ...adkFlag,
      inUse: { type: 'boolean', help: 'Also revoke tokens that a profile uses, or may use' },
    },
    examples: [
      'bp-auth tokens revoke pat_owner_ci -y',
      'bp-auth tokens revoke bak_acme_old --bot bot_acme -y',
    ],
    exits: {
      3: 'one of several tokens was not revoked, or a token is left in the ADK',
      ...ofAsking,
    },
  },
  'tokens inspect': {
    group: 'tokens',
    summary: 'What a token is, whose it is, and what it may do; - reads one from standard input',
    usage: '[--profile NAME | -] [--offline]',
    args: [{ name: '-', kind: 'word', words: ['-'], optional: true }],
    flags: {
      offline: { type: 'boolean', help: 'Do not ask the API: kind and shape only' },
      apiUrl: {
        type: 'string',
        value: 'URL',
        kind: 'api-url',
        help: 'With -: the API URL (default: the one stored with this token, or https://api.botpress.cloud)',
      },
      workspaceId: {
        type: 'string',
        value: 'ID',
        kind: 'workspace',
        help: 'With -: test what the token may do in this workspace',
      },
      bot: {
        type: 'string',
        value: 'ID',
        kind: 'bot',
        help: 'Test what the token may do with this bot',
      },
      integration: {
        type: 'string',
        value: 'ID',
        kind: 'integration',
        help: 'With -: test what the token may do with this integration',
      },
    },
    examples: [
      'bp-auth tokens inspect --profile dev',
      'bp-auth tokens inspect - --offline < token.txt',
    ],
    exits: ofAsking,
    canLackHome: true,
  },
  'tokens audit': {
    group: 'tokens',
    summary: 'Find exposed tokens: in .env files, shell histories, this directory',
    usage: '[PATH…]',
    args: [{ name: 'PATH', kind: 'file', optional: true, many: true }],
    examples: ['bp-auth tokens audit', 'bp-auth tokens audit . --json'],
    exits: { 3: 'exposed tokens were found, or a file or directory was passed over', ...ofStored },
  },
  'tokens scopes': {
    group: 'tokens',
    summary: 'What each kind of token may do, and the least powerful one for each task',
    usage: '',
    examples: ['bp-auth tokens scopes'],
    exits: {},
  },
} as const satisfies Specs;

// The command records of `login` and `logout`.
import { ofAsking } from './exits.ts';
import { adkFlag, places, tokenEnvFlag } from './flags.ts';
import type { Specs } from './spec.ts';

export const accessSpecs = {
  login: {
    group: 'access',
    summary: 'Log in to a workspace and switch to its profile',
    usage: '[--token TOKEN | --with-token] [--workspaceId ID] [--apiUrl URL] [--store PLACE]',
    program: true,
    flags: {
      token: {
        type: 'string',
        value: 'TOKEN',
        kind: 'text',
        help: 'Personal access token, bot key or integration key',
      },
      withToken: { type: 'boolean', help: 'Read the token from standard input' },
      workspaceId: {
        type: 'string',
        value: 'ID',
        kind: 'workspace',
        help: 'Workspace to use: its id, its handle, or its name if no other has it',
      },
      apiUrl: {
        type: 'string',
        value: 'URL',
        kind: 'api-url',
        help: 'API to log in to (default https://api.botpress.cloud)',
      },
      bot: { type: 'string', value: 'ID', kind: 'bot', help: 'Bot that a bot key is for' },
      integration: {
        type: 'string',
        value: 'ID',
        kind: 'integration',
        help: 'Integration that an integration key is for',
      },
      store: {
        type: 'string',
        value: 'PLACE',
        kind: 'word',
        words: places,
        help: 'Where to keep the token: file (default), keychain, command (-- CMD [ARG…]) or env',
      },
      ...tokenEnvFlag,
      browser: {
        type: 'boolean',
        help: 'Open the browser (--no-browser: only show the address to open)',
      },
    },
    examples: [
      'bp-auth login',
      'bp-auth login --no-browser',
      'bp-auth login --token bp_pat_1234567890abcdef --workspaceId ws_abc123',
      'bp-auth login --with-token --workspaceId ws_abc123 < token.txt',
      'bp-auth login --workspaceId ws_dev',
      'bp-auth login --store keychain --with-token --workspaceId ws_abc123 < token.txt',
      'bp-auth login --workspaceId ws_abc123 --store command -- pass show botpress/ci',
    ],
    exits: ofAsking,
  },
  logout: {
    group: 'access',
    summary: 'Remove the active profile: token, workspace and API URL',
    usage: '[--profile NAME | --all] [--revoke] [--adk]',
    flags: {
      all: { type: 'boolean', help: 'Log out of every profile' },
      revoke: {
        type: 'boolean',
        help: 'Also revoke the token at the server, so that nobody can use it',
      },
      ...adkFlag,
    },
    examples: [
      'bp-auth logout',
      'bp-auth logout --profile dev',
      'bp-auth logout --profile dev --revoke -y',
      'bp-auth logout --all -y --confirm prod',
    ],
    exits: { 3: 'something is left in the keychain, in the ADK or at the server', ...ofAsking },
  },
} as const satisfies Specs;

// Flags that several commands take.
import type { Flags } from './spec.ts';

/** Flags that every command takes. */
export const globalFlags = {
  profile: {
    type: 'string',
    value: 'NAME',
    kind: 'profile',
    help: 'Use this profile instead of the active one',
  },
  botpressHome: {
    type: 'string',
    value: 'DIR',
    kind: 'directory',
    help: 'Where profiles are kept (default ~/.botpress)',
  },
  json: { type: 'boolean', help: 'Print JSON' },
  yes: { type: 'boolean', short: 'y', help: 'Skip confirmation prompts' },
  confirm: {
    type: 'string',
    value: 'NAME',
    kind: 'profile',
    help: 'Confirm that a protected profile is meant',
  },
  color: { type: 'boolean', help: 'Colours in the terminal UI (--no-color: none)' },
  ascii: { type: 'boolean', help: 'Draw with ASCII characters only' },
  verbose: { type: 'boolean', help: 'Log API requests to stderr' },
  demo: { type: 'boolean', help: 'Try bp-auth on sample data; nothing is kept' },
  help: { type: 'boolean', short: 'h', help: 'Show help' },
  version: { type: 'boolean', help: 'Show the version' },
} as const satisfies Flags;

/** Flags that say whose tokens are meant. */
export const ownerFlags = {
  bot: {
    type: 'string',
    value: 'ID',
    kind: 'bot',
    help: 'The keys of this bot, instead of the PATs',
  },
  integration: {
    type: 'string',
    value: 'ID',
    kind: 'integration',
    help: 'The keys of this integration',
  },
} as const satisfies Flags;

export const adkFlag = {
  adk: { type: 'boolean', help: 'Also remove the token from the ADK’s own file' },
} as const satisfies Flags;

/** Where a token can be kept. */
export const places = ['file', 'keychain', 'command', 'env'] as const;

export const tokenEnvFlag = {
  tokenEnv: {
    type: 'string',
    value: 'NAME',
    kind: 'text',
    help: 'The variable that holds the token, if the place is env',
  },
} as const satisfies Flags;

export const shells = ['bash', 'zsh', 'fish'] as const;

// The command records of `exec`, `shell`, `hook`, `env` and `token`.
import { ofAsking, ofToken } from './exits.ts';
import { shells } from './flags.ts';
import type { Specs } from './spec.ts';

const started = {
  126: 'the program cannot be executed',
  127: 'the program was not found',
} as const;

export const runningSpecs = {
  exec: {
    group: 'running',
    summary: 'Run a command with BP_TOKEN, BP_WORKSPACE_ID and BP_API_URL set',
    usage: '[--profile NAME] [--ephemeral] [--watch[=live]] [--read-only] -- CMD [ARG…]',
    program: true,
    flags: {
      ephemeral: { type: 'boolean', help: 'With a new token for this run, revoked when CMD ends' },
      watch: {
        type: 'string',
        value: 'live',
        kind: 'word',
        words: ['live'],
        bare: 'end',
        help: 'Report the API calls when CMD has ended (=live: as they happen)',
      },
      readOnly: { type: 'boolean', help: 'Allow only calls that read' },
      hooked: {
        type: 'boolean',
        help: 'For the shell hook: take the profile from the arguments of CMD',
      },
      log: {
        type: 'string',
        value: 'FILE',
        kind: 'file',
        help: 'Append each call to a file, as a line of JSON',
      },
    },
    examples: [
      'bp-auth exec -- bp deploy',
      'bp-auth exec --profile dev -- env',
      'bp-auth exec --ephemeral -- bp deploy',
      'bp-auth exec --watch -- bp deploy',
      'bp-auth exec --read-only -- bp bots list',
    ],
    exits: { ...ofAsking, ...started },
    canLackHome: true,
  },
  shell: {
    group: 'running',
    summary: 'Open a shell that uses one profile until you leave it',
    usage: '[--profile NAME] [--read-only]',
    flags: { readOnly: { type: 'boolean', help: 'Allow only calls that read' } },
    examples: ['bp-auth shell --profile dev', 'bp-auth shell --read-only'],
    exits: { ...ofAsking, ...started },
  },
  hook: {
    group: 'running',
    summary: 'Print a shell hook: plain bp and adk then run with the credentials that apply here',
    usage: 'bash|zsh|fish',
    args: [{ name: 'SHELL', kind: 'word', words: shells, optional: true }],
    examples: [
      'eval "$(bp-auth hook bash)"',
      'eval "$(bp-auth hook zsh)"',
      'bp-auth hook fish | source',
    ],
    exits: {},
  },
  env: {
    group: 'running',
    summary: 'Print the credentials as lines to evaluate in a shell',
    usage: '[--shell bash|zsh|fish|powershell|cmd] [--format dotenv|json|github]',
    flags: {
      shell: {
        type: 'string',
        value: 'SHELL',
        kind: 'word',
        words: [...shells, 'powershell', 'cmd'],
        help: 'bash (default), zsh, fish, powershell or cmd',
      },
      format: {
        type: 'string',
        value: 'FORMAT',
        kind: 'word',
        words: ['dotenv', 'json', 'github'],
        help: 'dotenv or json instead of shell lines; github: for later steps of a GitHub Actions job',
      },
    },
    examples: [
      'eval "$(bp-auth env)"',
      'bp-auth env --shell fish | source',
      'bp-auth env --format dotenv',
    ],
    exits: ofToken,
    canLackHome: true,
  },
  token: {
    group: 'running',
    summary: 'Print the raw token, for a pipe',
    usage: '',
    examples: ['bp-auth token --profile dev'],
    exits: ofToken,
    canLackHome: true,
  },
} as const satisfies Specs;

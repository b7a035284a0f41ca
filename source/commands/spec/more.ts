// The command records of `completion` and `sandbox`.
import { shells } from './flags.ts';
import type { Specs } from './spec.ts';

export const moreSpecs = {
  completion: {
    group: 'more',
    summary: 'Completion of commands, flags and their values for bash, zsh, fish or PowerShell',
    usage: 'bash|zsh|fish|powershell',
    args: [{ name: 'SHELL', kind: 'word', words: [...shells, 'powershell'], optional: true }],
    program: true,
    flags: {
      words: {
        type: 'boolean',
        help: 'For the shell scripts: print completions for the last of the words after --',
      },
      word: {
        type: 'string',
        value: 'TEXT',
        kind: 'text',
        help: 'For the shell scripts: the word to complete, if it is not the last one after --',
      },
    },
    examples: [
      'eval "$(bp-auth completion bash)"',
      'eval "$(bp-auth completion zsh)"',
      'bp-auth completion fish | source',
    ],
    exits: {},
  },
  sandbox: {
    group: 'more',
    summary: 'Serve a look-alike of the Botpress API on this machine',
    usage: '[--port N]',
    flags: {
      port: {
        type: 'string',
        value: 'N',
        kind: 'text',
        help: 'Port to listen on; 0 takes a free one (default)',
      },
    },
    examples: ['bp-auth sandbox', 'bp-auth sandbox --port 0 --json'],
    exits: { 8: 'the port is taken, or may not be used' },
  },
} as const satisfies Specs;

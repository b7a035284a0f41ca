// The command records of `doctor`, `checklist` and `explain`.
import { actionNames } from '../../diagnosis/actionNames.ts';
import { ofAsking, ofStored } from './exits.ts';
import type { Specs } from './spec.ts';

export const troubleSpecs = {
  doctor: {
    group: 'trouble',
    summary: 'Diagnose 401/403 errors and other failures',
    usage: '[--for ACTION] [--offline] [--repair] [--report]',
    flags: {
      for: {
        type: 'string',
        value: 'ACTION',
        kind: 'word',
        words: actionNames,
        help: 'Check whether token and role allow an action: deploy, send-message, …',
      },
      offline: { type: 'boolean', help: 'Look at this machine only' },
      repair: {
        type: 'boolean',
        help: 'Repair file modes, left-over files, config.json and bp’s files',
      },
      report: {
        type: 'boolean',
        help: 'Print a report without anything personal, to paste into an issue',
      },
    },
    examples: [
      'bp-auth doctor',
      'bp-auth doctor --profile dev --for deploy',
      'bp-auth doctor --offline --json',
      'bp-auth doctor --report > report.txt',
    ],
    exits: { 3: 'something needs attention', ...ofAsking },
    canLackHome: true,
  },
  checklist: {
    group: 'trouble',
    summary: 'Check your set-up against the security best practices',
    usage: '[--offline]',
    flags: { offline: { type: 'boolean', help: 'Do not ask the API how old your tokens are' } },
    examples: ['bp-auth checklist', 'bp-auth checklist --offline --json'],
    exits: { 3: 'something needs attention', ...ofStored },
  },
  explain: {
    group: 'trouble',
    summary: 'Explain a pasted API error, curl output or log; runs nothing',
    usage: '[FILE|-]',
    args: [{ name: 'FILE', kind: 'file', words: ['-'], optional: true }],
    examples: [
      'bp-auth explain deploy.log',
      'bp deploy 2>&1 | bp-auth explain',
      'bp-auth explain -',
    ],
    exits: { 3: 'nothing in the text was recognised', ...ofStored },
  },
} as const satisfies Specs;

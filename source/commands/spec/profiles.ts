// The command records of `profiles …`.
import { ofAsking, ofList, ofProfile, ofToken } from './exits.ts';
import { adkFlag, places, tokenEnvFlag } from './flags.ts';
import type { Specs } from './spec.ts';

/** How many records `profiles activity` shows by default. */
export const usualActivity = 20;

export const profilesSpecs = {
  'profiles list': {
    group: 'profiles',
    summary: 'All profiles: * the active one, > the one that applies here instead',
    usage: '[--check]',
    flags: { check: { type: 'boolean', help: 'Verify each profile; exit 3 if one is bad' } },
    examples: [
      'bp-auth profiles list',
      'bp-auth profiles list --check',
      'bp-auth profiles list --json',
    ],
    exits: { 3: 'with --check: a profile is bad', ...ofList },
  },
  'profiles active': {
    group: 'profiles',
    summary: 'Workspace, API URL, and whether you are really authenticated',
    usage: '[--offline] [--explain] [--short]',
    flags: {
      offline: { type: 'boolean', help: 'Do not ask the API' },
      explain: {
        type: 'boolean',
        help: 'Show where each value comes from, and what bp and the ADK would use on their own',
      },
      short: {
        type: 'boolean',
        help: 'Only the name, for a prompt; with ! if bp would use another profile',
      },
    },
    examples: [
      'bp-auth profiles active',
      'bp-auth profiles active --explain --offline',
      'bp-auth profiles active --json',
    ],
    exits: ofAsking,
    canLackHome: true,
  },
  'profiles use': {
    group: 'profiles',
    summary: 'Switch to another profile; `-` is the previous one',
    usage: '[NAME|-]',
    args: [{ name: 'NAME', kind: 'profile', words: ['-'], optional: true }],
    examples: ['bp-auth profiles use dev', 'bp-auth profiles use -'],
    exits: ofToken,
  },
  'profiles get': {
    group: 'profiles',
    summary: 'One profile in full',
    usage: '[NAME] [--show-token]',
    args: [{ name: 'NAME', kind: 'profile', optional: true }],
    flags: { showToken: { type: 'boolean', help: 'Show the token itself' } },
    examples: ['bp-auth profiles get dev', 'bp-auth profiles get dev --json'],
    exits: ofToken,
  },
  'profiles open': {
    group: 'profiles',
    summary: 'Open the workspace in the browser, and print its address',
    usage: '[NAME] [--no-browser]',
    args: [{ name: 'NAME', kind: 'profile', optional: true }],
    flags: { browser: { type: 'boolean', help: 'Start a browser (--no-browser: print only)' } },
    examples: ['bp-auth profiles open', 'bp-auth profiles open dev --no-browser'],
    exits: ofAsking,
    canLackHome: true,
  },
  'profiles activity': {
    group: 'profiles',
    summary: 'What happened in the workspace lately: who did what, and to what',
    usage: '[NAME] [--limit NUMBER]',
    args: [{ name: 'NAME', kind: 'profile', optional: true }],
    flags: {
      limit: {
        type: 'string',
        value: 'NUMBER',
        kind: 'text',
        help: `How many records, the latest first (default ${usualActivity})`,
      },
    },
    examples: ['bp-auth profiles activity', 'bp-auth profiles activity prod --limit 100 --json'],
    exits: ofAsking,
    canLackHome: true,
  },
  'profiles rename': {
    group: 'profiles',
    summary: 'Give a profile another name',
    usage: 'NAME NEWNAME',
    args: [
      { name: 'NAME', kind: 'profile' },
      { name: 'NEWNAME', kind: 'text' },
    ],
    examples: ['bp-auth profiles rename default dev'],
    exits: ofProfile,
  },
  'profiles remove': {
    group: 'profiles',
    summary: 'Remove profiles: token, workspace and API URL',
    usage: 'NAME… [--adk]',
    args: [{ name: 'NAME', kind: 'profile', many: true }],
    flags: { ...adkFlag },
    examples: ['bp-auth profiles remove dev'],
    exits: { 3: 'something is left in the keychain or in the ADK', ...ofProfile },
  },
  'profiles import': {
    group: 'profiles',
    summary: 'Import profiles from the ADK, from bp, or from an export',
    usage: '--from adk|bp|FILE|- [--as OLD=NEW] [--overwrite]',
    flags: {
      from: {
        type: 'string',
        value: 'WHERE',
        kind: 'file',
        words: ['adk', 'bp', '-'],
        help: 'adk, bp, a file, or - for standard input',
      },
      as: {
        type: 'string',
        value: 'OLD=NEW',
        kind: 'text',
        multiple: true,
        help: 'Import profile OLD under the name NEW; may be repeated',
      },
      overwrite: {
        type: 'boolean',
        help: 'Replace profiles of the same name, except protected ones',
      },
    },
    examples: [
      'bp-auth profiles import --from adk',
      'bp-auth profiles import --from adk --as adk=agents',
      'bp-auth profiles import --from profiles-export.json',
      'bp-auth profiles import --from - --overwrite < profiles-export.json',
    ],
    exits: { 3: 'some were imported, some were not', ...ofAsking },
  },
  'profiles export': {
    group: 'profiles',
    summary: 'Export profiles as JSON, for `profiles import` elsewhere, or to the ADK',
    usage: '[NAME…] [--output FILE] [--show-token] | NAME… --to adk',
    args: [{ name: 'NAME', kind: 'profile', optional: true, many: true }],
    flags: {
      output: {
        type: 'string',
        value: 'FILE',
        kind: 'file',
        help: 'Write to this file, readable by you alone',
      },
      to: {
        type: 'string',
        value: 'adk',
        kind: 'word',
        words: ['adk'],
        help: 'Write the profiles to the ADK’s own file',
      },
      overwrite: { type: 'boolean', help: 'Replace the file, or profiles of the ADK that differ' },
      showToken: { type: 'boolean', help: 'With the tokens themselves' },
    },
    examples: [
      'bp-auth profiles export',
      'bp-auth profiles export dev --show-token --output profiles-export.json',
      'bp-auth profiles export --to adk dev',
    ],
    exits: { 3: 'a profile that cannot be understood was left out', ...ofToken },
  },
  'profiles move-token': {
    group: 'profiles',
    summary: 'Move a token between file, keychain, command and environment',
    usage: 'NAME --to file|keychain|command|env [--token-env NAME] [-- CMD [ARG…]]',
    args: [{ name: 'NAME', kind: 'profile' }],
    program: true,
    flags: {
      to: {
        type: 'string',
        value: 'PLACE',
        kind: 'word',
        words: places,
        help: 'file, keychain, command or env',
      },
      ...tokenEnvFlag,
    },
    examples: [
      'bp-auth profiles move-token dev --to keychain',
      'bp-auth profiles move-token dev --to file',
      'bp-auth profiles move-token ci --to env --token-env CI_BOTPRESS_TOKEN',
      // Tests run the example with `pass`. The examples for other password managers follow their
      // makers' documentation.
      'bp-auth profiles move-token ci --to command -- pass show botpress/ci',
      'bp-auth profiles move-token ci --to command -- op read op://Private/Botpress/token',
      'bp-auth profiles move-token ci --to command -- vault kv get -mount=secret -field=token botpress',
      'bp-auth profiles move-token ci --to command -- aws secretsmanager get-secret-value --secret-id botpress --query SecretString --output text',
      'bp-auth profiles move-token ci --to command -- az keyvault secret show --vault-name my-vault --name botpress --query value --output tsv',
    ],
    exits: { 3: 'the token was moved, but is still in the old place, too', ...ofToken },
  },
  'profiles bind': {
    group: 'profiles',
    summary: 'Bind a directory, and all below it, to a profile',
    usage: '[NAME] [DIR]',
    args: [
      { name: 'NAME', kind: 'profile', optional: true },
      { name: 'DIR', kind: 'directory', optional: true },
    ],
    examples: ['bp-auth profiles bind dev', 'bp-auth profiles bind dev ~/acme'],
    exits: ofProfile,
  },
  'profiles unbind': {
    group: 'profiles',
    summary: 'Unbind a directory from its profile',
    usage: '[DIR]',
    args: [{ name: 'DIR', kind: 'directory', optional: true }],
    examples: ['bp-auth profiles unbind'],
    exits: ofProfile,
  },
  'profiles protect': {
    group: 'profiles',
    summary: 'Protect a profile: its name has to be typed before it is used or changed',
    usage: 'NAME [--off]',
    args: [{ name: 'NAME', kind: 'profile' }],
    flags: { off: { type: 'boolean', help: 'Remove the protection' } },
    examples: [
      'bp-auth profiles protect prod',
      'bp-auth profiles protect prod --off --confirm prod',
    ],
    exits: ofProfile,
  },
} as const satisfies Specs;

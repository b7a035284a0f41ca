// Every command, with each thing that can be planted in place of files in the home or the project:
// none blocks, and none crashes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../source/commands/table.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { homeWith, places, planted, runBeside } from '../support/planted.ts';
import { sampleTokens } from '../support/sandbox.ts';

/** The words after the command's name; empty for commands that are not listed. */
const lines: Readonly<Record<string, readonly string[]>> = {
  login: ['--token', sampleTokens.owner, '--workspaceId', 'ws_dev', '--apiUrl', 'URL'],
  'profiles use': ['dev'],
  'profiles get': ['dev'],
  'profiles open': ['--no-browser'],
  'profiles rename': ['dev', 'dev2'],
  'profiles remove': ['dev'],
  'profiles import': ['--from', 'adk'],
  'profiles export': ['dev'],
  'profiles move-token': ['dev', '--to', 'env', '--token-env', 'X'],
  'profiles protect': ['dev'],
  'tokens create': ['--print', '--note', 'x'],
  'tokens rotate': ['--resume'],
  'tokens revoke': ['pat_nope', '-y'],
  'tokens audit': ['.'],
  exec: ['--', 'true'],
  explain: ['.env'],
  completion: ['--words', '--', 'profiles', 'use', ''],
  // Without --help it would run for ever.
  sandbox: ['--help'],
  shell: ['--help'],
};

const cases = Object.keys(commands).map(
  name => [name, [...name.split(' '), ...(lines[name] ?? [])]] as const,
);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe.skipIf(process.platform === 'win32').each(Object.entries(places))('%s', (_, paths) => {
  describe.each(Object.keys(planted))('%s', kind => {
    test.each(cases)('beside bp-auth %s', async (_, argv) => {
      const home = homeWith(kind, paths, sandbox.url);
      const words = argv.map(word => (word === 'URL' ? sandbox.url : word));
      const { code, stderr } = await runBeside(home, words);
      // Null: it had to be killed. 1: a bug of ours.
      expect([null, 1], stderr).not.toContain(code);
    });
  });
});

// Completions for values: words that the commands' records list, and values known on this machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ValueKind } from '../../source/commands/spec/spec.ts';
import { suggestions } from '../../source/commands/suggestions.ts';
import { actionNames } from '../../source/diagnosis/actionNames.ts';
import { fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';

const here: Partial<Record<ValueKind, readonly string[]>> = {
  profile: ['dev', 'prod'],
  'token-id': ['pat_1', 'pat_2'],
  workspace: ['ws_1', 'acme'],
  bot: ['bot_1'],
  integration: ['int_1'],
  'api-url': ['https://api.botpress.cloud'],
};
const known = (kind: ValueKind) => here[kind] ?? [];
const places = ['command', 'env', 'file', 'keychain'];

describe('the values of', () => {
  const rows: ReadonlyArray<readonly [line: string, some: readonly string[]]> = [
    ['login --store ', places],
    ['login --store k', ['keychain']],
    ['login --store=k', ['--store=keychain']],
    // bash passes `--store=k` as three words.
    ['login --store = k', ['keychain']],
    ['login --store =', places],
    ['tokens create --store ', ['file', 'keychain']],
    ['tokens create --save ', ['dev', 'prod']],
    ['profiles move-token dev --to ', places],
    ['profiles export --to ', ['adk']],
    ['profiles import --from ', ['-', 'adk', 'bp']],
    ['doctor --for ', [...actionNames].sort()],
    ['doctor --for se', ['see-audit', 'see-billing', 'send-message']],
    ['env --shell ', ['bash', 'cmd', 'fish', 'powershell', 'zsh']],
    ['env --format ', ['dotenv', 'github', 'json']],
    ['exec --watch=', ['--watch=live']],
    ['login --workspaceId ', ['acme', 'ws_1']],
    ['login --workspace-id ', ['acme', 'ws_1']],
    ['login --apiUrl ', ['https://api.botpress.cloud']],
    ['login --bot ', ['bot_1']],
    ['tokens list --integration ', ['int_1']],
    ['tokens rotate --old-id ', ['pat_1', 'pat_2']],
    ['--profile ', ['dev', 'prod']],
    ['profiles use --confirm ', ['dev', 'prod']],
    // The values of these flags are not known; the shell offers files.
    ['login --token ', []],
    ['exec --log ', []],
    ['login --botpressHome ', []],
    // A switch has no value: the next word is an argument.
    ['profiles get --show-token ', ['dev', 'prod']],
    ['exec --watch ', []],
  ];
  test.each(rows)('%s', async (line, some) => {
    expect(await suggestions(line.split(' '), known)).toEqual(some);
  });
});

describe('the arguments of', () => {
  const rows: ReadonlyArray<readonly [line: string, some: readonly string[]]> = [
    ['profiles open ', ['dev', 'prod']],
    ['profiles use ', ['-', 'dev', 'prod']],
    ['profiles remove dev ', ['dev', 'prod']],
    ['profiles rename ', ['dev', 'prod']],
    ['profiles rename dev ', []],
    ['profiles bind dev ', []],
    ['profiles use dev ', []],
    ['tokens revoke pat_1 ', ['pat_1', 'pat_2']],
    ['tokens inspect ', ['-']],
    ['explain ', ['-']],
    ['hook ', ['bash', 'fish', 'zsh']],
    ['completion z', ['zsh']],
    ['exec -- bp ', []],
    ['exec -- bp --', []],
  ];
  test.each(rows)('%s', async (line, some) => {
    expect(await suggestions(line.split(' '), known)).toEqual(some);
  });
});

describe('help', () => {
  test('is offered as a word, and takes commands', async () => {
    expect(await suggestions(['he'], known)).toEqual(['help']);
    expect(await suggestions(['help', 'lo'], known)).toEqual(['login', 'logout']);
    expect(await suggestions(['help', 'tokens', 'r'], known)).toEqual([
      'resume',
      'revoke',
      'rotate',
    ]);
    expect(await suggestions(['help', 'profiles', 'use', ''], known)).toEqual([]);
  });
});

test('flags are offered in the spelling that is printed, those of the command only', async () => {
  expect(await suggestions(['login', '--w'], known)).toEqual(['--with-token', '--workspaceId']);
  expect(await suggestions(['profiles', 'list', '--c'], known)).toEqual([
    '--check',
    '--color',
    '--confirm',
  ]);
  expect(await suggestions(['--b'], known)).toEqual(['--botpressHome']);
});

test('ids come from what is stored; nothing comes from a file that cannot be read', async () => {
  const ctx = fakeContext();
  mkdirSync(ctx.botpressHome, { mode: 0o700 });
  const write = (text: string) =>
    writeFileSync(join(ctx.botpressHome, 'config.json'), text, { mode: 0o600 });
  const profile = (more: object) => ({ apiUrl: 'https://api.botpress.cloud', token: 'x', ...more });
  const profiles = {
    dev: profile({ workspaceId: 'ws_dev', workspaceHandle: 'acme-dev', tokenId: 'pat_7' }),
    shop: profile({ kind: 'bot', botId: 'bot_shop', workspaceId: null }),
  };
  write(JSON.stringify({ version: 1, activeProfile: 'dev', profiles }));
  const offered = async (...words: string[]) =>
    (await runIn(ctx, 'completion', '--words', '--', ...words)).stdout;
  expect(await offered('tokens', 'revoke', '')).toBe('pat_7\n');
  expect(await offered('login', '--workspaceId', '')).toBe('acme-dev\nws_dev\n');
  expect(await offered('tokens', 'list', '--bot', '')).toBe('bot_shop\n');
  expect(await offered('tokens', 'create', '--save', 's')).toBe('shop\n');
  write('{');
  expect(await offered('tokens', 'revoke', '')).toBe('');
});

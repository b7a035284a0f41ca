// A token with something around it, wherever it comes from: a note says what was removed, and the rest is
// used.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { worldWithDev } from './world.ts';

const { owner, bot } = sampleTokens;

test.each([
  ['a bot key', `Bearer ${bot}`, { BP_BOT_ID: 'bot_acme' }, 'bot'],
  [
    'a bot key beside a workspace',
    `"${bot}"`,
    { BP_BOT_ID: 'bot_acme', BP_WORKSPACE_ID: 'ws_dev' },
    'bot',
  ],
  ['a personal access token', `BP_TOKEN=${owner};`, { BP_WORKSPACE_ID: 'ws_dev' }, 'pat'],
])('%s in a variable is told by its own prefix', async (_, token, ids, kind) => {
  const { url } = await sandboxForTest();
  const ctx = fakeContext({ env: { BP_TOKEN: token, BP_API_URL: url, ...ids } });
  const { code, stdout, stderr } = await runIn(ctx, 'profiles', 'active', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ name: null, active: false, kind });
  expect(stderr).toContain('BP_TOKEN in the environment: Taken off the token: ');
});

test('a wrapped bot key without its bot is no unit', async () => {
  const ctx = fakeContext({ env: { BP_TOKEN: `Bearer ${bot}`, BP_WORKSPACE_ID: 'ws_dev' } });
  const { code, stderr } = await runIn(ctx, 'profiles', 'active');
  expect(code).toBe(4);
  expect(stderr).toContain('BP_BOT_ID is missing');
});

test('the key’s bot and the default URL are explained, whatever workspace stands beside it', async () => {
  const env = { BP_TOKEN: bot, BP_BOT_ID: 'bot_acme', BP_WORKSPACE_ID: 'ws_dev' };
  const { stdout } = await runIn(
    fakeContext({ env }),
    'profiles',
    'active',
    '--explain',
    '--offline',
  );
  expect(stdout).toMatch(/^API URL {2}https:\/\/api\.botpress\.cloud +default$/m);
  expect(stdout).toMatch(/^Target +bot_acme +BP_BOT_ID$/m);
});

test.each([
  ['a command', { kind: 'command', command: ['/bin/echo', `Bearer ${owner}`] }, 'The command'],
  ['a variable', { kind: 'env', name: 'MY_TOKEN' }, 'The environment variable MY_TOKEN'],
])('%s that gives more than the token: said once', async (_, tokenSource, source) => {
  const { ctx } = await worldWithDev({
    env: { MY_TOKEN: `"${owner}"\r\n`, PATH: '/bin:/usr/bin' },
  });
  const path = join(ctx.botpressHome, 'config.json');
  const config = JSON.parse(readFileSync(path, 'utf8'));
  config.profiles.dev = { ...config.profiles.dev, token: null, tokenSource };
  writeFileSync(path, JSON.stringify(config));
  const { code, stderr } = await runIn(ctx, 'profiles', 'active');
  expect(code).toBe(0);
  expect(stderr.split(`${source}: Taken off the token: `)).toHaveLength(2);
});

test.each([
  ['a line end of a file', `${owner}\n`, ''],
  ['of Windows', `${owner}\r\n`, ''],
  ['blanks', `  ${owner}\n`, 'Taken off the token: blanks around it\n'],
])('piped in with %s', async (_, stdin, said) => {
  const { url } = await sandboxForTest();
  const ctx = fakeContext();
  ctx.typed.end(stdin);
  const args = ['login', '--with-token', '--workspaceId', 'ws_dev', '--apiUrl', url];
  expect(await runIn(ctx, ...args)).toMatchObject({ code: 0, stderr: said });
});

// Logins with a token of one kind and a flag for another kind: refused, and nothing is stored.
import { expect, test } from 'vitest';
import { fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const { owner, bot, integration } = sampleTokens;

test.each([
  ['an integration key with --bot', integration, ['--bot', 'bot_acme'], '--integration ID'],
  ['a bot key with --integration', bot, ['--integration', 'int_acme'], '--bot ID'],
  ['a personal access token with --bot', owner, ['--bot', 'bot_acme'], '--workspaceId ID'],
  [
    'the same with a workspace',
    owner,
    ['--bot', 'bot_acme', '--workspaceId', 'ws_dev'],
    'workspaceId',
  ],
  [
    'a personal access token with --integration',
    owner,
    ['--integration', 'int_acme'],
    '--workspaceId ID',
  ],
  [
    'a bot key with both',
    bot,
    ['--bot', 'bot_acme', '--integration', 'int_acme'],
    'to one bot or to one integration',
  ],
  ['a bot key with a workspace alone', bot, ['--workspaceId', 'ws_dev'], '--bot ID'],
])('%s: 2, and nothing is stored', async (_, token, flags, hint) => {
  const { url } = await sandboxForTest();
  const ctx = fakeContext({ env: { CI: 'true' } });
  const { code, stderr } = await runIn(ctx, 'login', '--apiUrl', url, '--token', token, ...flags);
  expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
  expect(await runIn(ctx, 'profiles', 'list', '--json')).toMatchObject({
    stdout: expect.stringContaining('"profiles": []'),
  });
});

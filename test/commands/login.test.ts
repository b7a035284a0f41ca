import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { reachedOther, sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const config = (ctx: FakeContext) =>
  JSON.parse(readFileSync(join(ctx.botpressHome, 'config.json'), 'utf8'));

async function world(options: Parameters<typeof fakeContext>[0] = { env: { CI: 'true' } }) {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext(options);
  const login = (...argv: string[]) => runIn(ctx, 'login', '--apiUrl', sandbox.url, ...argv);
  return { sandbox, ctx, login, run: (...argv: string[]) => runIn(ctx, ...argv) };
}

describe('login', () => {
  test('verifies, then stores, then makes the profile active', async () => {
    const { ctx, login } = await world();
    const { code, stdout, stderr } = await login(
      '--token',
      sampleTokens.owner,
      '--workspaceId',
      'ws_abc123',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      'Logged in to workspace acme (ws_abc123) as owner@example.com (owner)\nProfile acme is active\n',
    );
    expect(config(ctx)).toMatchObject({ version: 1, activeProfile: 'acme' });
    for (const file of ['config.json', 'config.json.good', 'profiles.json', 'global.cache.json']) {
      expect(statSync(join(ctx.botpressHome, file)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(ctx.botpressHome).mode & 0o777).toBe(0o700);
  });

  test('takes a token from standard input, blanks and line break taken off', async () => {
    const { ctx, login } = await world();
    ctx.typed.end(`  ${sampleTokens.single}\r\n`);
    const { code, stderr } = await login('--with-token');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Taken off the token: blanks around it\n',
    });
    expect(config(ctx).profiles.solo.token).toBe(sampleTokens.single);
  });

  test('says once that --token is visible to others, but not in CI', async () => {
    const { login } = await world({});
    const first = await login('--token', sampleTokens.single);
    expect(first.stderr.match(/process list/g)).toHaveLength(1);
  });

  const refused: ReadonlyArray<readonly [string, readonly string[], number, RegExp]> = [
    [
      'an account without a workspace, without a count of workspaces before the error',
      ['--token', sampleTokens.noWorkspace],
      5,
      /^Error: The token is good, but its account has no workspace/,
    ],
    [
      'a rejected token',
      ['--token', sampleTokens.expired, '--workspaceId', 'ws_dev'],
      4,
      /401 Unauth/,
    ],
    [
      'a workspace that is not there',
      ['--token', sampleTokens.owner, '--workspaceId', 'ws_nope'],
      5,
      /no workspace ws_nope/,
    ],
    [
      'a workspace of others',
      ['--token', sampleTokens.owner, '--workspaceId', 'ws_nomember'],
      5,
      /not a member/,
    ],
    ['an account without workspaces', ['--token', sampleTokens.noWorkspace], 5, /has no workspace/],
    [
      'several workspaces and nobody to choose',
      ['--token', sampleTokens.owner],
      2,
      /say which one/,
    ],
    [
      'too many requests',
      ['--token', sampleTokens.owner, '--workspaceId', 'ws_limited'],
      7,
      /429 RateLimited, try again in 7 s/,
    ],
    [
      'a bot key for another bot',
      ['--token', sampleTokens.bot, '--bot', 'bot_other'],
      5,
      /may not|not/,
    ],
  ];
  test.each(refused)('stores nothing after %s', async (_, argv, exit, says) => {
    const { ctx, login } = await world();
    const { code, stdout, stderr } = await login(...argv);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
    expect(stderr).toMatch(says);
    expect(() => config(ctx)).toThrow('ENOENT');
  });

  const faults: ReadonlyArray<readonly [string, number, RegExp]> = [
    ['500', 6, /internal error/],
    ['502', 6, /A server in front of the Botpress API/],
    ['html', 6, /not the Botpress API/],
    ['redirect', 9, /redirects to/],
    ['reset', 6, /dropped the connection \((ECONNRESET|UND_ERR_SOCKET)\)/],
    ['garbage', 6, /not the Botpress API/],
    ['402', 7, /paid/],
  ];
  test.each(faults)('names the cause when the API has the fault %s', async (fault, exit, says) => {
    const { sandbox, ctx } = await world();
    const { code, stderr } = await runIn(
      ctx,
      ...['login', '--apiUrl', `${sandbox.url}/_fault/${fault}`],
      ...['--token', sampleTokens.owner, '--workspaceId', 'ws_dev'],
    );
    expect({ code, says: says.test(stderr) ? 'so' : stderr }).toEqual({ code: exit, says: 'so' });
    expect(await reachedOther(sandbox)).toBe('[]');
  });

  test('says that bp is logged out, if bp cannot use the profile, and what still works', async () => {
    const { login, run } = await world({
      env: { CI: 'true', MY_TOKEN: sampleTokens.owner },
    });
    const key = await login('--token', sampleTokens.bot, '--bot', 'bot_acme', '--profile', 'key');
    const says = 'bp is logged out now: it knows personal access tokens only';
    expect(key.stderr).toContain(
      `${says}. To run a program with this profile: bp-auth exec -- CMD`,
    );
    const dev = ['--token', sampleTokens.owner, '--workspaceId', 'ws_dev', '--profile', 'dev'];
    expect((await login(...dev)).stderr).not.toContain('logged out');
    expect((await run('profiles', 'use', 'key')).stderr).toContain(says);
    expect((await run('profiles', 'use', 'dev')).stderr).toBe('');
    const elsewhere = ['--store', 'env', '--token-env', 'MY_TOKEN', '--workspaceId', 'ws_dev'];
    expect((await login(...elsewhere, '--profile', 'outside')).stderr).toContain(
      'bp is logged out now: it reads tokens from its own files only. To run bp with this profile: bp-auth exec -- bp …',
    );
  });

  test.each([
    [['--workspaceId', 'ws_dev'], 'login --workspaceId ws_dev --with-token --apiUrl URL'],
    [
      ['--profile', 'e1', '--workspaceId', 'ws_dev', '--store', 'file'],
      'login --with-token --workspaceId ws_dev --store file --profile e1 --apiUrl URL',
    ],
    [['--bot', 'bot_acme'], 'login --with-token --bot bot_acme --apiUrl URL'],
    [[], 'login --with-token --workspaceId ID --apiUrl URL'],
  ])(
    'a login %j without a token repeats its flags in the line that it prints',
    async (flags, wanted) => {
      const { login, sandbox } = await world();
      const { stderr } = await login(...flags);
      expect(stderr.replaceAll(sandbox.url, 'URL')).toContain(`bp-auth ${wanted} < token.txt`);
    },
  );

  test('a misspelt workspace: the login that lists the workspaces is for the same API', async () => {
    const { login, sandbox } = await world();
    const { stderr } = await login('--token', sampleTokens.owner, '--workspaceId', 'no such name');
    expect(stderr).toContain(`bp-auth login --apiUrl ${sandbox.url}`);
  });

  test('names bot and integration keys by what they are for', async () => {
    const { login, run } = await world();
    expect(await login('--token', sampleTokens.bot, '--bot', 'bot_acme')).toMatchObject({
      code: 0,
    });
    expect((await run('profiles', 'active')).stdout).toMatch(/^Bot: bot_acme\n/);
    const integration = await login(
      '--token',
      sampleTokens.integration,
      '--integration',
      'int_acme',
    );
    expect(integration.code).toBe(0);
    expect((await run('profiles', 'active')).stdout).toMatch(/^Integration: int_acme\n/);
  });
});

describe('the name of a profile', () => {
  test('is the handle, and stays when the same workspace is logged in to again', async () => {
    const { ctx, login } = await world();
    await login('--token', sampleTokens.owner, '--workspaceId', 'ws_dev');
    await login('--token', sampleTokens.owner, '--workspaceId', 'ws_dev');
    expect(Object.keys(config(ctx).profiles)).toEqual(['dev']);
  });

  test('gets a number, said, where another target has it', async () => {
    const { ctx, login } = await world();
    await login('--token', sampleTokens.owner, '--workspaceId', 'ws_prod', '--profile', 'dev');
    const { stderr } = await login('--token', sampleTokens.owner, '--workspaceId', 'ws_dev');
    expect(stderr).toMatch(
      /The name dev is taken by another profile; this profile is called dev-2/,
    );
    expect(Object.keys(config(ctx).profiles)).toEqual(['dev', 'dev-2']);
  });

  test('must be said when two profiles have the target and neither is active', async () => {
    const { ctx, login } = await world();
    for (const [workspaceId, profile] of [
      ['ws_dev', 'a'],
      ['ws_dev', 'b'],
      ['ws_prod', 'c'],
    ] as const) {
      await login(
        '--token',
        sampleTokens.owner,
        '--workspaceId',
        workspaceId,
        '--profile',
        profile,
      );
    }
    const before = config(ctx);
    const { code, stderr } = await login('--token', sampleTokens.owner, '--workspaceId', 'ws_dev');
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('a, b') });
    expect(config(ctx)).toEqual(before);
  });

  test.each([[[]], [['-y']]])(
    'of another account is not taken without --profile (%j)',
    async extra => {
      const { ctx, login } = await world();
      await login('--token', sampleTokens.owner, '--workspaceId', 'ws_dev');
      const viewer = ['--token', sampleTokens.viewer, '--workspaceId', 'ws_dev'];
      const refusal = await login(...viewer, ...extra);
      expect(refusal).toMatchObject({ code: 2, stderr: expect.stringMatching(/another account/) });
      expect(config(ctx).profiles.dev.accountEmail).toBe('owner@example.com');
      expect(await login(...viewer, '--profile', 'dev')).toMatchObject({ code: 0 });
      expect(config(ctx).profiles.dev.accountEmail).toBe('viewer@example.com');
    },
  );

  test('of another account stays at a terminal where that is the answer: 130', async () => {
    const { ctx, login } = await world({ env: {}, isTTY: true });
    await login('--token', sampleTokens.owner, '--workspaceId', 'ws_dev');
    const before = config(ctx);
    ctx.typed.write('n\r');
    expect(await login('--token', sampleTokens.viewer, '--workspaceId', 'ws_dev')).toMatchObject({
      code: 130,
      stderr: expect.stringMatching(
        /Replace profile dev: .*\[y\/N\] .*Cancelled; nothing was changed\nTo keep both, add --profile NEWNAME\n$/s,
      ),
    });
    expect(config(ctx)).toEqual(before);
  });
});

describe('a demo', () => {
  test.each<[api: string[], code: number]>([
    [[], 0],
    [['--apiUrl', 'https://api.botpress.cloud'], 9],
    [['--apiUrl', 'https://bots.example.com'], 9],
  ])('sends the token to its own API only, whatever is asked for (%j)', async (api, code) => {
    const { run } = await world();
    const argv = ['login', '--token', sampleTokens.owner, '--workspaceId', 'ws_quota', '--demo'];
    expect(await run(...argv, ...api)).toMatchObject({ code });
  });
});

describe('login --workspaceId alone', () => {
  test('wants the name of a protected profile, which -y does not stand for', async () => {
    const { run } = await world();
    const change = ['login', '--workspaceId', 'ws_dev', '--profile', 'prod', '--demo'];
    expect(await run(...change, '-y')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--confirm prod'),
    });
    expect(await run(...change, '--confirm', 'prod')).toMatchObject({ code: 0 });
  });

  test('without any profile says so', async () => {
    const { run } = await world();
    expect(await run('login', '--workspaceId', 'ws_dev')).toMatchObject({ code: 4 });
  });
});

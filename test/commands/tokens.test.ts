import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryKeychain } from '../../source/profiles/sources/memoryKeychain.ts';
import type { FakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { officialClient, tokenWorld } from '../support/tokenWorld.ts';

const oldId = 'pat_owner_sample';
const listedAtFirst = ['pat_owner_ci', 'pat_owner_old_laptop', oldId, 'pat_owner_staging'];

/** Makes the sandbox fail the next request with this method and path. */
async function failNext(url: string, method: string, path: string, status: unknown, rest = {}) {
  const body = JSON.stringify({ failNext: [{ method, path, status, ...rest }] });
  await fetch(`${url}/_control`, { method: 'POST', body });
}

const pats = '/v1/admin/account/pats';

describe('tokens list', () => {
  test('shows age, use and what is too old, newest first', async () => {
    const { login, run } = await tokenWorld();
    await login('ws_dev');
    const { code, stdout, stderr } = await run('tokens', 'list');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map(line => line.split(/ {2,}/)[0])).toContain('? pat_owner_ci');
    expect(lines.at(-1)).toMatch(
      /^\? pat_owner_ci +CI \(github actions\) .* maybe in use +TOO OLD$/,
    );
    expect(stderr).toMatch(/2 tokens are older than 90 days/);
  });

  test('as JSON is what the contract says', async () => {
    const { login, run, config } = await tokenWorld();
    await login('ws_dev');
    await run('tokens', 'rotate', '--old-id', oldId);
    const { stdout } = await run('tokens', 'list', '--json');
    const { tokens } = JSON.parse(stdout);
    expect(tokens).toContainEqual({
      id: config().profiles.dev?.tokenId,
      note: 'laptop',
      createdAt: expect.any(String),
      ageDays: 0,
      profiles: ['dev'],
      inUse: true,
      expiresAt: null,
    });
    expect(tokens).toContainEqual(
      expect.objectContaining({ id: 'pat_owner_ci', profiles: [], inUse: false }),
    );
  });

  test('keeps the limit, and everything else in config.json', async () => {
    const { login, run, config } = await tokenWorld();
    await login('ws_dev');
    const { stderr } = await run('tokens', 'list', '--max-age', '300');
    expect(stderr).toBe('');
    expect(config().tokenMaxAgeDays).toBe(300);
    expect((await run('tokens', 'list', '--max-age', '100d')).stderr).toMatch(
      /2 tokens are older than 100/,
    );
    expect((await run('tokens', 'list')).stderr).toMatch(/2 tokens are older than 100 days/);
    expect(await run('tokens', 'list', '--max-age', '0')).toMatchObject({ code: 2 });
  });

  test('lists the keys of a bot and of an integration', async () => {
    const { login, run } = await tokenWorld();
    await login('ws_abc123');
    const keys = await run('tokens', 'list', '--bot', 'bot_acme');
    expect(keys.stdout).toMatch(/bak_acme_old/);
    // A key cannot be rotated, so no rotation is printed for it.
    expect(keys.stderr).toContain('create a key with `bp-auth tokens create --bot bot_acme`');
    expect(keys.stderr).not.toContain('rotate');
    const { stdout } = await run('tokens', 'list', '--integration', 'int_acme', '--json');
    expect(JSON.parse(stdout).tokens).toMatchObject([{ id: 'iak_acme_sample', inUse: false }]);
  });

  test('warns of an expiry that was noted', async () => {
    const { login, run } = await tokenWorld();
    await login('ws_dev');
    await run('tokens', 'create', '--save', 'ci', '--expires', '7d');
    const { stdout, stderr } = await run('tokens', 'list');
    expect(stdout).toMatch(/expires in 7 days/);
    expect(stderr).toMatch(/pat_\w+ expires in 7 days/);
  });

  test('with a bot key says what it takes', async () => {
    const { sandbox, run } = await tokenWorld();
    const login = ['login', '--apiUrl', sandbox.url, '--bot', 'bot_acme'];
    await run(...login, '--token', sampleTokens.bot);
    expect(await run('tokens', 'list')).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('personal access token'),
    });
  });
});

describe('tokens create', () => {
  test('puts a token that works straight into a profile, and shows it nowhere', async () => {
    const { login, run, config, patsAtServer, works } = await tokenWorld();
    await login('ws_dev');
    const { code, stdout, stderr } = await run('tokens', 'create', '--save', 'ci', '--note', 'CI');
    const ci = config().profiles.ci;
    expect({ code, stderr, stdout }).toEqual({
      code: 0,
      stderr: '',
      stdout: `Created ${ci?.tokenId} (CI); stored in ci\n`,
    });
    expect(await works(ci?.token ?? '')).toBe(true);
    expect(await patsAtServer()).toContainEqual({ id: ci?.tokenId, note: 'CI' });
    expect(stdout).not.toContain(ci?.token);
    expect(config()).toMatchObject({ activeProfile: 'dev' });
    expect(ci).toMatchObject({
      workspaceId: 'ws_dev',
      kind: 'pat',
      accountEmail: 'owner@example.com',
    });
  });

  test('prints the value alone on stdout, this once', async () => {
    const { login, run, works, config } = await tokenWorld();
    await login('ws_dev');
    const { code, stdout, stderr } = await run('tokens', 'create', '--print');
    expect(code).toBe(0);
    expect(await works(stdout.trimEnd())).toBe(true);
    expect(stderr).toMatch(/^Created pat_\w+ \(bp-auth dev\)\n$/);
    expect(Object.keys(config().profiles)).toEqual(['dev']);
    const json = JSON.parse((await run('tokens', 'create', '--print', '--json')).stdout);
    expect(await works(json.value)).toBe(true);
    expect(json).toMatchObject({ savedTo: [], revoked: null });
    const saved = JSON.parse((await run('tokens', 'create', '--save', 'x', '--json')).stdout);
    expect(Object.keys(saved)).toEqual(['id', 'note', 'createdAt', 'savedTo', 'revoked']);
  });

  test('replaces the token of a profile that is there, and says what became of the old one', async () => {
    const { login, run, config } = await tokenWorld();
    await login('ws_abc123');
    await login('ws_dev');
    const { code, stderr } = await run('tokens', 'create', '--save', 'acme');
    expect(code).toBe(0);
    expect(stderr).toMatch(/token that acme had before still works/);
    expect(config().profiles.acme).toMatchObject({ workspaceId: 'ws_abc123' });
    expect(config().profiles.acme?.token).not.toBe(sampleTokens.owner);
    expect(config().profiles.dev?.token).toBe(sampleTokens.owner);
  });

  test('makes keys of bots and integrations', async () => {
    const { login, run, config } = await tokenWorld();
    await login('ws_abc123');
    const bot = await run('tokens', 'create', '--bot', 'bot_acme', '--save', 'acme-bot');
    expect(bot).toMatchObject({ code: 0 });
    expect(config().profiles['acme-bot']).toMatchObject({ kind: 'bot', botId: 'bot_acme' });
    const active = await run('profiles', 'active', '--profile', 'acme-bot');
    expect(active).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Bot: bot_acme\n/) });
    const made = await run('tokens', 'create', '--integration', 'int_acme', '--print');
    expect(made.stdout).toMatch(/^bp_iak_/);
  });

  test('keeps the token in the keychain where told to', async () => {
    const keychain = memoryKeychain();
    const { login, run, config, works } = await tokenWorld({ env: { CI: '1' }, keychain });
    await login('ws_dev');
    const made = await run('tokens', 'create', '--save', 'ci', '--store', 'keychain');
    expect(made).toMatchObject({ code: 0 });
    expect(config().profiles.ci?.token).toBeUndefined();
    expect(await works((await run('token', '--profile', 'ci')).stdout.trim())).toBe(true);
  });

  const refused: ReadonlyArray<readonly [what: string, argv: readonly string[], says: RegExp]> = [
    ['without a destination', [], /Say what to do with the new token\nAdd --save/],
    ['with a bad name', ['--save', '__proto__'], /The profile name/],
    ['into a command', ['--save', 'ci', '--store', 'command', '--', 'pass'], /keychain only/],
    ['into a variable', ['--save', 'ci', '--store', 'env'], /keychain only/],
    [
      'into a place without a profile',
      ['--print', '--store', 'keychain'],
      /--store needs --save$/m,
    ],
    ['with a bad date', ['--save', 'ci', '--expires', 'soon'], /is not a date/],
    ['into a profile of another account', ['--save', 'viewer'], /belongs to viewer@example.com/],
    ['into a profile of another kind', ['--save', 'bot'], /does not hold a personal access token/],
    ['into a protected profile', ['--save', 'prod', '-y'], /--confirm prod/],
    ['for a bot and an integration', ['--print', '--bot', 'b', '--integration', 'i'], /either/],
  ];
  test.each(refused)('%s is refused before anything is made', async (_, argv, says) => {
    const { sandbox, login, run, config, idsAtServer } = await tokenWorld();
    await login('ws_dev', '--profile', 'viewer', '--token', sampleTokens.viewer);
    await login('ws_prod');
    await run('profiles', 'protect', 'prod');
    const bot = ['--token', sampleTokens.bot, '--bot', 'bot_acme', '--profile', 'bot'];
    await run('login', '--apiUrl', sandbox.url, ...bot);
    await login('ws_dev', '--profile', 'dev');
    const before = config();
    const { code, stderr } = await run('tokens', 'create', ...argv);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(says) });
    expect(await idsAtServer()).toEqual(listedAtFirst);
    expect(config()).toEqual(before);
  });

  describe('into a profile of which is not known whose it is', () => {
    const forget = (file: string, name: string, more = {}) => {
      const config = JSON.parse(readFileSync(file, 'utf8'));
      const { accountEmail: _, accountId: __, ...profile } = config.profiles[name];
      config.profiles[name] = { ...profile, ...more };
      writeFileSync(file, JSON.stringify(config));
    };
    async function world(token: string, more = {}) {
      const worlds = await tokenWorld();
      const { login, ctx } = worlds;
      await login('ws_dev', '--profile', 'imported', '--token', token);
      await login('ws_prod', '--profile', 'mine');
      forget(join(ctx.botpressHome, 'config.json'), 'imported', more);
      return worlds;
    }

    test('that is another account’s: refused before anything is made', async () => {
      const { run, idsAtServer, config } = await world(sampleTokens.viewer);
      const { code, stderr } = await run('tokens', 'create', '--save', 'imported');
      expect(code).toBe(2);
      expect(stderr).toMatch(/The profile imported belongs to viewer@example\.com/);
      expect(await idsAtServer()).toEqual(listedAtFirst);
      expect(config().profiles.imported?.token).toBe(sampleTokens.viewer);
    });

    test('whose token tells nothing any more: refused, and what to do', async () => {
      const { run, idsAtServer } = await world(sampleTokens.viewer, {
        token: sampleTokens.expired,
      });
      const { code, stderr } = await run('tokens', 'create', '--save', 'imported');
      expect(code).toBe(4);
      expect(stderr).toMatch(/The account of profile imported is unknown: /);
      expect(stderr).toContain('bp-auth login --profile imported');
      expect(await idsAtServer()).toEqual(listedAtFirst);
    });

    test('that is the same account’s: stored, and known from then on', async () => {
      const { run, config } = await world(sampleTokens.owner);
      const other = await run('tokens', 'create', '--save', 'mine');
      expect(other.code).toBe(0);
      expect(await run('tokens', 'create', '--save', 'imported')).toMatchObject({ code: 0 });
      expect(config().profiles.imported).toMatchObject({ accountEmail: 'owner@example.com' });
    });
  });

  test.each([
    [500, 6],
    ['reset', 6],
    [429, 7],
  ])('a new token that cannot be tried (%s) is revoked', async (status, exit) => {
    const { sandbox, login, run, config, idsAtServer } = await tokenWorld();
    await login('ws_dev');
    const before = config();
    await failNext(sandbox.url, 'GET', '/v1/admin/account/me', status);
    const { code, stderr } = await run('tokens', 'create', '--save', 'ci');
    expect({ code, stderr }).toEqual({
      code: exit,
      stderr: expect.stringMatching(/The new token was revoked/),
    });
    expect(await idsAtServer()).toEqual(listedAtFirst);
    expect(config()).toEqual(before);
  });

  test('a lost answer is told as what it is', async () => {
    const { sandbox, login, run, patsAtServer } = await tokenWorld();
    await login('ws_dev');
    await failNext(sandbox.url, 'POST', pats, 'reset', { applied: true });
    const lost = await run('tokens', 'create', '--save', 'ci', '--note', 'mine');
    const made = (await patsAtServer()).find(({ note }) => note === 'mine');
    expect(lost.code).toBe(6);
    expect(lost.stderr).toContain(`A token was created (${made?.id}), but its value is lost`);
    const [, command = ''] = /bp-auth (tokens resume.*)/.exec(lost.stderr) ?? [];
    expect(await run(...command.split(' '), '-y')).toMatchObject({ code: 0 });
    await failNext(sandbox.url, 'POST', pats, 'reset');
    const nothing = await run('tokens', 'create', '--save', 'ci', '--note', 'mine');
    expect(nothing).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('No token was created'),
    });
  });
});

describe('tokens revoke', () => {
  const world = async () => {
    const made = await tokenWorld();
    await made.login('ws_dev');
    await made.run('tokens', 'rotate', '--old-id', oldId);
    return made;
  };

  test('revokes what nobody uses; the official client does not see it any more', async () => {
    const { run, config, sandbox } = await world();
    const { code, stdout } = await run('tokens', 'revoke', 'pat_owner_ci', '-y');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Revoked pat_owner_ci\n' });
    const client = officialClient(sandbox.url, config().profiles.dev?.token ?? '');
    const { pats } = await client.listPersonalAccessTokens({});
    expect(pats.map(({ id }) => id)).not.toContain('pat_owner_ci');
  });

  test('asks first; without a terminal it wants -y', async () => {
    const { run, idsAtServer } = await world();
    expect(await run('tokens', 'revoke', 'pat_owner_ci')).toMatchObject({ code: 2 });
    expect(await idsAtServer()).toContain('pat_owner_ci');
  });

  test('refuses the token in use and offers rotation, unless told', async () => {
    const { run, config, works, ctx } = await world();
    const { token = '', tokenId = '' } = config().profiles.dev ?? {};
    const refused = await run('tokens', 'revoke', tokenId, '-y');
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/in use by dev\nReplace it instead: bp-auth tokens rotate/),
    });
    expect(await works(token)).toBe(true);
    const told = await runIn(ctx, 'tokens', 'revoke', tokenId, '--in-use', '-y');
    expect(told).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('bp-auth login --profile dev'),
    });
    expect(await works(token)).toBe(false);
  });

  test('refuses a token that may be in use', async () => {
    const { login, run } = await tokenWorld();
    await login('ws_dev');
    expect(await run('tokens', 'revoke', 'pat_owner_ci', '-y')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /may be in use: bp-auth does not know the id of every stored token/,
      ),
    });
  });

  test('goes on after a failure and exits 3, naming each', async () => {
    const { run, sandbox, idsAtServer } = await world();
    await failNext(sandbox.url, 'DELETE', `${pats}/pat_owner_ci`, 403);
    const ids = ['pat_owner_ci', 'pat_nope', 'pat_owner_staging'];
    const { code, stdout, stderr } = await run('tokens', 'revoke', ...ids, '-y');
    expect({ code, stdout }).toEqual({ code: 3, stdout: 'Revoked pat_owner_staging\n' });
    expect(stderr).toMatch(/pat_owner_ci still works: .*403 Forbidden/);
    expect(stderr).toMatch(/There is no token pat_nope/);
    expect(await idsAtServer()).toContain('pat_owner_ci');
    const json = await run('tokens', 'revoke', 'pat_owner_ci', 'pat_nope', '-y', '--json');
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({
      revoked: ['pat_owner_ci'],
      failed: [{ id: 'pat_nope', kind: 'usage', code: 'token-not-found' }],
    });
  });

  test.each([
    [403, false, 5],
    [500, false, 6],
    ['reset', true, 0],
    ['reset', false, 6],
  ])('one alone that fails (%s, done: %s) exits %s', async (status, applied, exit) => {
    const { run, sandbox, idsAtServer } = await world();
    await failNext(sandbox.url, 'DELETE', pats, status, { applied });
    const { code, stderr } = await run('tokens', 'revoke', 'pat_owner_ci', '-y');
    expect(code).toBe(exit);
    const isThere = (await idsAtServer()).includes('pat_owner_ci');
    expect(isThere).toBe(exit !== 0);
    const says = expect.stringMatching(/still works/);
    expect(stderr).toEqual(isThere ? says : expect.not.stringMatching(/still works/));
  });

  test('revokes keys of bots and integrations', async () => {
    const { login, run } = await tokenWorld();
    await login('ws_abc123');
    const argv = ['tokens', 'revoke', 'bak_acme_old', '--bot', 'bot_acme', '-y'];
    expect(await run(...argv)).toMatchObject({ code: 0 });
    expect((await run('tokens', 'list', '--bot', 'bot_acme')).stdout).not.toMatch(/bak_acme_old/);
  });

  test('a protected profile whose token goes wants its name', async () => {
    const { run, config } = await world();
    await run('profiles', 'protect', 'dev');
    const id = config().profiles.dev?.tokenId ?? '';
    const argv = ['tokens', 'revoke', id, '--in-use', '-y'];
    expect(await run(...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--confirm dev'),
    });
  });
});

describe('tokens inspect', () => {
  const piped = (ctx: FakeContext, token: string, ...argv: string[]) => {
    ctx.typed.end(`${token}\n`);
    return runIn(ctx, 'tokens', 'inspect', '-', ...argv);
  };

  test('says whose the token is, what it reaches and what it may do', async () => {
    const { login, run } = await tokenWorld();
    await login('ws_abc123', '--token', sampleTokens.viewer);
    const { code, stdout } = await run('tokens', 'inspect');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Token: bp_pat_… \(22 characters, #\w{8}\)\nKind: personal access token\n/,
    );
    expect(stdout).toMatch(/Stored in: acme\nBelongs to: viewer@example.com \(viewer\)\n/);
    expect(stdout).toMatch(/Reaches: acme \(ws_abc123\), dev \(ws_dev\)/);
    expect(stdout).toMatch(/^\+ list bots +probed/m);
    expect(stdout).toMatch(/^- list members +probed +the role viewer may not/m);
    expect(stdout).not.toContain(sampleTokens.viewer);
  });

  test('takes a token on standard input, for the API that is named', async () => {
    const { ctx, sandbox } = await tokenWorld();
    const { code, stdout } = await piped(
      ctx,
      ...[sampleTokens.bot, '--apiUrl', sandbox.url, '--bot', 'bot_acme', '--json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'bot',
      characters: 23,
      known: null,
      account: null,
      workspaces: null,
      abilities: expect.arrayContaining([
        expect.objectContaining({ name: 'conversations', verdict: 'allowed' }),
      ]),
    });
  });

  test('offline tells kind and shape, and asks nobody', async () => {
    const { ctx } = await tokenWorld();
    const offline = { ...ctx, fetch: () => Promise.reject(new Error('asked')) };
    const { code, stdout } = await piped(offline, sampleTokens.integration, '--offline');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Token: bp_iak_… \(.*\)\nKind: integration key\n$/),
    });
  });

  test('refuses a token on argv without repeating it, and one of another host', async () => {
    const { ctx, login, run, sandbox } = await tokenWorld();
    const { code, stderr } = await run('tokens', 'inspect', sampleTokens.owner);
    expect(code).toBe(2);
    expect(stderr).not.toContain(sampleTokens.owner);
    await login('ws_dev');
    const elsewhere = await piped(ctx, sampleTokens.owner, '--apiUrl', sandbox.otherUrl);
    expect(elsewhere.code).toBe(9);
  });

  test('a rejected token exits 4', async () => {
    const { ctx, sandbox } = await tokenWorld();
    const result = await piped(ctx, sampleTokens.expired, '--apiUrl', sandbox.url);
    expect(result.code).toBe(4);
  });
});

describe('tokens scopes', () => {
  test('prints the three tables and the least powerful kind for each task', async () => {
    const { run } = await tokenWorld();
    const { code, stdout } = await run('tokens', 'scopes');
    expect(code).toBe(0);
    for (const says of [
      'Personal access token\n  + Create, update, delete workspaces',
      'Bot key\n  + Create, read, update, delete conversations',
      '  - Cannot modify bot configuration',
      'Integration key\n  + Create conversations for the integration',
    ]) {
      expect(stdout).toContain(says);
    }
    expect(stdout).toMatch(/read tables +bot key/);
    expect(stdout).toMatch(/deploy a bot +personal access token/);
    const json = JSON.parse((await run('tokens', 'scopes', '--json')).stdout);
    expect(Object.keys(json.kinds)).toEqual(['pat', 'bot', 'integration']);
  });
});

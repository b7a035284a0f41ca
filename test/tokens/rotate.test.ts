import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Keychain } from '../../source/context.ts';
import { main } from '../../source/main.ts';
import { memoryKeychain } from '../../source/profiles/sources/memoryKeychain.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { tokenWorld } from '../support/tokenWorld.ts';

const oldId = 'pat_owner_sample';
const listedAtFirst = ['pat_owner_ci', 'pat_owner_old_laptop', oldId, 'pat_owner_staging'];

describe('tokens rotate', () => {
  test('replaces the token in every profile that has it and in bp’s files, and revokes the old one', async () => {
    const { ctx, login, run, config, idsAtServer, works, journals } = await tokenWorld();
    await login('ws_dev');
    await login('ws_abc123');
    const { code, stdout, stderr } = await run('tokens', 'rotate', '--old-id', oldId);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { dev, acme } = config().profiles;
    expect(stdout).toBe(
      `Rotated the token of dev, acme: it is ${acme?.tokenId} now; ${oldId} was revoked\n`,
    );
    expect(dev).toMatchObject({ token: acme?.token, tokenId: acme?.tokenId });
    expect(await works(acme?.token ?? '')).toBe(true);
    expect(await works(sampleTokens.owner)).toBe(false);
    const others = listedAtFirst.filter(id => id !== oldId);
    expect(await idsAtServer()).toEqual([...others, acme?.tokenId]);
    const bp = JSON.parse(readFileSync(join(ctx.botpressHome, 'global.cache.json'), 'utf8'));
    expect(bp.token).toBe(acme?.token);
    for (const file of ['config.json', 'config.json.good', 'profiles.json', 'global.cache.json']) {
      expect(readFileSync(join(ctx.botpressHome, file), 'utf8')).not.toContain(sampleTokens.owner);
    }
    expect(journals()).toEqual([]);
  });

  test('knows the old token by itself once it has made it', async () => {
    const { login, run, config, idsAtServer } = await tokenWorld();
    await login('ws_dev');
    await run('tokens', 'rotate', '--old-id', oldId);
    const before = config().profiles.dev?.tokenId;
    const { code, stdout } = await run('tokens', 'rotate', '--json');
    const after = config().profiles.dev?.tokenId;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      id: after,
      note: 'laptop',
      createdAt: expect.any(String),
      savedTo: ['dev'],
      revoked: before,
    });
    expect(await idsAtServer()).not.toContain(before);
  });

  test('leaves an old token of unknown id to the user, exits 3, and finishes once told', async () => {
    const { login, run, config, idsAtServer, works } = await tokenWorld();
    await login('ws_dev');
    const { code, stdout, stderr } = await run('tokens', 'rotate');
    const id = config().profiles.dev?.tokenId ?? '';
    expect({ code, stdout }).toEqual({
      code: 3,
      stdout: `Rotated the token of dev: it is ${id} now\n`,
    });
    expect(stderr).toContain('still works');
    for (const candidate of listedAtFirst) expect(stderr).toContain(candidate);
    expect(stderr).toContain('bp-auth tokens rotate --profile dev --old-id ID');
    expect(await works(sampleTokens.owner)).toBe(true);

    const again = await run('tokens', 'rotate', '--resume');
    expect(again).toMatchObject({ code: 3, stderr: expect.stringContaining(oldId) });
    const told = await run('tokens', 'rotate', '--profile', 'dev', '--old-id', oldId, '--json');
    expect(told.code).toBe(0);
    expect(JSON.parse(told.stdout)).toMatchObject({ id, savedTo: ['dev'], revoked: oldId });
    expect(await works(sampleTokens.owner)).toBe(false);
    expect(await idsAtServer()).toHaveLength(4);
    expect(await run('tokens', 'rotate', '--resume')).toMatchObject({ code: 0 });
  });

  test('rotates again without being told, and forgets the question', async () => {
    const { login, run, journals } = await tokenWorld();
    await login('ws_dev');
    expect(await run('tokens', 'rotate')).toMatchObject({ code: 3 });
    expect(await run('tokens', 'rotate')).toMatchObject({ code: 0 });
    expect(journals()).toEqual([]);
  });

  test('is done when the old token was revoked by hand', async () => {
    const { login, run, journals } = await tokenWorld();
    await login('ws_solo', '--token', sampleTokens.single);
    expect(await run('tokens', 'rotate')).toMatchObject({ code: 3 });
    const revoked = await run('tokens', 'revoke', 'pat_single_sample', '-y');
    expect(revoked).toMatchObject({ code: 0, stdout: 'Revoked pat_single_sample\n' });
    expect(await run('tokens', 'rotate', '--resume')).toMatchObject({ code: 0 });
    expect(journals()).toEqual([]);
  });

  const refusedIds: ReadonlyArray<readonly [string, string, RegExp]> = [
    [
      'that the account does not have',
      'pat_viewer_sample',
      /no token with the id pat_viewer_sample\nGive one of these ids instead: pat_/,
    ],
    ['that is none', '../me', /not a valid token id/],
  ];
  test.each(refusedIds)('refuses an --old-id %s before anything is made', async (_, id, says) => {
    const { login, run, idsAtServer, journals } = await tokenWorld();
    await login('ws_dev');
    const { code, stderr } = await run('tokens', 'rotate', '--old-id', id);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(await idsAtServer()).toEqual(listedAtFirst);
    expect(journals()).toEqual([]);
  });

  test('refuses an --old-id that contradicts what is known, or that another profile uses', async () => {
    const { login, run } = await tokenWorld();
    await login('ws_dev');
    expect(await run('tokens', 'create', '--save', 'ci')).toMatchObject({ code: 0 });
    const ciId = JSON.parse((await run('tokens', 'list', '--json')).stdout).tokens.find(
      (token: { profiles: string[] }) => token.profiles.includes('ci'),
    ).id;
    const others = await run('tokens', 'rotate', '--profile', 'dev', '--old-id', ciId);
    expect(others).toMatchObject({ code: 2, stderr: expect.stringContaining('the token of ci') });
    const known = await run('tokens', 'rotate', '--profile', 'ci', '--old-id', oldId);
    expect(known).toMatchObject({ code: 2, stderr: expect.stringContaining(ciId) });
  });

  test('says why a token that others keep cannot be rotated, before anything is made', async () => {
    const { ctx, login, run, idsAtServer } = await tokenWorld();
    await login('ws_dev');
    const env = { ...ctx.env, CI_TOKEN: sampleTokens.owner };
    const moved = await runIn(
      { ...ctx, env },
      ...['profiles', 'move-token', 'dev', '--to', 'env', '--token-env', 'CI_TOKEN'],
    );
    expect(moved.code).toBe(0);
    await login('ws_abc123');
    for (const profile of ['dev', 'acme']) {
      const { code, stderr } = await run('tokens', 'rotate', '--profile', profile);
      expect(code).toBe(2);
      expect(stderr).toMatch(/token of dev comes from an environment variable/);
    }
    expect(await idsAtServer()).toEqual(listedAtFirst);
  });

  test('refuses bot keys and credentials of the environment', async () => {
    const { sandbox, ctx, run } = await tokenWorld();
    const apiUrl = ['--apiUrl', sandbox.url];
    await run('login', ...apiUrl, '--token', sampleTokens.bot, '--bot', 'bot_acme');
    expect(await run('tokens', 'rotate')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('bot key'),
    });
    const env = {
      BP_TOKEN: sampleTokens.owner,
      BP_WORKSPACE_ID: 'ws_dev',
      BP_API_URL: sandbox.url,
    };
    expect(await runIn({ ...ctx, env }, 'tokens', 'rotate')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('environment'),
    });
  });

  test('a protected profile that would change wants its name', async () => {
    const { login, run, idsAtServer } = await tokenWorld();
    await login('ws_prod');
    await run('profiles', 'protect', 'prod');
    await login('ws_dev');
    const refused = await run('tokens', 'rotate', '--profile', 'dev', '--old-id', oldId, '-y');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--confirm prod') });
    expect(await idsAtServer()).toEqual(listedAtFirst);
    const argv = ['--profile', 'dev', '--old-id', oldId, '--confirm', 'prod'];
    expect(await run('tokens', 'rotate', ...argv)).toMatchObject({ code: 0 });
  });

  test('puts the new token into the keychain where the old one was', async () => {
    const keychain = memoryKeychain();
    const { login, run, config, ctx, works } = await tokenWorld({ env: { CI: '1' }, keychain });
    await login('ws_dev', '--store', 'keychain');
    await login('ws_abc123');
    expect(await run('tokens', 'rotate', '--old-id', oldId)).toMatchObject({ code: 0 });
    const { dev, acme } = config().profiles;
    expect(dev?.token).toBeUndefined();
    expect(dev?.tokenId).toBe(acme?.tokenId);
    const value = (await runIn(ctx, 'token', '--profile', 'dev')).stdout.trim();
    expect(value).toBe(acme?.token);
    expect(await works(value)).toBe(true);
  });

  test('takes the keychain back when config.json cannot be written', async () => {
    const { login, run, config, ctx, idsAtServer, works } = await tokenWorld();
    await login('ws_dev', '--store', 'keychain');
    const before = config();
    // A directory in the place of the copy: the write fails, whichever user runs this test.
    const good = join(ctx.botpressHome, 'config.json.good');
    rmSync(good);
    mkdirSync(join(good, 'in the way'), { recursive: true });
    const { code, stderr } = await run('tokens', 'rotate', '--old-id', oldId);
    expect({ code, stderr }).toMatchObject({ code: 8 });
    expect(stderr).toMatch(/The new token was revoked; dev has its old token/);
    expect(config()).toEqual(before);
    expect(await idsAtServer()).toEqual(listedAtFirst);
    rmSync(good, { recursive: true });
    const value = (await run('token')).stdout.trim();
    expect(value).toBe(sampleTokens.owner);
    expect(await works(value)).toBe(true);
  });

  test('a keychain that dies half-way: what is said is true, and --resume finishes', async () => {
    const real = memoryKeychain();
    let writesLeft = Number.POSITIVE_INFINITY;
    const dead = () => Promise.reject(new Error('The keychain died'));
    const keychain: Keychain = {
      get: (...args) => (writesLeft < 0 ? dead() : real.get(...args)),
      set: (...args) => (--writesLeft < 0 ? dead() : real.set(...args)),
      remove: real.remove,
    };
    const { login, run, config, works, idsAtServer, journals } = await tokenWorld({
      env: { CI: '1' },
      keychain,
    });
    await login('ws_dev', '--store', 'keychain');
    await login('ws_abc123', '--store', 'keychain');
    writesLeft = 1;
    const { code, stderr } = await run('tokens', 'rotate', '--old-id', oldId);
    expect(code).toBe(8);
    expect(stderr).toMatch(
      /A keychain may have the new token \(pat_\w+\); the old one was not revoked/,
    );
    expect(stderr).toContain('To finish: bp-auth tokens resume --profile acme');
    expect(await works(sampleTokens.owner)).toBe(true);
    writesLeft = Number.POSITIVE_INFINITY;
    expect(await run('tokens', 'rotate', '--resume')).toMatchObject({ code: 0 });
    const values: string[] = [];
    for (const name of ['dev', 'acme']) {
      values.push((await run('token', '--profile', name)).stdout.trim());
    }
    expect(values[0]).toBe(values[1]);
    expect(await works(values[0] ?? '')).toBe(true);
    expect(await works(sampleTokens.owner)).toBe(false);
    expect(await idsAtServer()).toHaveLength(4);
    expect(config().profiles.dev?.tokenId).toBe(config().profiles.acme?.tokenId);
    expect(journals()).toEqual([]);
  });

  test('a login meanwhile makes it void: what it had made goes, what was logged in stays', async () => {
    const { ctx, sandbox, login, run, config, idsAtServer, journals } = await tokenWorld();
    await login('ws_dev');
    const other = (await run('tokens', 'create', '--print')).stdout.trim();
    // The server's answer to the creation is lost, and the list of tokens cannot be read either. So
    // the rotation stops half-way, as if its process had died.
    const losing: typeof ctx.fetch = async (url, init) => {
      if (init.method !== 'POST') return ctx.fetch(url, init);
      const lost = [
        { method: 'POST', path: '/v1/admin/account/pats', status: 'reset', applied: true },
        { method: 'GET', path: '/v1/admin/account/pats', status: 'reset', times: 1 },
      ];
      const body = JSON.stringify({ failNext: lost });
      await fetch(`${sandbox.url}/_control`, { method: 'POST', body });
      return ctx.fetch(url, init);
    };
    const broken = await runIn({ ...ctx, fetch: losing }, 'tokens', 'rotate', '--old-id', oldId);
    expect(broken).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('It is not known whether a new token was created'),
    });
    await login('ws_dev', '--token', other);
    const { code, stderr } = await run('tokens', 'rotate', '--resume');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /The rotation was abandoned: dev was logged in with another token meanwhile/,
    );
    expect(config().profiles.dev?.token).toBe(other);
    expect(await idsAtServer()).toHaveLength(5);
    expect(journals()).toEqual([]);
  });

  test('two at once: one wins, the other says so, and nothing is left over', async () => {
    const { ctx, login, config, idsAtServer, works, journals } = await tokenWorld();
    await login('ws_dev');
    const argv = ['tokens', 'rotate', '--profile', 'dev', '--old-id', oldId];
    // The two rotations wait for each other's lock in real time.
    const world = {
      ...ctx,
      now: Date.now,
      wait: (ms: number, signal?: AbortSignal) => wait(ms, undefined, { signal }),
    };
    const twins = ['first', 'second'].map(name => ({
      ...world,
      randomId: () => `${name}-${ctx.randomId()}`,
    }));
    const codes = await Promise.all(twins.map(twin => main({ ...twin, argv })));
    expect(codes.sort()).toEqual([0, 8]);
    expect(ctx.stderr.text()).toMatch(/by `bp-auth tokens rotate`|by another process/);
    const { dev } = config().profiles;
    expect(await works(dev?.token ?? '')).toBe(true);
    expect(await idsAtServer()).toHaveLength(4);
    expect(journals()).toEqual([]);
  });

  test('a journal that makes no sense is named and left alone', async () => {
    const { ctx, login, run } = await tokenWorld();
    await login('ws_dev');
    writeFileSync(join(ctx.botpressHome, 'rotation-00000000.json'), '{"version":1');
    const { code, stderr } = await run('tokens', 'rotate', '--resume');
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/rotation-00000000\.json cannot be understood/),
    });
  });
});

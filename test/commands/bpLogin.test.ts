// What our commands do after a failed login of bp, and when a name means one profile in bp's files
// and another in ours.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readState } from '../../source/profiles/store.ts';
import { fingerprint } from '../../source/secrets/kind.ts';
import { closedPort } from '../diagnosis/servers.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const { owner, viewer } = sampleTokens;
const typo = 'bp_pat_typo000000000000';

const pathOf = (ctx: FakeContext, name: string) => join(ctx.botpressHome, name);
const textOf = (ctx: FakeContext, name: string) => readFileSync(pathOf(ctx, name), 'utf8');
const jsonOf = (ctx: FakeContext, name: string) => JSON.parse(textOf(ctx, name));
const write = (ctx: FakeContext, name: string, value: unknown) =>
  writeFileSync(pathOf(ctx, name), JSON.stringify(value, null, 2), { mode: 0o600 });

/** A world in which bp-auth has logged in to the profiles dev and acme (ws_abc123); acme is active. */
async function world() {
  const sandbox = await sandboxForTest();
  let asked = 0;
  const ctx = fakeContext({
    env: { CI: 'true' },
    fetch: (...request) => {
      asked += 1;
      return fetch(...request);
    },
  });
  const run = (...argv: string[]) => runIn(ctx, ...argv);
  const login = ['login', '--apiUrl', sandbox.url, '--token', owner, '--workspaceId'];
  await run(...login, 'ws_dev');
  await run(...login, 'ws_abc123');
  const cacheOf = (changes: object) => ({ ...jsonOf(ctx, 'global.cache.json'), ...changes });
  return { ...sandbox, ctx, run, cacheOf, asked: () => asked };
}

/** What the real bp leaves after a failed login: the new token beside the values of the previous login. */
async function afterFailedLogin(changes: object = { token: typo }) {
  const there = await world();
  write(there.ctx, 'global.cache.json', there.cacheOf(changes));
  return { ...there, cache: textOf(there.ctx, 'global.cache.json') };
}

const failed = (print: string, apiUrl: string, use = 'acme') =>
  `bp's last login failed or did not finish: bp on its own would send the token #${print}, which was not imported, to ${apiUrl}; \`bp-auth profiles import --from bp\` verifies and imports that login, \`bp-auth profiles use ${use}\` puts bp right\n`;
const gone = (print: string) =>
  `The token #${print} was removed from bp's cache: it came from a bp login that bp-auth had not imported\n`;

describe('a login of bp that failed', () => {
  test('is said in one line by a read; nothing is adopted, sent or written', async () => {
    const { ctx, run, cache, asked, url } = await afterFailedLogin();
    const before = asked();
    const config = textOf(ctx, 'config.json');
    for (const argv of [['profiles', 'list'], ['profiles', 'active', '--offline'], ['token']]) {
      expect(await run(...argv)).toMatchObject({ code: 0, stderr: failed(fingerprint(typo), url) });
    }
    const { config: merged } = readState(ctx);
    expect([Object.keys(merged.profiles), merged.activeProfile]).toEqual([['dev', 'acme'], 'acme']);
    expect(asked()).toBe(before);
    expect([textOf(ctx, 'config.json'), textOf(ctx, 'global.cache.json')]).toEqual([config, cache]);
  });

  test('three of them leave no profile behind', async () => {
    const { ctx, run, cacheOf } = await world();
    for (const token of [typo, `${typo}1`, `${typo}2`]) {
      write(ctx, 'global.cache.json', cacheOf({ token }));
      await run('profiles', 'list');
      await run('profiles', 'use', 'acme');
    }
    expect(Object.keys(jsonOf(ctx, 'config.json').profiles)).toEqual(['dev', 'acme']);
    expect(Object.keys(jsonOf(ctx, 'profiles.json'))).toEqual(['dev', 'acme']);
  });

  test.each([
    ['protect', ['profiles', 'protect', 'dev']],
    ['rename', ['profiles', 'rename', 'dev', 'test']],
    ['rename of the active one', ['profiles', 'rename', 'acme', 'test']],
    ['bind', ['profiles', 'bind', 'dev']],
    ['remove of another profile', ['profiles', 'remove', 'dev']],
    ['max-age', ['tokens', 'list', '--max-age', '30']],
  ])('is left where it is by %s', async (_, argv) => {
    const { ctx, run, cache } = await afterFailedLogin();
    expect(await run(...argv)).toMatchObject({ code: 0 });
    expect(textOf(ctx, 'global.cache.json')).toBe(cache);
    expect(readState(ctx).notices).toMatchObject([{ type: 'unfinished-login' }]);
  });

  test.each([
    ['use', ['profiles', 'use', 'acme'], 'acme'],
    ['use of another profile', ['profiles', 'use', 'dev'], 'dev'],
    ['login', ['login', '--workspaceId', 'ws_abc123'], 'acme'],
    ['logout', ['logout'], null],
    ['logout of another profile', ['logout', '--profile', 'dev'], 'acme'],
    ['remove of the active profile', ['profiles', 'remove', 'acme'], null],
    ['logout of all', ['logout', '--all', '-y'], null],
    ['repair', ['doctor', '--repair', '-y', '--offline'], 'acme'],
  ])('is replaced by %s, which says which token went', async (_, argv, active) => {
    const { ctx, run } = await afterFailedLogin();
    const { stderr } = await run(...argv);
    expect(stderr).toContain(`#${fingerprint(typo)}`);
    const cache = jsonOf(ctx, 'global.cache.json');
    expect(cache.activeProfile ?? null).toBe(active);
    expect(JSON.stringify(cache)).not.toContain(typo);
    expect(readState(ctx).notices).toEqual([]);
  });

  test('is not advised about by those who put it right, only told when it is done', async () => {
    const { run } = await afterFailedLogin();
    expect(await run('profiles', 'use', 'acme')).toMatchObject({
      code: 0,
      stderr: gone(fingerprint(typo)),
    });
  });

  test('is ended by a logout where no profile is active', async () => {
    const { ctx, run } = await world();
    await run('logout');
    const { url: apiUrl } = await sandboxForTest();
    write(ctx, 'global.cache.json', { token: typo, workspaceId: 'ws_dev', apiUrl });
    expect(await run('logout')).toEqual({
      code: 0,
      stdout: 'Logged bp out; no profile was active here\n',
      stderr: gone(fingerprint(typo)),
    });
    expect(textOf(ctx, 'global.cache.json')).toBe('{}');
    expect(await run('logout')).toMatchObject({ code: 4, stdout: '' });
  });

  test('goes with a logout of the profile whose token it holds, whatever the command', async () => {
    const { ctx, run } = await afterFailedLogin({ workspaceId: 'ws_other' });
    await run('profiles', 'remove', 'acme');
    await run('profiles', 'remove', 'dev');
    expect(textOf(ctx, 'global.cache.json')).toBe('{}');
  });

  test('is told in full by doctor', async () => {
    const { run, url } = await afterFailedLogin();
    const { code, stdout, stderr } = await run('doctor', '--offline');
    expect([code, stderr]).toEqual([3, '']);
    expect(stdout).toContain(
      `Warning: A bp login failed or did not finish: bp on its own would send the token #${fingerprint(typo)}\n`,
    );
    expect(stdout).toContain('bp-auth profiles use acme\n');
    expect(stdout).toContain('bp-auth profiles import --from bp\n');
    expect(stdout).toContain(failed(fingerprint(typo), url).trimEnd());
  });
});

describe('import --from bp', () => {
  const argv = ['profiles', 'import', '--from', 'bp'];

  test('verifies what a login left, and takes it over under a name of its own', async () => {
    const { ctx, run } = await afterFailedLogin({ token: viewer });
    expect(await run(...argv)).toEqual({
      code: 0,
      stdout: 'Imported acme-2\nbp-auth has dev already\nbp-auth has acme already\n',
      stderr: gone(fingerprint(viewer)),
    });
    const { profiles, activeProfile } = readState(ctx).config;
    expect(profiles['acme-2']).toMatchObject({
      ...{ token: viewer, workspaceId: 'ws_abc123', accountEmail: 'viewer@example.com' },
      ...{ workspaceHandle: 'acme', verifiedAt: new Date(ctx.now()).toISOString() },
    });
    expect(activeProfile).toBe('acme');
    expect(jsonOf(ctx, 'global.cache.json')).toMatchObject({ token: owner });
  });

  test('with --overwrite in the place of the profile of that workspace', async () => {
    const { ctx, run } = await afterFailedLogin({ token: viewer });
    expect(await run(...argv, '--overwrite')).toMatchObject({ code: 0 });
    const { profiles } = readState(ctx).config;
    expect(Object.keys(profiles)).toEqual(['dev', 'acme']);
    expect(profiles.acme).toMatchObject({ token: viewer, accountEmail: 'viewer@example.com' });
  });

  test.each([
    ['a token that the API rejects', { token: typo }, 4],
    ['a workspace that it does not reach', { token: viewer, workspaceId: 'ws_prod' }, 5],
    ['a host that does not answer', { token: viewer, apiUrl: 'CLOSED' }, 6],
    ['a token of ours for another host', { apiUrl: 'CLOSED' }, 9],
  ])('takes nothing over and leaves all as it is: %s', async (_, changes, code) => {
    const closed = `http://127.0.0.1:${await closedPort()}`;
    const left = 'apiUrl' in changes ? { ...changes, apiUrl: closed } : changes;
    const { ctx, run, cache } = await afterFailedLogin(left);
    const config = textOf(ctx, 'config.json');
    expect(await run(...argv)).toMatchObject({ code, stdout: '' });
    expect([textOf(ctx, 'config.json'), textOf(ctx, 'global.cache.json')]).toEqual([config, cache]);
  });

  test('of bp 0.8, which keeps no profiles.json, makes it active', async () => {
    const { url: apiUrl } = await sandboxForTest();
    const ctx = fakeContext();
    await runIn(ctx, 'profiles', 'list');
    const there = await world();
    rmSync(pathOf(there.ctx, 'profiles.json'));
    rmSync(pathOf(there.ctx, 'config.json'));
    write(there.ctx, 'global.cache.json', { token: owner, workspaceId: 'ws_dev', apiUrl });
    const list = await there.run('profiles', 'list');
    expect(list.stderr).toMatch(
      /^Either bp 0\.8 logged in \(it keeps no profiles\.json\), or a bp login did not finish: bp on its own would send the token #\w{8}, which was not imported, to http:\S+; `bp-auth profiles import --from bp` verifies and imports that login\n/,
    );
    expect(await there.run(...argv)).toMatchObject({ code: 0, stdout: 'Imported dev\n' });
    const { config, notices } = readState(there.ctx);
    expect([config.activeProfile, notices]).toEqual(['dev', []]);
    write(there.ctx, 'global.cache.json', {});
    await there.run('profiles', 'protect', 'dev');
    expect(Object.keys(jsonOf(there.ctx, 'config.json').profiles)).toEqual(['dev']);
  });
});

describe('a name of ours that means another profile in bp’s file', () => {
  async function repointed() {
    const there = await world();
    const { ctx } = there;
    const profiles = jsonOf(ctx, 'profiles.json');
    write(ctx, 'profiles.json', { ...profiles, dev: profiles.acme });
    return { ...there, file: textOf(ctx, 'profiles.json') };
  }
  const differs =
    "In bp's files, profile dev has the credentials of acme; `bp-auth doctor --repair` puts that right\n";
  const putBack = "In bp's files, profile dev had the credentials of acme; this is now repaired\n";

  test('is shown, and dev stays what it is', async () => {
    const { ctx, run } = await repointed();
    expect(await run('profiles', 'list')).toMatchObject({ code: 0, stderr: differs });
    expect(readState(ctx).config.profiles.dev).toMatchObject({ workspaceId: 'ws_dev' });
  });

  test.each([
    ['protect', ['profiles', 'protect', 'dev']],
    ['rename of another', ['profiles', 'rename', 'acme', 'test']],
    ['bind', ['profiles', 'bind', 'dev']],
  ])('stays so after %s', async (_, argv) => {
    const { ctx, run, file } = await repointed();
    expect(await run(...argv)).toMatchObject({ code: 0 });
    expect(jsonOf(ctx, 'profiles.json').dev).toEqual(JSON.parse(file).dev);
    expect(readState(ctx).notices).toMatchObject([{ type: 'differs', name: 'dev' }]);
  });

  test.each([
    ['use', ['profiles', 'use', 'acme']],
    ['login', ['login', '--workspaceId', 'ws_abc123']],
    ['repair', ['doctor', '--repair', '-y', '--offline']],
  ])('is put back by %s, which says so', async (_, argv) => {
    const { ctx, run } = await repointed();
    const { stderr } = await run(...argv);
    expect(stderr).toContain(
      argv[0] === 'doctor'
        ? "bp's profile dev has the credentials of dev again, not of acme"
        : putBack,
    );
    expect(jsonOf(ctx, 'profiles.json').dev).toMatchObject({ workspaceId: 'ws_dev' });
    expect(readState(ctx).notices).toEqual([]);
  });

  test('holds nothing of the other one once that is logged out', async () => {
    const { ctx, run } = await repointed();
    await run('profiles', 'use', 'acme');
    const profiles = jsonOf(ctx, 'profiles.json');
    write(ctx, 'profiles.json', { ...profiles, dev: { ...profiles.acme } });
    expect((await run('logout')).stderr).toContain(putBack);
    expect(jsonOf(ctx, 'profiles.json')).toMatchObject({ dev: { workspaceId: 'ws_dev' } });
  });

  test('is told in full by doctor', async () => {
    const { run } = await repointed();
    const { code, stdout } = await run('doctor', '--offline');
    expect(code).toBe(3);
    expect(stdout).toContain("Warning: bp's profile dev has the credentials of the profile acme\n");
  });
});

describe('a name that only bp has for a profile of ours', () => {
  test.each([
    [['profiles', 'use', 'p1']],
    [['profiles', 'active', '--profile', 'p1']],
    [['profiles', 'bind', 'p1']],
    [['profiles', 'get', 'p1']],
    [['profiles', 'protect', 'p1']],
    [['profiles', 'rename', 'p1', 'p2']],
    [['profiles', 'remove', 'p1']],
    [['profiles', 'export', 'p1']],
    [['profiles', 'move-token', 'p1', '--to', 'keychain']],
    [['logout', '--profile', 'p1']],
    [['logout', '--profile', 'p1', '--revoke', '-y']],
    [['tokens', 'list', '--profile', 'p1']],
    [['exec', '--profile', 'p1', '--', 'true']],
    [['tokens', 'rotate', '--resume', '--profile', 'p1']],
  ])('is told by %j', async argv => {
    const { ctx, run } = await world();
    const profiles = jsonOf(ctx, 'profiles.json');
    write(ctx, 'profiles.json', { ...profiles, p1: { ...profiles.dev } });
    expect(await run(...argv)).toEqual({
      code: 2,
      stdout: '',
      stderr: "Error: There is no profile p1\nbp's p1 is called dev in bp-auth: use dev instead\n",
    });
  });

  test('is told where BP_PROFILE says it', async () => {
    const { ctx } = await world();
    const profiles = jsonOf(ctx, 'profiles.json');
    write(ctx, 'profiles.json', { ...profiles, p1: { ...profiles.acme } });
    const inShell = { ...ctx, env: { ...ctx.env, BP_PROFILE: 'p1' } };
    expect(await runIn(inShell, 'profiles', 'active')).toMatchObject({
      code: 2,
      stderr:
        "Error: There is no profile p1, which BP_PROFILE names\nbp's p1 is called acme in bp-auth: use acme instead\n",
    });
  });
});

describe('what bp did, in one line', () => {
  test('a login with bp is one line, though it changes two things', async () => {
    const { ctx, run, url: apiUrl } = await world();
    const entry = { apiUrl, workspaceId: 'ws_solo', token: sampleTokens.single };
    write(ctx, 'profiles.json', { ...jsonOf(ctx, 'profiles.json'), solo: entry });
    write(ctx, 'global.cache.json', { ...entry, activeProfile: 'acme' });
    expect((await run('profiles', 'list')).stderr).toBe(
      'bp logged in: its profile solo was added here, unverified, and is active now\n',
    );
  });

  test('of many changes the one that matters most is said, with their number', async () => {
    const { ctx, run, cacheOf } = await world();
    const entry = cacheOf({ workspaceId: 'ws_x', activeProfile: undefined });
    const names = Array.from({ length: 30 }, (_, n) => [
      `p${n}`,
      { ...entry, workspaceId: `w${n}` },
    ]);
    write(ctx, 'profiles.json', Object.fromEntries(names));
    write(ctx, 'global.cache.json', cacheOf({ token: typo }));
    const { stderr } = await run('profiles', 'list');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(
      /^bp's last login failed .*; `bp-auth doctor --offline` shows 32 more of bp's changes\n$/,
    );
    expect((await run('doctor', '--offline')).stdout).toContain('its profile p29 was added here');
  });
});

// `login --workspaceId W`, with W as id, handle or name: no profile gets another workspace unless the user
// agrees.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { changeState } from '../../source/profiles/store.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const { owner, viewer, single, expired } = sampleTokens;

const config = (ctx: FakeContext) =>
  JSON.parse(readFileSync(join(ctx.botpressHome, 'config.json'), 'utf8'));

/** Profiles by name, the first of them active. */
async function world(profiles: Record<string, Partial<StoredProfile>>) {
  const { url } = await sandboxForTest();
  const ctx = fakeContext({ env: { CI: 'true' } });
  const all = Object.entries(profiles).map(([name, changes]): [string, StoredProfile] => [
    name,
    {
      ...{ apiUrl: url, tokenOrigin: url, token: owner, kind: 'pat', id: `id-of-${name}` },
      ...{ accountEmail: 'owner@example.com', ...changes },
    },
  ]);
  await changeState(ctx, 'test', before => ({
    ...before,
    activeProfile: all[0]?.[0] ?? null,
    profiles: Object.fromEntries(all),
  }));
  const go = (...argv: string[]) => runIn(ctx, 'login', '--workspaceId', ...argv);
  const now = () => {
    const { profiles, activeProfile } = config(ctx);
    const entries = Object.entries(profiles as Record<string, StoredProfile>);
    return {
      active: activeProfile,
      ...Object.fromEntries(entries.map(([name, { workspaceId }]) => [name, workspaceId])),
    };
  };
  return { url, ctx, go, now, run: (...argv: string[]) => runIn(ctx, ...argv) };
}

const dev = { workspaceId: 'ws_dev', tokenId: 'pat_owner_sample' };

describe('login --workspaceId alone', () => {
  test('makes a profile named after the workspace, with the same token; dev stays dev', async () => {
    const { ctx, go, now } = await world({ dev });
    expect(await go('ws_abc123')).toEqual({
      code: 0,
      stdout:
        'Logged in to workspace acme (ws_abc123) as owner@example.com (owner)\nProfile acme is active\n',
      stderr:
        'dev keeps its workspace; the new profile acme has workspace ws_abc123, with the same token\n',
    });
    expect(now()).toEqual({ active: 'acme', dev: 'ws_dev', acme: 'ws_abc123' });
    expect(config(ctx).profiles.acme).toMatchObject({
      ...{ token: owner, tokenId: 'pat_owner_sample', workspaceHandle: 'acme' },
      verifiedAt: new Date(ctx.now()).toISOString(),
    });
    expect(config(ctx).profiles.acme.id).not.toBe('id-of-dev');
  });

  test('switches to the profile of this account that has it', async () => {
    const { go, now } = await world({ dev, live: { workspaceId: 'ws_prod' } });
    expect(await go('ws_prod')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(
        'Switched to live, the profile of this workspace; dev stays as it is\n',
      ),
    });
    expect(now()).toEqual({ active: 'live', dev: 'ws_dev', live: 'ws_prod' });
  });

  test('but not to one whose own token is rejected: nothing is changed then', async () => {
    const { go, now } = await world({ dev, live: { workspaceId: 'ws_prod', token: expired } });
    const { code, stderr } = await go('ws_prod');
    expect(code).toBe(4);
    expect(stderr).toMatch(/^Error: The profile live has workspace ws_prod, but cannot be used: /);
    expect(now()).toEqual({ active: 'dev', dev: 'ws_dev', live: 'ws_prod' });
  });

  test('leaves the profile of another account alone, its name too', async () => {
    const acme = { workspaceId: 'ws_abc123', token: viewer, accountEmail: 'viewer@example.com' };
    const { ctx, go, now } = await world({ dev, acme });
    const { code, stderr } = await go('ws_abc123');
    expect(code).toBe(0);
    expect(stderr).toContain(
      'The name acme is taken by another profile; this profile is called acme-2\n',
    );
    expect(now()).toMatchObject({ active: 'acme-2', acme: 'ws_abc123', 'acme-2': 'ws_abc123' });
    expect(config(ctx).profiles.acme.token).toBe(viewer);
  });

  test.each([
    ['without a workspace', 'bare', { workspaceId: null }, 'none'],
    ['called default', 'default', { workspaceId: 'ws_dev' }, 'ws_dev'],
  ])('fills a profile in place that is %s, and says so', async (_, name, changes, before) => {
    const { go, now } = await world({ [name]: changes });
    expect(await go('ws_abc123')).toMatchObject({
      code: 0,
      stderr: `${name} now uses workspace ws_abc123; before, it used ${before}\n`,
    });
    expect(now()).toEqual({ active: name, [name]: 'ws_abc123' });
  });

  test('verifies a profile that has it already, and changes nothing else', async () => {
    const { go, now } = await world({ dev });
    expect(await go('ws_dev')).toMatchObject({ code: 0, stderr: '' });
    expect(now()).toEqual({ active: 'dev', dev: 'ws_dev' });
  });

  test('--profile points that one there, and says so', async () => {
    const { go, now } = await world({ dev, live: { workspaceId: 'ws_prod' } });
    expect(await go('ws_abc123', '--profile', 'live')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(
        'live now uses workspace ws_abc123; before, it used ws_prod\n',
      ),
    });
    expect(now()).toEqual({ active: 'live', dev: 'ws_dev', live: 'ws_abc123' });
  });

  test.each([
    ['to be pointed elsewhere', ['ws_abc123', '--profile', 'live']],
    ['to be switched to', ['ws_prod']],
  ])('a protected profile wants --confirm %s, which -y does not stand for', async (_, argv) => {
    const { go, now } = await world({ dev, live: { workspaceId: 'ws_prod', protected: true } });
    const before = now();
    expect(await go(...argv, '-y')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--confirm live'),
    });
    expect(now()).toEqual(before);
    expect(await go(...argv, '--confirm', 'live')).toMatchObject({ code: 0 });
    expect(now().active).toBe('live');
  });

  test('a protected profile keeps its workspace, and needs no word for that', async () => {
    const { go, now } = await world({ dev: { ...dev, protected: true } });
    expect(await go('ws_abc123')).toMatchObject({ code: 0 });
    expect(now()).toEqual({ active: 'acme', dev: 'ws_dev', acme: 'ws_abc123' });
  });

  test('of a token that the workspace refuses changes nothing', async () => {
    const { go, now } = await world({ dev });
    expect(await go('ws_nomember')).toMatchObject({ code: 5 });
    expect(await go('ws_nope')).toMatchObject({ code: 5 });
    expect(now()).toEqual({ active: 'dev', dev: 'ws_dev' });
  });

  test('a token in the keychain is kept there for the new profile, too', async () => {
    const { ctx, go, run } = await world({ dev });
    await run('profiles', 'move-token', 'dev', '--to', 'keychain');
    expect(await go('ws_abc123')).toMatchObject({ code: 0 });
    const { acme } = config(ctx).profiles;
    expect(acme).toMatchObject({ tokenSource: { kind: 'keychain' } });
    expect(acme).not.toHaveProperty('token');
    expect(await run('token')).toMatchObject({ code: 0, stdout: `${owner}\n` });
  });

  test('a token from a command is left there, and the command is run once', async () => {
    const { ctx, go } = await world({ dev });
    const count = join(ctx.userHome, 'count');
    const command = ['/bin/sh', '-c', `echo x >> ${count}; echo ${owner}`];
    await changeState(ctx, 'test', ({ profiles, ...rest }) => {
      const { token: _, ...other } = profiles.dev as StoredProfile;
      const tokenSource = { kind: 'command' as const, command };
      return { ...rest, profiles: { dev: { ...other, tokenSource } } };
    });
    expect(await go('ws_abc123')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('dev keeps'),
    });
    expect(config(ctx).profiles.acme.tokenSource).toEqual({ kind: 'command', command });
    expect(readFileSync(count, 'utf8')).toBe('x\n');
  });

  test('says in JSON what is there now', async () => {
    const { go } = await world({ dev });
    const { stdout } = await go('ws_abc123', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ name: 'acme', workspaceId: 'ws_abc123' });
  });
});

describe('a workspace named by something else than its id', () => {
  test.each([
    ['its handle', 'acme', 'ws_abc123'],
    ['its name', 'Blocked', 'ws_blocked'],
    ['blanks around it', ' acme ', 'ws_abc123'],
  ])('%s: the id is what is stored', async (_, words, id) => {
    const { url, ctx, go, run } = await world({ dev });
    expect(await go(words)).toMatchObject({ code: 0 });
    const { activeProfile, profiles } = config(ctx);
    expect(profiles[activeProfile].workspaceId).toBe(id);
    const login = ['login', '--apiUrl', url, '--token', owner, '--workspaceId', words];
    expect(await run(...login, '--profile', 'fresh')).toMatchObject({ code: 0 });
    expect(config(ctx).profiles.fresh.workspaceId).toBe(id);
  });

  test('a name on a later page of 2,500', async () => {
    const { url, run, ctx } = await world({});
    const login = ['login', '--apiUrl', url, '--token', sampleTokens.manyWorkspaces];
    expect(await run(...login, '--workspaceId', 'Client 2417')).toMatchObject({ code: 0 });
    expect(config(ctx).profiles['client-2417'].workspaceId).toBe('ws_many_2417');
  });

  test.each([
    ['a name of none', 'Nowhere Inc', 5, 'No workspace of this account is called Nowhere Inc'],
    ['a word of none', 'nowhere', 5, 'There is no workspace nowhere (404 ResourceNotFound)'],
    ['a handle that this account does not reach', 'solo', 5, 'There is no workspace solo'],
    ['a path', '../me', 2, 'not a valid workspace id'],
    ['an address', 'https://x.example/ws', 2, 'not a valid workspace id'],
    ['a variable that nobody replaced', '${WORKSPACE_ID}', 2, 'not a valid workspace id'],
    ['one of a template', '${{ secrets.WORKSPACE_ID }}', 2, 'not a valid workspace id'],
    ['nothing', '', 2, 'The workspace id is empty'],
    ['blanks', '  ', 2, 'The workspace id is empty'],
  ])('%s', async (_, words, code, says) => {
    const { go, now } = await world({ dev });
    expect(await go(words)).toMatchObject({ code, stderr: expect.stringContaining(says) });
    expect(now()).toEqual({ active: 'dev', dev: 'ws_dev' });
  });

  test('a name that several have is asked about by their ids', async () => {
    const workspace = (id: string) => ({ id, name: 'Twin', blocked: false });
    const answers: Record<string, unknown> = {
      '/v1/admin/account/me': { account: { id: 'user_1', email: 'owner@example.com' } },
      '/v1/admin/workspaces': { workspaces: ['ws_1', 'ws_2'].map(workspace), meta: {} },
    };
    const ctx = fakeContext({
      env: { CI: 'true' },
      fetch: async request => {
        const { pathname } = new URL(String(request));
        const found = answers[pathname];
        const body = found ?? { id: 'err_1', code: 404, type: 'ResourceNotFound', message: 'x' };
        return Response.json(body, { status: found === undefined ? 404 : 200 });
      },
    });
    const argv = ['login', '--token', single, '--workspaceId', 'Twin'];
    expect(await runIn(ctx, ...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'Error: 2 workspaces are called Twin\nSay which workspace by its id: ws_1, ws_2\n',
      ),
    });
  });
});

// Suggestions that commands print on stderr beside their result: each names the command that carries it
// out.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

async function world(options: Parameters<typeof fakeContext>[0] = {}) {
  const { url } = await sandboxForTest();
  const ctx = fakeContext({ env: { CI: 'true' }, ...options });
  const run = (...argv: string[]) => runIn(ctx, ...argv);
  const login = (workspaceId: string, ...argv: string[]) =>
    run(
      ...['login', '--apiUrl', url, '--token', sampleTokens.owner, '--workspaceId', workspaceId],
      ...argv,
    );
  return { url, ctx, run, login };
}

const protectProd =
  'prod looks like production: if it is protected, it is used only where its name is given. Run: bp-auth profiles protect prod\n';

describe('a profile that looks like production', () => {
  test('is proposed for protection when it is logged in, until it is protected', async () => {
    const { run, login } = await world();
    expect(await login('ws_dev')).toMatchObject({ code: 0, stderr: '' });
    expect(await login('ws_prod')).toMatchObject({ code: 0, stderr: protectProd });
    await run('profiles', 'protect', 'prod');
    expect(await login('ws_prod', '--confirm', 'prod')).toMatchObject({ code: 0, stderr: '' });
  });

  test('and when it gets such a name', async () => {
    const { run, login } = await world();
    await login('ws_dev');
    expect(await run('profiles', 'rename', 'dev', 'test')).toMatchObject({ stderr: '' });
    expect(await run('profiles', 'rename', 'test', 'prod')).toMatchObject({ stderr: protectProd });
  });
});

describe('a login in a project', () => {
  async function inProject(workspaceId: string) {
    const cwd = realpathSync(temporaryDirectory());
    writeFileSync(join(cwd, 'agent.json'), JSON.stringify({ workspaceId }));
    return { cwd, ...(await world({ cwd })) };
  }

  test('of its workspace is proposed to be bound there, until it is', async () => {
    const { cwd, login, run } = await inProject('ws_dev');
    expect((await login('ws_dev')).stderr).toBe(
      `This project (${cwd}) belongs to the workspace of dev: once bound, dev applies here even if another profile is active. Run: bp-auth profiles bind dev ${cwd}\n`,
    );
    await run('profiles', 'bind', 'dev', cwd);
    expect((await login('ws_dev')).stderr).toBe('');
  });

  test('of another workspace is told so', async () => {
    const { login } = await inProject('ws_abc123');
    expect((await login('ws_dev')).stderr).toMatch(
      /belongs to workspace ws_abc123, the profile to ws_dev\. Run: bp-auth login --with-token --workspaceId ws_abc123\n$/,
    );
  });
});

describe('where bp on its own would use another profile', () => {
  test('profiles active says so, and how bp gets this one', async () => {
    const cwd = realpathSync(temporaryDirectory());
    const { login, run } = await world({ cwd });
    await login('ws_abc123');
    await login('ws_dev');
    await run('profiles', 'bind', 'acme', cwd);
    expect(await run('profiles', 'active', '--offline')).toMatchObject({
      stdout: expect.stringMatching(/^Workspace: acme \(ws_abc123\)\n.*\n.*\n$/),
      stderr: 'bp on its own would use workspace ws_dev. Run: bp-auth exec -- bp\n',
    });
    expect(await run('profiles', 'active', '--short')).toMatchObject({
      stdout: 'acme!\n',
      stderr: '',
    });
  });
});

test('whatever the command, what bp did is said', async () => {
  const { url, ctx, login, run } = await world();
  await login('ws_dev');
  const theirs = { apiUrl: url, workspaceId: 'ws_abc123', token: sampleTokens.owner };
  const ours = { apiUrl: url, workspaceId: 'ws_dev', token: sampleTokens.owner };
  mkdirSync(ctx.botpressHome, { recursive: true });
  const entries = JSON.stringify({ dev: ours, theirs });
  writeFileSync(join(ctx.botpressHome, 'profiles.json'), entries, { mode: 0o600 });
  for (const argv of [['profiles', 'list'], ['token'], ['profiles', 'get', 'dev']]) {
    expect(await run(...argv)).toMatchObject({
      code: 0,
      stderr: 'bp logged in: its profile theirs was added here, unverified\n',
    });
  }
});

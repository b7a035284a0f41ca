import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { builtCli, cleanEnv } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { endGroup, printed } from '../support/processes.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { type TokenWorld, tokenWorld } from '../support/tokenWorld.ts';

const pats = '/v1/admin/account/pats';
const listedAtFirst = 4;
const path = process.env.PATH ?? '';

/** A world with a program that writes the token it was given to a file. */
async function world() {
  const made = await tokenWorld({ env: { CI: 'true', PATH: path } });
  await made.login('ws_dev');
  const file = join(temporaryDirectory(), 'token');
  const exec = (script: string, ...argv: string[]) =>
    made.run('exec', '--ephemeral', ...argv, '--', 'sh', '-c', script);
  const shownToken = () => readFileSync(file, 'utf8').trim();
  return { ...made, file, exec, shownToken, keep: `echo $BP_TOKEN > ${file}` };
}

async function failNext({ sandbox }: TokenWorld, failure: object) {
  const body = JSON.stringify({ failNext: [failure] });
  await fetch(`${sandbox.url}/_control`, { method: 'POST', body });
}

describe('exec --ephemeral', () => {
  test('runs with a token of its own that works, and revokes it', async () => {
    const { sandbox, exec, file, shownToken, works, idsAtServer, journals } = await world();
    const seen = join(temporaryDirectory(), 'seen');
    const asks = `fetch('${sandbox.url}/v1/admin/account/me',{headers:{authorization:'Bearer '+process.env.BP_TOKEN}}).then(r=>require('fs').writeFileSync('${seen}',String(r.status)))`;
    const { code } = await exec(
      `echo $BP_TOKEN > ${file}; '${process.execPath}' -e "${asks}"; exit 7`,
    );
    expect(code).toBe(7);
    expect(readFileSync(seen, 'utf8')).toBe('200');
    expect(shownToken()).toMatch(/^bp_pat_/);
    expect(shownToken()).not.toBe(sampleTokens.owner);
    expect(await works(shownToken())).toBe(false);
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
    expect(journals()).toEqual([]);
  });

  test('revokes it though there was nothing to run', async () => {
    const { run, idsAtServer } = await world();
    expect(await run('exec', '--ephemeral', '--', 'no-such-program')).toMatchObject({ code: 127 });
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
  });

  test('works with credentials of the environment', async () => {
    const { sandbox, ctx, file, keep, idsAtServer } = await world();
    const env = {
      ...{ PATH: path, BP_TOKEN: sampleTokens.owner, BP_WORKSPACE_ID: 'ws_dev' },
      BP_API_URL: sandbox.url,
    };
    const argv = ['exec', '--ephemeral', '--', 'sh', '-c', keep];
    expect(await runIn({ ...ctx, env }, ...argv)).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).not.toContain(sampleTokens.owner);
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
  });

  test('says what is left over when it cannot be revoked, and --resume revokes it', async () => {
    const made = await world();
    const { run, exec, idsAtServer, journals } = made;
    await failNext(made, { method: 'DELETE', path: pats, status: 500 });
    const { code, stderr } = await exec('exit 3');
    expect(code).toBe(3);
    expect(stderr).toMatch(/The token pat_\w+ was not revoked: /);
    expect(stderr).toContain('To revoke the token: bp-auth tokens resume');
    expect(await idsAtServer()).toHaveLength(listedAtFirst + 1);
    const resumed = await run('tokens', 'rotate', '--resume', '--json');
    expect(resumed).toMatchObject({ code: 0, stderr: expect.stringMatching(/left over: pat_/) });
    expect(JSON.parse(resumed.stdout).removed).toHaveLength(1);
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
    expect(journals()).toEqual([]);
  });

  test.each([
    ['reset', true, 6],
    ['reset', false, 6],
    [403, false, 5],
    [429, false, 7],
  ])('runs nothing when no token can be had (%s, made: %s)', async (status, applied, exit) => {
    const made = await world();
    const { exec, keep, file, idsAtServer, journals } = made;
    await failNext(made, { method: 'POST', path: pats, status, applied });
    expect(await exec(keep)).toMatchObject({ code: exit });
    expect(existsSync(file)).toBe(false);
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
    expect(journals()).toEqual([]);
  });

  test('a bot key cannot make one', async () => {
    const { sandbox, run, exec, keep } = await world();
    const argv = ['--token', sampleTokens.bot, '--bot', 'bot_acme'];
    await run('login', '--apiUrl', sandbox.url, ...argv);
    expect(await exec(keep)).toMatchObject({ code: 2, stderr: expect.stringContaining('bot key') });
  });
});

describe('exec --ephemeral, the built program', () => {
  /** Resolves when `exec` has started and the program inside it is running. */
  async function started(then = 'exec sleep 60', first = ':') {
    const made = await world();
    const { ctx, keep } = made;
    const script = `${first}; ${keep}; echo ready; ${then}`;
    const env = cleanEnv({ HOME: ctx.userHome });
    const argv = [builtCli, 'exec', '--ephemeral', '--', 'sh', '-c', script];
    const child = spawn(process.execPath, argv, { env, cwd: ctx.userHome, detached: true });
    onTestFinished(() => endGroup(child));
    const ended = once(child, 'exit');
    await printed(child, 'ready');
    return { ...made, child, ended };
  }

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('revokes the token after %s, and ends as its program did', async (signal, exit) => {
    const { child, ended, shownToken, works, idsAtServer } = await started();
    expect(await works(shownToken())).toBe(true);
    child.kill(signal);
    expect(await ended).toEqual([exit, null]);
    expect(await works(shownToken())).toBe(false);
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
  });

  test('lets its program decide what Ctrl+C means, however often it comes', async () => {
    const count = `n=0; trap 'n=$((n+1)); echo got$n; [ $n = 2 ] && exit 5' INT`;
    const { child, ended, shownToken, works } = await started(
      `while :; do sleep 0.02; done`,
      count,
    );
    for (const n of [1, 2]) {
      child.kill('SIGINT');
      await printed(child, `got${n}`);
    }
    expect(await ended).toEqual([5, null]);
    expect(await works(shownToken())).toBe(false);
  });

  test('killed, --resume revokes it; while it runs, --resume leaves it alone', async () => {
    const { child, ended, run, shownToken, works, idsAtServer, journals } = await started();
    const early = await run('tokens', 'rotate', '--resume');
    expect(early).toMatchObject({ code: 0, stderr: expect.stringContaining('Left alone') });
    expect(await works(shownToken())).toBe(true);
    child.kill('SIGKILL');
    await ended;
    expect(await run('tokens', 'rotate', '--resume')).toMatchObject({ code: 0 });
    expect(await works(shownToken())).toBe(false);
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
    expect(journals()).toEqual([]);
  });
});

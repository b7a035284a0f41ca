// The creation of a token, interrupted at any moment: a token that may be left over is named everywhere,
// and a resume deals with it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { builtCli, cleanEnv, type Ran, runCli } from '../support/cli.ts';
import { holdingBefore } from '../support/holding.ts';
import { startPty } from '../support/pty.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { tokenWorld } from '../support/tokenWorld.ts';

const pats = '/v1/admin/account/pats';
const listedAtFirst = 4;

/** A world with the profile dev, whose requests go through a server that can hold back answers. */
async function world() {
  const made = await tokenWorld();
  const { ctx, sandbox } = made;
  const holding = await holdingBefore(sandbox.url);
  const bp = (...args: string[]): Promise<Ran> => runCli(ctx.userHome, args);
  const login = ['login', '--apiUrl', holding.url, '--workspaceId', 'ws_dev'];
  expect(await made.run(...login, '--token', sampleTokens.owner)).toMatchObject({ code: 0 });
  /** Starts the program; resolves when the server has created the token and holds its answer back. */
  const startMaking = async (...args: string[]) => {
    const made = holding.hold('POST', pats);
    const child = spawn(process.execPath, [builtCli, ...args], {
      cwd: ctx.userHome,
      env: cleanEnv({ HOME: ctx.userHome }),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    await made;
    /** Resolves when the program says that it has received the signal. */
    const heard = () =>
      new Promise<void>(resolve => {
        child.stderr.on('data', chunk => String(chunk).includes('Waiting for') && resolve());
      });
    return { child, ended, heard };
  };
  return { ...made, holding, bp, startMaking };
}

const creations = ['tokens', 'create', '--save', 'n1', '--note', 'CI of the shop'];
const ephemeral = ['exec', '--ephemeral', '--', 'true'];

const makings: ReadonlyArray<readonly [what: string, args: string[], named: RegExp]> = [
  ['tokens create --save', creations, /“CI of the shop”/],
  ['tokens create --print', ['tokens', 'create', '--print'], /“bp-auth dev”/],
  ['exec --ephemeral', ephemeral, /“bp-auth exec dev \(/],
];

describe.each(makings)('%s, killed before the answer comes', (_, args, named) => {
  test('is named everywhere until it is resumed', async () => {
    const { bp, run, startMaking, idsAtServer, journals, holding } = await world();
    const { child, ended } = await startMaking(...args);
    const running = await run('doctor', '--offline');
    expect(running.stdout).not.toMatch(named);
    child.kill('SIGKILL');
    await ended;
    holding.release();
    expect(await idsAtServer()).toHaveLength(listedAtFirst + 1);

    const doctor = await run('doctor', '--offline', '--json');
    expect(doctor.code).toBe(3);
    const { rootCause } = JSON.parse(doctor.stdout);
    expect(rootCause).toMatchObject({ id: 'tokens-left', title: expect.stringMatching(named) });
    expect(rootCause.fixes[0].command).toBe('bp-auth tokens resume');
    const list = await run('tokens', 'list');
    expect(list.stderr).toMatch(named);
    expect(list.stderr).toContain('bp-auth tokens resume');
    expect((await run('checklist', '--offline')).stdout).toMatch(named);
    const next = await run(...ephemeral);
    expect(next).toMatchObject({ code: 0, stderr: expect.stringMatching(named) });

    const resumed = await bp('tokens', 'resume', '--json');
    expect(resumed).toMatchObject({ code: 0 });
    expect(JSON.parse(resumed.stdout).removed).toHaveLength(1);
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
    expect(journals()).toEqual([]);
    expect((await run('doctor', '--offline')).code).toBe(0);
  });
});

describe.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGINT', 130],
] as const)('%s while a token is made', (signal, exit) => {
  test.each(makings)('%s: it is revoked', async (_, args) => {
    const { startMaking, idsAtServer, journals, holding, config } = await world();
    const { child, ended, heard } = await startMaking(...args);
    const waiting = heard();
    child.kill(signal);
    await waiting;
    holding.release();
    expect(await ended).toEqual([exit, null]);
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
    expect(journals()).toEqual([]);
    expect(Object.keys(config().profiles)).toEqual(['dev']);
  });
});

/**
 * Whether the program handles SIGHUP, the last of its signals to get a handler. SIGTERM shows nothing: Node
 * itself handles it.
 */
function isListening(pid: number): boolean {
  const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8');
  const [, mask = '0'] = /^SigCgt:\s*(\w+)/m.exec(read('status')) ?? [];
  const caught = BigInt(`0x${mask}`) & (1n << BigInt(constants.signals.SIGHUP - 1));
  return read('cmdline').includes(builtCli) && caught !== 0n;
}

test.each(['SIGTERM', 'SIGHUP'] as const)('%s ends what waits for nobody', async signal => {
  const { ctx } = await world();
  const argv = [builtCli, 'login', '--with-token'];
  const child = spawn(process.execPath, argv, {
    env: cleanEnv({ HOME: ctx.userHome }),
    stdio: 'pipe',
  });
  const ended = once(child, 'exit');
  await expect.poll(() => isListening(child.pid ?? 0), { timeout: 20_000 }).toBe(true);
  child.kill(signal);
  expect(await ended).toEqual([signal === 'SIGTERM' ? 143 : 129, null]);
});

describe('what a kill left over', () => {
  /** A world in which the program was killed after the token's creation: its journal is left. */
  async function leftOver(args = creations) {
    const made = await world();
    const { child, ended } = await made.startMaking(...args);
    child.kill('SIGKILL');
    await ended;
    made.holding.release();
    return made;
  }

  test('is told when its profile is logged out, and resumed with a new login of the account', async () => {
    const { run, idsAtServer, journals, holding } = await leftOver(ephemeral);
    const out = await run('logout', '--all', '-y');
    expect(out).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('bp-auth tokens resume'),
    });
    const orphaned = await run('tokens', 'resume', '--json');
    expect(orphaned.code).toBe(4);
    const { error } = JSON.parse(orphaned.stderr.trim().split('\n').at(-1) ?? '');
    expect(error).toMatchObject({
      code: 'account-missing',
      message: expect.stringContaining('owner@example.com'),
    });
    expect((await run('doctor')).stdout).toContain('“bp-auth exec dev (');
    const login = [
      'login',
      '--apiUrl',
      holding.url,
      '--workspaceId',
      'ws_prod',
      '--profile',
      'other',
    ];
    await run(...login, '--token', sampleTokens.owner);
    expect(await run('tokens', 'resume')).toMatchObject({ code: 0 });
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
    expect(journals()).toEqual([]);
  });

  test('is resumed with credentials of the environment', async () => {
    const { run, ctx, idsAtServer, journals, holding } = await leftOver();
    await run('logout', '--all', '-y');
    const env = {
      BP_TOKEN: sampleTokens.owner,
      BP_WORKSPACE_ID: 'ws_prod',
      BP_API_URL: holding.url,
    };
    expect(await runIn({ ...ctx, env }, 'tokens', 'resume')).toMatchObject({ code: 0 });
    expect(await idsAtServer()).toHaveLength(listedAtFirst);
    expect(journals()).toEqual([]);
  });

  test('is not resumed with the token of another account', async () => {
    const { run, ctx, idsAtServer, holding } = await leftOver();
    await run('logout', '--all', '-y');
    const env = {
      BP_TOKEN: sampleTokens.viewer,
      BP_WORKSPACE_ID: 'ws_dev',
      BP_API_URL: holding.url,
    };
    expect(await runIn({ ...ctx, env }, 'tokens', 'resume')).toMatchObject({ code: 4 });
    expect(await idsAtServer()).toHaveLength(listedAtFirst + 1);
  });

  test('is forgotten when somebody revoked it elsewhere', async () => {
    const { run, journals } = await leftOver();
    await run('logout', '--all', '-y');
    expect(await run('tokens', 'resume', '--forget')).toMatchObject({ code: 0 });
    expect(journals()).toEqual([]);
    expect(await run('tokens', 'resume')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('No command was interrupted'),
    });
  });

  test('is not revoked where another token has the same note', async () => {
    const { run, idsAtServer, patsAtServer, journals } = await leftOver();
    // A user who saw no result runs the command again. Because of --print, no profile has the
    // second token either.
    const again = await run('tokens', 'create', '--print', '--note', 'CI of the shop');
    expect(again).toMatchObject({ code: 0 });
    const resumed = await run('tokens', 'resume', '--json');
    expect(resumed.code).toBe(3);
    const same = (await patsAtServer()).filter(({ note }) => note === 'CI of the shop');
    expect(JSON.parse(resumed.stdout).unclear.sort()).toEqual(same.map(({ id }) => id).sort());
    expect(await idsAtServer()).toHaveLength(listedAtFirst + 2);
    expect(journals()).toHaveLength(1);
  });

  test('is that which no profile has, where a second try succeeded', async () => {
    const { run, config, idsAtServer, works } = await leftOver();
    expect(await run(...creations)).toMatchObject({ code: 0 });
    expect(await run('tokens', 'resume')).toMatchObject({ code: 0 });
    expect(await idsAtServer()).toHaveLength(listedAtFirst + 1);
    expect(await works(config().profiles.n1?.token ?? '')).toBe(true);
  });

  test('is told by the terminal UI', async () => {
    const { ctx } = await leftOver();
    const pty = startPty(process.execPath, [builtCli], {
      env: { HOME: ctx.userHome },
      columns: 120,
      rows: 40,
    });
    await pty.waitFor('bp-auth tokens resume');
    pty.press('q');
    await pty.exited;
  });
});

test('a token that was stored before the kill stays', async () => {
  const { run, ctx, config, idsAtServer, journals, works } = await world();
  const preload = new URL('../support/dieAt.mjs', import.meta.url).href;
  // A kill before the first removal of a file, in the next run before the second, and so on. The
  // journal is the last file that the program removes.
  for (let at = 1; ; at++) {
    const ran = await runCli(ctx.userHome, creations, {
      env: { DIE_AT: String(at), DIE_CALLS: 'rmSync' },
      nodeArgs: ['--import', preload],
    });
    const isStored = config().profiles.n1 !== undefined;
    const doctor = await run('doctor', '--offline');
    const isNamed = doctor.stdout.includes('CI of the shop');
    const count = (await idsAtServer()).length;
    if (!isStored && count > listedAtFirst) expect(isNamed).toBe(true);
    if (isStored) expect(isNamed).toBe(false);
    expect(await run('tokens', 'resume')).toMatchObject({ code: 0 });
    expect(journals()).toEqual([]);
    expect(await idsAtServer()).toHaveLength(isStored ? listedAtFirst + 1 : listedAtFirst);
    if (isStored) {
      expect(await works(config().profiles.n1?.token ?? '')).toBe(true);
      await run('logout', '--profile', 'n1', '--revoke', '-y');
    }
    if (ran.signal === null) break;
  }
}, 240_000);

test('a printed token that nobody reads counts as left over', async () => {
  const { ctx, run, idsAtServer } = await world();
  const argv = ['tokens', 'create', '--print', '--note', 'lost'];
  const ran = await runCli(ctx.userHome, argv, { closed: ['stdout'] });
  expect(ran).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Nobody has received the token'),
  });
  expect((await run('doctor', '--offline')).stdout).toContain('“lost”');
  await run('tokens', 'resume');
  expect(await idsAtServer()).toHaveLength(listedAtFirst);
});

test('where start times cannot be read, the signs of life decide', async () => {
  const { ctx, startMaking, holding, run, idsAtServer, journals } = await world();
  const { child, ended } = await startMaking(...ephemeral);
  child.kill('SIGKILL');
  await ended;
  holding.release();
  // As after a restart on a system without /proc: another process now has the id of the killed one.
  const alive = spawn('sleep', ['60']);
  onTestFinished(() => void alive.kill());
  const [name = ''] = journals();
  const path = join(ctx.botpressHome, name);
  const asAlive = (holder: object) => ({ ...holder, started: null, pid: alive.pid });
  for (const file of [path, `${path}.lock`]) {
    const value = JSON.parse(readFileSync(file, 'utf8'));
    const changed = file === path ? { ...value, holder: asAlive(value.holder) } : asAlive(value);
    writeFileSync(file, JSON.stringify(changed));
  }
  execFileSync('touch', ['-d', '1 hour ago', `${path}.lock`]);
  ctx.clock.advance(Date.now() - ctx.now());
  const resuming = run('tokens', 'resume');
  const ticking = setInterval(() => ctx.clock.advance(1000), 20);
  const resumed = await resuming;
  clearInterval(ticking);
  expect(resumed).toMatchObject({ code: 0 });
  expect(await idsAtServer()).toHaveLength(listedAtFirst);
});

test('a journal that is a pipe, a device or a directory holds nobody up', async () => {
  const { ctx, bp } = await world();
  const at = (name: string) => join(ctx.botpressHome, name);
  execFileSync('mkfifo', [at('rotation-00000000.json')]);
  execFileSync('ln', ['-s', '/dev/zero', at('ephemeral-x.json')]);
  execFileSync('mkdir', [at('creation-x.json')]);
  const resumed = await bp('tokens', 'resume');
  expect(resumed).toMatchObject({ code: 3, signal: null });
  expect(resumed.stderr.match(/cannot be understood/g)).toHaveLength(3);
  expect((await runIn(ctx, 'doctor', '--offline')).code).toBe(3);
});

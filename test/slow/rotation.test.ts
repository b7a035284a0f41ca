// Rotations by the built program, killed at any moment and two at once: a working token stays in the
// profile, `--resume` finishes, and nothing that was made is left over.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Ran, runCli } from '../support/cli.ts';
import { builtCli, cleanEnv } from '../support/programs.ts';
import { type TokenWorld, tokenWorld } from '../support/tokenWorld.ts';

const oldId = 'pat_owner_sample';
const others = ['pat_owner_ci', 'pat_owner_old_laptop', 'pat_owner_staging'];
const preload = new URL('../support/dieAt.mjs', import.meta.url).href;

/** Two profiles with one token, whose id is known. */
async function world() {
  const made = await tokenWorld();
  await made.login('ws_abc123');
  await made.login('ws_dev');
  expect(await made.run('tokens', 'rotate', '--old-id', oldId)).toMatchObject({ code: 0 });
  const bp = (...args: string[]): Promise<Ran> => runCli(made.ctx.userHome, args);
  return { ...made, bp };
}

type World = Awaited<ReturnType<typeof world>>;

function start({ ctx }: TokenWorld, nodeArgs: string[] = [], env: Record<string, string> = {}) {
  const argv = [...nodeArgs, builtCli, 'tokens', 'rotate', '--profile', 'dev'];
  return spawn(process.execPath, argv, {
    cwd: ctx.userHome,
    env: cleanEnv({ HOME: ctx.userHome, ...env }),
    stdio: 'ignore',
  });
}

async function ended(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const [code, signal] = await once(child, 'exit');
  return signal ?? code;
}

/** What must hold after a kill; then the rotation is finished, and more must hold. */
async function holdAndFinish({ config, works, idsAtServer, journals, bp, ctx }: World) {
  for (const { token } of Object.values(config().profiles))
    expect(await works(token ?? '')).toBe(true);
  const left = journals();
  if (left.length > 0) {
    const resumed = await bp('tokens', 'rotate', '--resume');
    expect(resumed).toMatchObject({ code: 0 });
  }
  const { dev, acme } = config().profiles;
  expect(await works(dev?.token ?? '')).toBe(true);
  expect(acme).toMatchObject({ token: dev?.token, tokenId: dev?.tokenId });
  expect((await idsAtServer()).sort()).toEqual([...others, dev?.tokenId].sort());
  expect(journals()).toEqual([]);
  const cache = JSON.parse(readFileSync(join(ctx.botpressHome, 'global.cache.json'), 'utf8'));
  expect(cache.token).toBe(dev?.token);
  return left.length > 0;
}

// Park and Miller: the same moments in every run, as far as the machine's pace allows.
function random(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Milliseconds that a whole rotation takes, the median of five. */
async function paceOf(here: World): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 5; n++) {
    const before = performance.now();
    expect(await ended(start(here))).toBe(0);
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[2] ?? 0;
}

async function killAfter(ms: number, child: ChildProcess): Promise<void> {
  const end = ended(child);
  await Promise.race([wait(ms), end]);
  child.kill('SIGKILL');
  await end;
}

describe('a rotation that is killed', () => {
  test('at 100 random moments', async () => {
    const here = await world();
    const pace = await paceOf(here);
    const next = random(20_261_122);
    let broken = 0;
    for (let n = 0; n < 100; n++) {
      // Little happens before a third of the time: the program starts.
      await killAfter(pace * (0.3 + 0.75 * next()), start(here));
      if (await holdAndFinish(here)) broken++;
    }
    console.log(
      `100 rotations killed: ${broken} broke off half-way, a whole one takes ${Math.round(pace)} ms`,
    );
    expect(broken).toBeGreaterThan(20);
  });

  test('before every call by which it makes, renames or removes a file', async () => {
    const here = await world();
    let broken = 0;
    for (let at = 1; ; at++) {
      const env = { DIE_AT: String(at), DIE_CALLS: 'linkSync,renameSync,rmSync' };
      const end = await ended(start(here, ['--import', preload], env));
      if (await holdAndFinish(here)) broken++;
      if (end !== 'SIGKILL') break;
    }
    expect(broken).toBeGreaterThan(10);
  });

  test('and its resumption too, again and again', async () => {
    const here = await world();
    const pace = await paceOf(here);
    for (let n = 0; n < 10; n++) {
      await killAfter(pace * 0.8, start(here));
      for (const share of [0.5, 0.7, 0.9]) {
        const argv = [builtCli, 'tokens', 'rotate', '--resume'];
        const env = cleanEnv({ HOME: here.ctx.userHome });
        await killAfter(pace * share, spawn(process.execPath, argv, { env, stdio: 'ignore' }));
      }
      await holdAndFinish(here);
    }
  });
});

describe('two rotations of one token at once', () => {
  test.each([1, 2, 3, 4, 5])('one wins, the other says so (%s)', async () => {
    const here = await world();
    const ran = await Promise.all(
      ['dev', 'acme'].map(profile => here.bp('tokens', 'rotate', '--profile', profile)),
    );
    const codes = ran.map(({ code }) => code).sort();
    // Both win where one began after the other had ended.
    expect([
      [0, 0],
      [0, 8],
    ]).toContainEqual(codes);
    const loser = ran.find(({ code }) => code === 8);
    if (loser) expect(loser.stderr).toMatch(/by `bp-auth tokens rotate`|by another process/);
    await holdAndFinish(here);
  });
});

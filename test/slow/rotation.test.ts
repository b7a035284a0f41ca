// Rotations by the built program, killed at any moment and two at once: a working token stays in the
// profile, `--resume` finishes, and no created token is left over.
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { adkActs } from '../support/adk.ts';
import {
  besideAdk,
  ended,
  holdAndFinish,
  type RotationWorld,
  rotationWorld,
  startRotation,
} from '../support/killedRotation.ts';
import { builtCli, cleanEnv } from '../support/programs.ts';

// Park and Miller's generator: every run kills the rotations at the same moments, as far as the
// machine's speed allows.
function random(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Milliseconds that a whole rotation takes, the median of three. */
async function paceOf(here: RotationWorld): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 3; n++) {
    const before = performance.now();
    expect(await ended(startRotation(here))).toBe(0);
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[1] ?? 0;
}

async function killAfter(ms: number, child: ChildProcess): Promise<void> {
  const end = ended(child);
  await Promise.race([wait(ms), end]);
  child.kill('SIGKILL');
  await end;
}

describe('a rotation that is killed', () => {
  test('at 100 random moments', async () => {
    const here = await rotationWorld();
    const next = random(20_261_122);
    let broken = 0;
    let pace = 0;
    for (let n = 0; n < 100; n++) {
      // Measured again and again: other tests may slow the machine down meanwhile.
      if (n % 10 === 0) pace = await paceOf(here);
      // In the first third of its time, the program does little but start.
      await killAfter(pace * (0.3 + 0.75 * next()), startRotation(here));
      if (await holdAndFinish(here)) broken++;
    }
    console.log(
      `100 rotations killed: ${broken} broke off half-way, a whole one takes ${Math.round(pace)} ms`,
    );
    expect(broken).toBeGreaterThan(20);
  });

  test('before every call by which it makes, renames or removes a file', async () => {
    const here = await rotationWorld();
    let broken = 0;
    for (let at = 1; ; at++) {
      const end = await ended(startRotation(here, at, 'linkSync,renameSync,rmSync'));
      if (await holdAndFinish(here)) broken++;
      if (end !== 'SIGKILL') break;
    }
    expect(broken).toBeGreaterThan(10);
  });

  test('before every call by which it changes the file system, the ADK’s file too', async () => {
    const here = await rotationWorld({ adk: true });
    let broken = 0;
    for (let at = 1; ; at++) {
      const end = await ended(startRotation(here, at, 'changes'));
      if (await holdAndFinish(here)) broken++;
      if (end !== 'SIGKILL') {
        console.log(`${at - 1} calls, ${broken} of which broke the rotation off`);
        break;
      }
    }
    expect(broken).toBeGreaterThan(50);
    // Whatever the killed process left, the next one has removed.
    expect(besideAdk(here)).toEqual([]);
    expect(await adkActs(here.ctx.userHome)).toMatchObject({ name: 'default', status: 200 });
  }, 1_800_000);

  test('and its resumption too, again and again', async () => {
    const here = await rotationWorld();
    const pace = await paceOf(here);
    for (let n = 0; n < 10; n++) {
      await killAfter(pace * 0.8, startRotation(here));
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
    const here = await rotationWorld();
    const ran = await Promise.all(
      ['dev', 'acme'].map(profile => here.bp('tokens', 'rotate', '--profile', profile)),
    );
    const codes = ran.map(({ code }) => code).sort();
    // Both succeed if one began after the other had ended.
    expect([
      [0, 0],
      [0, 8],
    ]).toContainEqual(codes);
    const loser = ran.find(({ code }) => code === 8);
    if (loser) expect(loser.stderr).toMatch(/by `bp-auth tokens rotate`|by another process/);
    await holdAndFinish(here);
  });
});

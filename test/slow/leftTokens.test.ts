// Tokens created by the built program, which is killed or ended at random moments: every token that works
// at the server is stored, or named by doctor; and after a resume nothing is left over.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { builtCli, cleanEnv, runCli } from '../support/cli.ts';
import { holdingBefore } from '../support/holding.ts';
import { type Random, randomFrom } from '../support/random.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { tokenWorld } from '../support/tokenWorld.ts';

/** How often each signal hits each command. `seed` decides about the moments. */
const times = Number(process.env.LEFT_TOKENS_TIMES ?? 50);
const seed = Number(process.env.LEFT_TOKENS_SEED ?? 20_261_126);

const commands = {
  'tokens create': ['tokens', 'create', '--save', 'made', '--note', 'of a kill test'],
  'exec --ephemeral': ['exec', '--ephemeral', '--', 'true'],
} as const;

const lanes = (['tokens create', 'exec --ephemeral'] as const).flatMap(command =>
  (['SIGKILL', 'SIGTERM'] as const).map(signal => ({ command, signal })),
);

type Lane = (typeof lanes)[number];

/** What the signals hit, and what happened then, as counts. */
type Tally = {
  /** Signals that came before the token was created, after its creation, or after the program's end. */
  early: number;
  late: number;
  over: number;
  /** Created tokens: left over and named by doctor; stored in a profile; or revoked. */
  named: number;
  stored: number;
  deleted: number;
};

async function killAgainAndAgain({ command, signal }: Lane, random: Random): Promise<Tally> {
  const { ctx, sandbox, run, patsAtServer, journals, config } = await tokenWorld();
  const holding = await holdingBefore(sandbox.url);
  const login = ['login', '--apiUrl', holding.url, '--workspaceId', 'ws_dev'];
  expect(await run(...login, '--token', sampleTokens.owner)).toMatchObject({ code: 0 });
  const atFirst = new Set((await patsAtServer()).map(({ id }) => id));
  const madeNow = async () => (await patsAtServer()).filter(({ id }) => !atFirst.has(id));
  const storedIds = () => Object.values(config().profiles).map(({ tokenId }) => tokenId);
  const start = () => {
    const child = spawn(process.execPath, [builtCli, ...commands[command]], {
      env: cleanEnv({ HOME: ctx.userHome }),
      cwd: '/',
      stdio: 'ignore',
    });
    return { child, ended: once(child, 'exit') };
  };
  /** Resolves when the server has created the token; the server's answer is sent at the same moment. */
  const made = () => holding.hold('POST', '/v1/admin/account/pats').then(holding.release);
  const forget = async () => {
    if (config().profiles.made === undefined) return;
    const out = await run('logout', '--profile', 'made', '--revoke', '-y');
    expect(out).toMatchObject({ code: 0 });
  };
  /** Milliseconds until the program's end: from its start, and from the token's creation. */
  const measure = async () => {
    const begun = performance.now();
    const makes = made();
    const { ended } = start();
    await makes;
    const making = performance.now();
    expect(await ended).toEqual([0, null]);
    const now = performance.now();
    await forget();
    return { whole: now - begun, rest: now - making };
  };

  const tally: Tally = { early: 0, late: 0, over: 0, named: 0, stored: 0, deleted: 0 };
  let pace = await measure();
  for (let n = 0; n < times; n++) {
    // The machine's speed changes, above all if other programs are busy.
    if (n % 20 === 19) pace = await measure();
    // When the signal is sent, as a share of the measured time; more than 1 is after the program's
    // end. In even rounds the time runs from the program's start, in odd ones from the token's
    // creation.
    const share = (random.below(1000) / 1000) * 1.1;
    let wasMade = false;
    const makes = made().then(() => {
      wasMade = true;
    });
    const { child, ended } = start();
    const from = n % 2 === 0 ? wait(share * pace.whole) : makes.then(() => wait(share * pace.rest));
    await Promise.race([from, ended]);
    if (child.exitCode !== null) tally.over++;
    else if (wasMade) tally.late++;
    else tally.early++;
    child.kill(signal);
    const [code] = await ended;
    await holding.settled();

    const alive = await madeNow();
    const loose = alive.filter(({ id }) => !storedIds().includes(id));
    if (loose.length > 0) tally.named++;
    else if (alive.length > 0) tally.stored++;
    else if (wasMade) tally.deleted++;
    // A program that exited, instead of being killed by the signal, has cleaned up.
    if (code !== null) expect({ code, loose }).toEqual({ code, loose: [] });
    if (loose.length > 0) {
      const doctor = await runCli(ctx.userHome, ['doctor', '--offline']);
      expect(doctor).toMatchObject({ code: 3 });
      for (const { id, note } of loose) {
        expect(doctor.stdout).toSatisfy((text: string) => text.includes(id) || text.includes(note));
      }
    }
    if (journals().length > 0) {
      const resumed = await runCli(ctx.userHome, ['tokens', 'resume']);
      expect({ n, ...resumed }).toMatchObject({ n, code: 0 });
      expect(journals()).toEqual([]);
    }
    for (const { id } of await madeNow()) expect(storedIds()).toContain(id);
    await forget();
    expect(await madeNow()).toEqual([]);
  }
  return tally;
}

test(`each command that makes a token, struck ${times} times by each signal`, async () => {
  console.log(`seed ${seed}`);
  await Promise.all(
    lanes.map(async (lane, at) => {
      const tally = await killAgainAndAgain(lane, randomFrom(seed + at));
      const { early, late, over, named, stored, deleted } = tally;
      console.log(
        `${lane.command}, ${lane.signal}: ${early} before the token was made, ${late} after it, ${over} after the end; ${named} tokens left over and named by doctor, ${stored} stored, ${deleted} deleted`,
      );
      // Signals that hit nothing prove nothing.
      expect(early).toBeGreaterThan(times / 10);
      expect(late).toBeGreaterThan(times / 10);
    }),
  );
}, 1_800_000);

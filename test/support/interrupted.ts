// The interruption of a change of the store: the change is killed before each call that changes the
// file system, one run per call. The result has to be the old state or the new one, never a mix.
// Nothing is left over, and no removed token returns.
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { bpAlone } from '../../source/profiles/bpAlone.ts';
import type { Config } from '../../source/profiles/config.ts';
import { currentOf } from '../../source/profiles/current.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import type { Children } from './children.ts';
import { fakeContext } from './context.ts';
import { filesWith } from './files.ts';

const preload = new URL('./dieAt.mjs', import.meta.url).href;
const finalNames = ['config.json', 'config.json.good', 'global.cache.json', 'profiles.json'];

export type Interruption = {
  /** The change to make: ACTION and ARGUMENTS of storeChild.ts. */
  action: readonly string[];
  /** A token that must not be anywhere once the new state is reached. */
  gone?: string;
  /** Kills only before calls of these functions of `node:fs`; by default before all. */
  calls?: readonly string[];
};

/** @returns how often the change was killed, and how often the old and the new state resulted */
export async function killEverywhere(
  children: Children,
  start: string,
  { action, gone, calls }: Interruption,
): Promise<{ kills: number; old: number; new: number }> {
  const tally = { kills: 0, old: 0, new: 0 };
  const goal = copyOf(start);
  await children.run(goal.botpressHome, action);
  const [before, after] = [stateIn(start), stateIn(goal.botpressHome)];
  for (let at = 1; ; at++) {
    const ctx = copyOf(start);
    const home = ctx.botpressHome;
    const ran = await children.run(home, action, {
      nodeArgs: ['--import', preload],
      env: { DIE_AT: String(at), ...(calls ? { DIE_CALLS: calls.join(',') } : {}) },
    });
    if (ran.signal === null) {
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      return tally;
    }
    tally.kills++;
    // Each file is whole, whatever happened to the others.
    for (const name of finalNames.filter(name => existsSync(join(home, name)))) {
      JSON.parse(readFileSync(join(home, name), 'utf8'));
    }
    const seen = stateIn(home);
    const reached = JSON.stringify(seen) === JSON.stringify(after) ? 'new' : 'old';
    if (reached === 'old') expect(seen).toEqual(before);
    tally[reached]++;
    // The clock of `ctx` stands still, so this change would never end if it had to wait.
    const { config, notices, bp } = await changeState(ctx, 'next', config => config);
    expect({ at, ...essence(config) }).toEqual({ at, ...seen });
    expect(notices).toEqual([]);
    expect(readdirSync(home).filter(name => !finalNames.includes(name))).toEqual([]);
    expect(
      bpAlone(ctx, { config, bp }, currentOf(ctx, readState(ctx)).current).difference,
    ).toBeNull();
    if (gone !== undefined && reached === 'new') expect(filesWith(home, gone)).toEqual([]);
  }
}

function copyOf(start: string) {
  const ctx = fakeContext();
  if (existsSync(start)) cpSync(start, ctx.botpressHome, { recursive: true });
  return ctx;
}

function stateIn(home: string) {
  return essence(readState(fakeContext({ botpressHome: home })).config);
}

/** The state, as far as it matters to a user. */
function essence({ activeProfile, previousProfile, profiles }: Config) {
  return {
    activeProfile: activeProfile ?? null,
    previousProfile: previousProfile ?? null,
    // The time of the last use differs from run to run.
    profiles: Object.entries(profiles).map(([name, { usedAt: _, ...profile }]) => [name, profile]),
  };
}

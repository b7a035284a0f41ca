// Many processes at once: which writes are lost, and whether a file was ever seen half written.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readState } from '../../../source/profiles/store.ts';
import { startSandbox } from '../../../source/sandbox/server.ts';
import { sampleTokens } from '../../../source/sandbox/tokens.ts';
import type { Children } from '../children.ts';
import { builtCli, cleanEnv, type Ran, runProgram } from '../programs.ts';
import { leftOverNames } from './leftOver.ts';
import { inDirectory, worldAt } from './places.ts';

export type Parallel = {
  expected: number;
  lost: number;
  /** How often one of the files could not be parsed. */
  corrupt: number;
  /** How often one of the files was looked at. */
  looks: number;
  failed: string[];
  leftOver: string[];
  seconds: number;
};

/** Every process adds its own profiles, one write each. */
export function parallelWrites(
  children: Children,
  processes: number,
  writes: number,
): Promise<Parallel> {
  return inDirectory(async home => {
    const expected = numbers(processes).flatMap(p => numbers(writes).map(n => `p${p}-${n}`));
    const run = (p: number) => children.run(home, ['writes', `p${p}`, String(writes)]);
    return observed(home, numbers(processes).map(run), config => {
      const inBp = Object.keys(JSON.parse(readFileSync(join(home, 'profiles.json'), 'utf8')));
      return expected.filter(name => !config.includes(name) || !inBp.includes(name)).length;
    }).then(result => ({ ...result, expected: expected.length }));
  });
}

/** `bp-auth login` as a user runs it, for one workspace per process. */
export function parallelLogins(processes: number): Promise<Parallel> {
  return inDirectory(async directory => {
    const sandbox = await startSandbox();
    const home = join(directory, '.botpress');
    const env = cleanEnv({ HOME: directory, CI: 'true' });
    const login = (n: number) => {
      const workspaceId = `ws_many_${String(n + 1).padStart(4, '0')}`;
      const flags = ['--token', sampleTokens.manyWorkspaces, '--workspaceId', workspaceId];
      const words = ['login', '--apiUrl', sandbox.url, '--profile', `p${n}`, ...flags];
      return runProgram([process.execPath, builtCli, ...words], { env, cwd: directory });
    };
    const expected = numbers(processes).map(n => `p${n}`);
    const result = await observed(
      home,
      numbers(processes).map(login),
      names => expected.filter(name => !names.includes(name)).length,
    );
    await sandbox.close();
    return { ...result, expected: processes };
  });
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

async function observed(
  home: string,
  running: Array<Promise<Ran>>,
  countLost: (names: string[]) => number,
): Promise<Omit<Parallel, 'expected'>> {
  const start = performance.now();
  let done = false;
  const all = Promise.all(running).finally(() => {
    done = true;
  });
  let corrupt = 0;
  let looks = 0;
  while (!done) {
    for (const name of ['config.json', 'profiles.json', 'global.cache.json']) {
      looks++;
      if (!isWhole(join(home, name))) corrupt++;
    }
    await wait(50);
  }
  const ended = await all;
  const seconds = (performance.now() - start) / 1000;
  const names = Object.keys(readState(worldAt(home)).config.profiles);
  return {
    lost: countLost(names),
    corrupt,
    looks,
    failed: ended.filter(({ code }) => code !== 0).map(({ stderr }) => stderr),
    leftOver: leftOverNames(home),
    seconds,
  };
}

function isWhole(path: string): boolean {
  if (!existsSync(path)) return true;
  try {
    JSON.parse(readFileSync(path, 'utf8'));
    return true;
  } catch {
    return false;
  }
}

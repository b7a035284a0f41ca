// The cost of an import of many profiles, and its effect on another process that wants to write.
import { existsSync, mkdirSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, runCli } from '../cli.ts';
import { temporaryDirectory } from '../context.ts';

export type ImportRun = {
  import: Ran & { added: number };
  /** The CPU time of the import, in milliseconds. */
  cpu: number;
  /** The elapsed time, in milliseconds. */
  time: number;
  writer: Ran;
};

const cloud = { apiUrl: 'https://api.botpress.cloud' };
const token = (text: string) => `bp_pat_${text.padStart(36, '0')}`;

const preload = (name: string) => `--import=${new URL(`../${name}`, import.meta.url)}`;

/**
 * Imports this many profiles with the built program. While the import holds the lock, another
 * process protects a profile.
 * @param standing whether the import is suspended for long in the middle of its write
 */
export async function importBeside(count: number, standing = false): Promise<ImportRun> {
  const directory = temporaryDirectory();
  const home = join(directory, '.botpress');
  mkdirSync(home, { mode: 0o700 });
  const before = { prod: { ...cloud, workspaceId: 'ws_prod', token: token('prod') } };
  write(join(home, 'config.json'), { version: 1, activeProfile: 'prod', profiles: before });
  const entry = (n: number) => ({ ...cloud, workspaceId: `ws_${n}`, token: token(`k${n}`) });
  const names = Array.from({ length: count }, (_, n) => [`p${n}`, entry(n)]);
  const offered = join(directory, 'offered.json');
  write(offered, { version: 1, profiles: Object.fromEntries(names) });

  const held = lockIn(home);
  const begun = performance.now();
  const argv = ['profiles', 'import', '--from', offered, '--json'];
  const preloads = [preload('tellCpu.mjs'), ...(standing ? [preload('standStill.mjs')] : [])];
  const importing = runCli(directory, argv, { env: { NODE_OPTIONS: preloads.join(' ') } });
  await Promise.race([held, importing]);
  const protect = runCli(directory, ['profiles', 'protect', 'prod']);
  const ran = await importing;
  const time = performance.now() - begun;
  const { added = [] } = ran.stdout === '' ? {} : JSON.parse(ran.stdout);
  const cpu = Number(/^cpu (\d+)$/m.exec(ran.stderr)?.[1]);
  return { import: { ...ran, added: added.length }, cpu, time, writer: await protect };
}

const write = (path: string, value: unknown) =>
  writeFileSync(path, JSON.stringify(value), { mode: 0o600 });

/** Resolves once the lock exists. */
function lockIn(home: string): Promise<void> {
  return new Promise(resolve => {
    const watcher = watch(home, () => {
      if (!existsSync(join(home, 'config.json.lock'))) return;
      watcher.close();
      resolve();
    });
  });
}

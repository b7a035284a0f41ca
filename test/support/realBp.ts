// The real bp from npm, installed once into a cache of its own: it is too large for a dev dependency.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './programs.ts';

/** The newest version on npm. */
export const bpVersion = '0.8.59';

const cache = fileURLToPath(
  new URL(`../../node_modules/.cache/botpress-cli-${bpVersion}`, import.meta.url),
);

/** The directories of bp's packages and of its program. */
export type RealBp = { packages: string; bin: string };

/**
 * Installs bp unless it is installed. If npm fails, prints a line that says so, and returns null.
 */
export function installBp(): RealBp | null {
  const found = { packages: join(cache, 'node_modules'), bin: join(cache, 'node_modules', '.bin') };
  if (existsSync(join(found.bin, 'bp'))) return found;
  const fresh = `${cache}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const argv = ['install', '--prefix', fresh, '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = spawnSync('npm', [...argv, '--prefer-offline', `@botpress/cli@${bpVersion}`], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (npm.status === 0 && !existsSync(cache)) renameSync(fresh, cache);
  rmSync(fresh, { recursive: true, force: true });
  if (existsSync(join(found.bin, 'bp'))) return found;
  const [why = ''] = npm.stderr?.match(/npm error .*/) ?? [];
  console.warn(`SKIPPED: the real bp ${bpVersion} (npm cannot install it here: ${why})`);
  return null;
}

/**
 * A project created by bp, with the packages for building it.
 * @returns its directory
 */
export async function bpProject(
  bp: RealBp,
  { home, type, name }: { home: string; type: 'bot' | 'integration'; name: string },
): Promise<string> {
  const env = { HOME: home, PATH: `${bp.bin}:${process.env.PATH}` };
  const argv = ['bp', 'init', '--type', type, '--name', name, '-y'];
  const made = await runProgram(argv, { env, cwd: home });
  if (made.code !== 0) throw new Error(`bp init: ${made.stdout}${made.stderr}`);
  symlinkSync(bp.packages, join(home, name, 'node_modules'));
  return join(home, name);
}

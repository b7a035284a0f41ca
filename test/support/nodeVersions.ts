// The Node versions that the package supports, as programs on this machine.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnv, type Ran, runProgram } from './programs.ts';

/** The oldest supported version, and the newest one of each later even major version. */
const versions = ['20.19.0', '22', '24', '26'] as const;

export type Runtime = { version: string; node: string };

/** Runs npm with this machine's settings. */
export function npm(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const own = Object.entries(process.env).filter(([, value]) => value !== undefined);
  // The variables that `npm run` sets about its own package are left out.
  const settings = own.filter(
    ([name]) => !/^(npm_(package|lifecycle|command)|INIT_CWD)/.test(name),
  );
  return runProgram(['npm', ...args], {
    env: { ...(Object.fromEntries(settings) as Record<string, string>), ...env },
    cwd: tmpdir(),
  });
}

/**
 * Node executables from npm packages, kept below the system's temporary directory.
 * @returns a sentence if one is unavailable
 */
export async function nodeVersions(): Promise<Runtime[] | string> {
  const found: Runtime[] = [];
  for (const version of versions) {
    const name = `node-${process.platform}-${process.arch}`;
    const directory = join(tmpdir(), 'bp-auth-node', version);
    const node = join(directory, 'node_modules', name, 'bin', 'node');
    if (!existsSync(node)) {
      mkdirSync(directory, { recursive: true });
      const flags = ['--prefix', directory, '--no-save', '--no-package-lock', '--ignore-scripts'];
      const { code } = await npm(['install', ...flags, `${name}@${version}`]);
      if (code !== 0) return `no ${name}@${version} from the registry`;
      // Other users have to be able to run this Node.
      chmodSync(directory, 0o755);
    }
    const { stdout } = await runProgram([node, '--version'], { env: cleanEnv() });
    found.push({ version: stdout.trim(), node });
  }
  return found;
}

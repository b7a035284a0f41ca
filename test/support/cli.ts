// The built program, run as a process of its own, as a user or a script would.
import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { builtCli, cleanEnv, type Ran } from './programs.ts';

export { builtCli, cleanEnv, type Ran } from './programs.ts';

export type RunOptions = {
  env?: Record<string, string>;
  cwd?: string;
  /** Standard input; closed at once if not given. */
  input?: string;
  /** Streams whose reading end is closed before the program writes. */
  closed?: ReadonlyArray<'stdout' | 'stderr'>;
  nodeArgs?: readonly string[];
};

/**
 * Arguments for Node that make the program believe it runs on Windows. There it writes through Node's
 * streams, not to the descriptors.
 */
export const asWindows = [
  '--import',
  'data:text/javascript,Object.defineProperty(process,"platform",{value:"win32"})',
];

/**
 * Runs bp-auth to its end. `home` is the user's home, so bp-auth's files are in `home/.botpress`.
 */
export function runCli(
  home: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), builtCli, ...args], {
    cwd: options.cwd ?? home,
    env: cleanEnv({ HOME: home, USERPROFILE: home, ...options.env }),
    stdio: 'pipe',
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  for (const pipe of options.closed ?? []) child[pipe].destroy();
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return new Promise(resolve => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

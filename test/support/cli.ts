// Runs the built program as a process of its own, as a user or a script would.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The file that package.json names as `bin`. */
export const builtCli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

export type Ran = {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
};

export type RunOptions = {
  env?: Record<string, string>;
  cwd?: string;
  /** Standard input; closed at once if not given. */
  input?: string;
};

/** The environment of a user's shell: nothing of this machine's CI or certificates, no credentials. */
export function cleanEnv(extra: Record<string, string> = {}): Record<string, string> {
  const { PATH = '', TMPDIR, LANG = 'C.UTF-8' } = process.env;
  return { PATH, LANG, ...(TMPDIR ? { TMPDIR } : {}), ...extra };
}

/** Runs bp-auth to its end. `home` is both the user's home and the parent of ~/.botpress. */
export function runCli(
  home: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [builtCli, ...args], {
    cwd: options.cwd ?? home,
    env: cleanEnv({ HOME: home, ...options.env }),
    stdio: 'pipe',
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
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

// Support for running our programs as processes, independent of the test runner.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The file that package.json names as `bin`. */
export const builtCli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

export type Ran = {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
};

/** The environment of a user's shell: no CI or certificate settings of this machine, no credentials. */
export function cleanEnv(extra: Record<string, string> = {}): Record<string, string> {
  const { PATH = '', TMPDIR, LANG = 'C.UTF-8' } = process.env;
  return { PATH, LANG, ...(TMPDIR ? { TMPDIR } : {}), ...extra };
}

/** Runs a program to its end, without input. */
export function runProgram(
  [command = '', ...args]: readonly string[],
  options: { env: Record<string, string>; cwd?: string },
): Promise<Ran> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

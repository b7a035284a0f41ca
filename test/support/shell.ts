// A script, run in a real shell, as a person or a CI job would.
import { spawn, spawnSync } from 'node:child_process';
import type { Ran } from './cli.ts';

export function runShell(
  script: string,
  options: { cwd: string; env: Record<string, string>; shell?: string },
): Promise<Ran> {
  const { shell = '/bin/sh', ...rest } = options;
  const child = spawn(shell, ['-c', script], { ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', chunk => {
    stderr += chunk;
  });
  return new Promise(resolve => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Whether a program is installed; tests that need it are visibly skipped if it is not. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

// Runs a script in /bin/sh, as a person or a CI job would.
import { spawn } from 'node:child_process';
import type { Ran } from './cli.ts';

export function runShell(
  script: string,
  options: { cwd: string; env: Record<string, string> },
): Promise<Ran> {
  const child = spawn('/bin/sh', ['-c', script], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  return new Promise(resolve => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

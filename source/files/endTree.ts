// Ending a program; on Windows also all that it has started. There the process may only be the
// interpreter of a `.cmd` file, and the real program is a child of the interpreter.
import { type ChildProcess, spawn } from 'node:child_process';
import { win32 } from 'node:path';
import type { Context } from '../context.ts';
import { systemPlatform } from '../system.ts';

export function endTree(child: ChildProcess, env: Context['env']): void {
  const end = () => {
    child.kill('SIGKILL');
  };
  const killer = systemPlatform === 'win32' ? treeKiller(env) : null;
  if (killer === null || child.pid === undefined) {
    end();
    return;
  }
  const args = ['/T', '/F', '/PID', String(child.pid)];
  // `child` itself is ended last: once it is gone, Windows cannot find its children.
  spawn(killer, args, { stdio: 'ignore', windowsHide: true }).once('error', end).once('exit', end);
}

/**
 * The program that ends a tree of processes, by its absolute path: a bare name could start a
 * stranger's file in the current directory. Null if Windows' directory is not known.
 */
export function treeKiller(env: Context['env']): string | null {
  const named = Object.entries(env).find(([name]) => /^(?:SystemRoot|windir)$/i.test(name));
  const root = named?.[1] ?? '';
  return win32.isAbsolute(root) ? win32.join(root, 'System32', 'taskkill.exe') : null;
}

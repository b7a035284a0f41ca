// The end of the terminal or of the parent process: the program ends, too, quietly and at once.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { builtCli, cleanEnv } from '../../support/cli.ts';
import { temporaryDirectory } from '../../support/context.ts';
import { type Pty, restored, startPty } from '../../support/pty.ts';

const holder = fileURLToPath(new URL('holder.mjs', import.meta.url));
const demo = `'${process.execPath}' '${builtCli}' --demo`;
const soon = { timeout: 10_000 };

const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

/** The child processes of a process (Linux). */
function childrenOf(pid: number): number[] {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return list === '' ? [] : list.split(' ').map(Number);
}

describe('a terminal that is closed', () => {
  test.each([
    ['hangs us up', demo],
    // After `setsid` no signal comes, but reading and writing fail.
    ['is noticed without a signal', `exec setsid ${demo}`],
  ])('%s', async (_, command) => {
    const home = temporaryDirectory();
    const code = join(home, 'code');
    const errors = join(home, 'errors');
    // The shell survives the terminal and reports how the program ended.
    const script = `trap '' HUP; (${command}) 2>'${errors}'; echo $? >'${code}'`;
    const child = spawn(process.execPath, [holder, 'authenticated', 'bash', '-c', script], {
      cwd: home,
      env: cleanEnv({ HOME: home, TERM: 'xterm-256color' }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await new Promise(resolve => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await expect.poll(() => existsSync(code) && readFileSync(code, 'utf8'), soon).toBe('129\n');
    expect(readFileSync(errors, 'utf8')).toBe('');
  });
});

/** The demo, started by a second shell within an interactive one. */
async function startThroughShell(): Promise<{ pty: Pty; parent: number; own: number }> {
  const home = temporaryDirectory();
  const pty = startPty('bash', ['--norc', '--noprofile', '-i'], {
    env: { HOME: home, PS1: 'prompt> ' },
    cwd: home,
  });
  await pty.waitFor('prompt>');
  pty.send(`bash -c "echo \\$\\$ >parent; ${demo}; true"\r`);
  await pty.waitFor('authenticated');
  const parent = Number(readFileSync(join(home, 'parent'), 'utf8'));
  const [own = 0] = childrenOf(parent);
  return { pty, parent, own };
}

describe('whoever started us', () => {
  test('dies, and we end with it: the shell has its terminal back', async () => {
    const { pty, parent, own } = await startThroughShell();
    process.kill(parent, 'SIGKILL');
    await expect.poll(() => isAlive(own), soon).toBe(false);
    pty.send('echo us$((1))able\r');
    await pty.waitFor('us1able');
    // The shell may switch bracketed paste on for itself.
    expect(pty.screen.modes()).toEqual({ ...restored, bracketedPaste: expect.any(Boolean) });
  });

  test('gets nothing of what was typed for us', async () => {
    const { pty, own } = await startThroughShell();
    // Ctrl+C, because a q with so much text after it would be the first letter of a paste.
    pty.send('\u0003echo LAND$((1))ED\r');
    await expect.poll(() => isAlive(own), soon).toBe(false);
    pty.send('echo us$((1))able\r');
    await pty.waitFor('us1able');
    expect(pty.output()).not.toContain('LAND1ED');
  });
});

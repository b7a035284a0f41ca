// Output of libraries and warnings of Node while the UI runs: not in the middle of the screen, but in the
// log.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { builtCli } from '../../support/cli.ts';
import { temporaryDirectory } from '../../support/context.ts';
import { startPty } from '../../support/pty.ts';

const printing = fileURLToPath(new URL('printing.cjs', import.meta.url));

test('what others print goes to the log, and the screen stays as it is', async () => {
  const home = temporaryDirectory();
  const args = ['--require', printing, builtCli, '--demo'];
  const pty = startPty(process.execPath, args, { env: { HOME: home }, cwd: home });
  await pty.waitFor('✓ authenticated');
  const before = pty.screen.text();
  const written = pty.output().length;
  pty.kill('SIGUSR2');
  pty.press('L');
  await pty.waitFor('this is old');
  expect(pty.screen.text()).toMatch(/DeprecationWarning: this is old/);
  expect(pty.screen.text()).toMatch(/▲ printed by \{ a: 'library' \}/);
  expect(pty.screen.text()).toContain('an error printed, with bp_pat_… (23 characters');
  pty.press('esc');
  await pty.waitFor(text => text === before);
  expect(pty.screen.clears()).toBe(1);
  expect(pty.output().slice(written)).not.toContain('bp_pat_1');
  pty.press('q');
  expect(await pty.exited).toMatchObject({ code: 0 });
  expect(pty.screen.text().trim()).toBe('');
});

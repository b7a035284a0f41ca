// A crash on each screen: the terminal is restored, and no secret is shown.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../support/context.ts';
import { restored, startPty } from '../../support/pty.ts';
import { profile } from '../world.ts';

const crashing = fileURLToPath(new URL('crashing.mjs', import.meta.url));
const nowhere = 'http://127.0.0.1:9';

/** A home whose API cannot be reached. */
function home(): string {
  const directory = temporaryDirectory();
  const dev = profile('dev', { apiUrl: nowhere, tokenOrigin: nowhere, protected: true });
  mkdirSync(join(directory, '.botpress'), { mode: 0o700 });
  writeFileSync(
    join(directory, '.botpress', 'config.json'),
    JSON.stringify({ version: 1, activeProfile: 'dev', profiles: { dev } }),
    { mode: 0o600 },
  );
  return directory;
}

test.each<[screen: string, key: string | null, shows: string]>([
  ['the profiles', null, 'enter use'],
  ['the filter', '/', 'enter keep'],
  ['the login', 'n', 'Which Botpress API?'],
  ['the workspace', 'w', 'dev › Workspace'],
  ['the tokens', 't', 'Personal access tokens'],
  ['troubleshooting', 'x', 'dev › Troubleshooting'],
  ['a question', 'd', 'Remove dev?'],
  ['the help', '?', 'Use the selected profile'],
  ['the log', 'L', 'What happened'],
  ['the palette', ':', 'enter do it'],
])('a crash in %s leaves a usable terminal', async (_, key, shows) => {
  const directory = home();
  const pty = startPty(process.execPath, [crashing], { env: { HOME: directory }, cwd: directory });
  await pty.waitFor('offline');
  if (key !== null) pty.press(key);
  await pty.waitFor(shows);
  pty.kill('SIGUSR2');
  await pty.waitFor(() => pty.output().includes('broken'));
  pty.press('down');
  expect(await pty.exited).toMatchObject({ code: 1 });
  expect(pty.screen.modes()).toEqual(restored);
  expect(pty.screen.text()).toContain('bug: Unexpected error (Error)');
  expect(pty.output()).not.toContain('bp_pat_1234567890abcdef');
});

// Questions that commands ask in a pseudo-terminal: which keys leave a question, and that nothing changes
// then.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareDirectory } from '../../source/profiles/homeDirectory.ts';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { startPty } from '../support/pty.ts';
import { sampleTokens } from '../support/sandbox.ts';

const apiUrl = 'http://127.0.0.1:9';
const token = sampleTokens.owner;

/** A home with two profiles: dev is active, prod is protected. */
function homeWithProfiles() {
  const home = temporaryDirectory();
  const path = join(home, '.botpress', 'config.json');
  const dev = { apiUrl, tokenOrigin: apiUrl, kind: 'pat', workspaceId: 'ws_dev', token };
  const prod = { ...dev, workspaceId: 'ws_prod', protected: true };
  prepareDirectory(join(home, '.botpress'));
  writeFileSync(
    path,
    JSON.stringify({ version: 1, activeProfile: 'dev', profiles: { dev, prod } }),
    { mode: 0o600 },
  );
  return { home, stored: () => readFileSync(path, 'utf8') };
}

const questions: ReadonlyArray<readonly [command: string, question: string]> = [
  ['profiles use prod', 'Type its name to go on'],
  ['profiles use', 'Number (1–'],
  ['logout --all', '[y/N]'],
  ['profiles protect prod --off', 'Type its name to go on'],
  ['login --with-token --apiUrl http://127.0.0.1:9', 'Token (not shown)'],
];

const waysOut: ReadonlyArray<readonly [name: string, bytes: string]> = [
  ['Esc', '\x1b'],
  ['Ctrl+C', '\x03'],
  ['Ctrl+D', '\x04'],
];

describe.each(questions)('the question of %s', (command, question) => {
  test.each(waysOut)('is left by %s, with 130, and nothing is changed', async (_, bytes) => {
    const { home, stored } = homeWithProfiles();
    const before = stored();
    const pty = startPty(process.execPath, [builtCli, ...command.split(' ')], {
      env: { HOME: home },
      cwd: home,
    });
    await pty.waitFor(question);
    pty.send(bytes);
    expect(await pty.exited).toMatchObject({ code: 130 });
    expect(pty.screen.text()).toContain('Cancelled');
    expect(stored()).toBe(before);
  });
});

test('an arrow key, which begins with Esc, leaves no question', async () => {
  const { home } = homeWithProfiles();
  const args = [builtCli, 'profiles', 'use', 'prod'];
  const pty = startPty(process.execPath, args, { env: { HOME: home }, cwd: home });
  await pty.waitFor('Type its name to go on');
  pty.send('\x1b[A\x1b[Dprod\r');
  expect(await pty.exited).toMatchObject({ code: 0 });
});

// What the screens of the built program share, in a real terminal: which profile applies, and what
// is known about each profile.
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtCli, runCli } from '../../support/cli.ts';
import { temporaryDirectory } from '../../support/context.ts';
import { type Pty, startPty } from '../../support/pty.ts';
import { sampleTokens, sandboxForTest } from '../../support/sandbox.ts';

const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

/** A home with profiles of some workspaces, and the UI opened in a directory of its own. */
async function stage(profiles: Record<string, object>, config: object = {}) {
  const { url } = await sandboxForTest();
  const home = realpathSync(temporaryDirectory());
  const here = join(home, 'work');
  mkdirSync(here);
  const base = {
    ...{ apiUrl: url, tokenOrigin: new URL(url).origin, kind: 'pat' },
    token: sampleTokens.owner,
  };
  const named = Object.entries(profiles).map(([name, more], index) => [
    name,
    { ...base, id: `id-${index}`, ...more },
  ]);
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  const file = join(home, '.botpress', 'config.json');
  const write = (more: object) =>
    writeFileSync(
      file,
      JSON.stringify({ version: 1, profiles: Object.fromEntries(named), ...config, ...more }),
      { mode: 0o600 },
    );
  write({});
  const open = (env: Record<string, string> = {}): Pty =>
    startPty(process.execPath, [builtCli], {
      ...{ columns: 100, rows: 30, cwd: here },
      env: { HOME: home, ...env },
    });
  const stored = () => JSON.parse(readFileSync(file, 'utf8'));
  return { home, here, open, stored, write };
}

test('a switch in a bound directory is told as what it is, and ends with the key that it names', async () => {
  const { here, open, stored, write } = await stage({
    dev: { workspaceId: 'ws_dev' },
    acme: { workspaceId: 'ws_abc123' },
    shop: { workspaceId: 'ws_prod' },
  });
  write({ activeProfile: 'dev', directories: { [here]: 'acme' } });
  const pty = open();
  await pty.waitFor(/^bp-auth {2}acme /m);
  // The cursor starts on the profile that applies here.
  await pty.waitFor(/^❯ ◉ acme/m);
  pty.press('G', 'enter');
  await pty.waitFor(text =>
    flat(text).includes(
      `shop is active now, but acme applies here, not shop: it is bound to ${here}. Press b on acme to unbind this directory`,
    ),
  );
  await pty.waitFor(/^bp-auth {2}acme /m);
  pty.press('k', 'b');
  await pty.waitFor(text =>
    flat(text).includes(`${here} is no longer bound: shop applies here now`),
  );
  await pty.waitFor(/^bp-auth {2}shop /m);
  expect(stored()).toMatchObject({ activeProfile: 'shop', directories: {} });
  pty.press('q');
  expect(await pty.exited).toMatchObject({ code: 0 });
});

test('the list knows what tokens, workspace and troubleshooting have found', async () => {
  const { open, stored } = await stage(
    {
      imported: { workspaceId: 'ws_dev' },
      expired: { workspaceId: 'ws_dev', token: sampleTokens.expired },
      quota: { workspaceId: 'ws_quota', accountEmail: 'owner@example.com' },
      blocked: { workspaceId: 'ws_blocked', accountEmail: 'owner@example.com' },
      lost: { workspaceId: 'ws_lost', accountEmail: 'owner@example.com' },
      revoked: { workspaceId: 'ws_dev', token: sampleTokens.revoked },
    },
    { activeProfile: 'imported' },
  );
  const before = JSON.stringify(stored());
  const pty = open();
  await pty.waitFor('✓ authenticated');
  // The check also asked for the token's owner, but opening a screen saves nothing.
  await pty.waitFor(/account +owner@example\.com/);
  expect(JSON.stringify(stored())).toBe(before);

  pty.press('v');
  await expect.poll(() => stored().profiles.imported.accountEmail).toBe('owner@example.com');
  expect(stored().profiles.imported).toMatchObject({ workspaceName: 'dev' });
  expect(stored().profiles.imported.verifiedAt).toMatch(/^\d{4}-/);

  pty.press('down', 't');
  await pty.waitFor('401');
  pty.press('esc');
  await pty.waitFor(/^❯ +expired .*✗ rejected/m);

  pty.press('down', 'w');
  await pty.waitFor(/QuotaExceeded|quota/i);
  await pty.waitFor(text => !/loading/.test(text));
  pty.press('esc');
  await pty.waitFor(/^❯ +quota .*✓ ok · quota used up/m);

  pty.press('down', 'v');
  await pty.waitFor(/^❯ +blocked .*✓ ok · blocked/m);

  pty.press('down', 'v');
  await pty.waitFor(/^❯ +lost .*✗ not found/m);
  await pty.waitFor('There is no workspace ws_lost');

  pty.press('down', 'x');
  await pty.waitFor('Troubleshooting');
  await pty.waitFor('does not accept the personal access token');
  pty.press('esc');
  await pty.waitFor(/^❯ +revoked .*✗ rejected/m);
  pty.press('q');
  expect(await pty.exited).toMatchObject({ code: 0 });
});

test('a list that checks shows what it learned, and writes nothing', async () => {
  const { home, stored } = await stage(
    {
      imported: { workspaceId: 'ws_dev' },
      blocked: { workspaceId: 'ws_blocked' },
      lost: { workspaceId: 'ws_lost' },
    },
    { activeProfile: 'imported' },
  );
  const before = JSON.stringify(stored());
  const { code, stdout } = await runCli(home, ['profiles', 'list', '--check']);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^\* imported +dev \(ws_dev\) .* owner@example\.com +ok$/m);
  expect(stdout).toMatch(/^ {2}blocked .* owner@example\.com +ok, blocked$/m);
  expect(stdout).toMatch(/^ {2}lost .*bad \(no access to this workspace\)$/m);
  const json = await runCli(home, ['profiles', 'list', '--check', '--json']);
  expect(JSON.parse(json.stdout).profiles[0]).toMatchObject({
    ...{ name: 'imported', account: 'owner@example.com', workspaceName: 'dev' },
    ...{ authenticated: 'yes', reason: null },
  });
  expect(Object.keys(JSON.parse(json.stdout).profiles[0])).not.toContain('learned');
  for (const argv of [['active'], ['list', '--check']]) await runCli(home, ['profiles', ...argv]);
  for (const argv of [['tokens', 'list'], ['doctor']]) await runCli(home, argv);
  expect(JSON.stringify(stored())).toBe(before);
});

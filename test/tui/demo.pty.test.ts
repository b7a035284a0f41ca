// The whole program in a real terminal: the demo from start to end, and a login in a fresh home.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { type Pty, restored, startPty } from '../support/pty.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

function start(...args: string[]): { pty: Pty; home: string } {
  const home = temporaryDirectory();
  const pty = startPty(process.execPath, [builtCli, ...args], { env: { HOME: home }, cwd: home });
  return { pty, home };
}

/** The profile's row, with the cursor on it. */
const pointedAt = (name: string) => new RegExp(`^❯ .{2}${name} `, 'm');

describe('the demo', () => {
  test('from start to end', async () => {
    const { pty } = start('--demo');
    await pty.waitFor('✓ authenticated');
    await pty.waitFor(pointedAt('dev'));

    // Arrows, and two keys in one write.
    pty.press('down');
    await pty.waitFor(pointedAt('prod'));
    pty.send('\u001b[B\u001b[B');
    await pty.waitFor(pointedAt('expired'));

    // The expired profile is shown as rejected.
    pty.press('v');
    await pty.waitFor(/expired .*✗ rejected/);

    // Switching.
    pty.press('up', 'enter');
    await pty.waitFor('Now using acme');
    await pty.waitFor(/^bp-auth {2}acme → acme \(ws_abc123\)/m);

    // The viewer's 403 is reported as a problem of the role.
    pty.press('G', 'x');
    await pty.waitFor('Everything that was checked is fine');
    pty.press('f', 'down', 'enter');
    await pty.waitFor('viewer › Troubleshooting  to deploy a bot');
    await pty.waitFor(/role viewer/);
    pty.press('esc');
    await pty.waitFor(pointedAt('viewer'));

    // Logging in by pasting a token with a trailing newline.
    pty.press('n');
    await pty.waitFor('Tab puts in a sample token');
    await pty.waitFor('Paste a personal access token');
    pty.paste(`${sampleTokens.owner}\n`);
    await pty.waitFor('bp_pat_… (23 characters)');
    pty.press('enter');
    await pty.waitFor('Which workspace of owner@example.com?');
    pty.press('/');
    await pty.waitFor(/^\/ +\d+ of \d+$/m);
    pty.send('prod');
    await pty.waitFor(/❯ prod +ws_prod/);
    pty.press('enter');
    await pty.waitFor('(esc clears)');
    pty.press('enter');
    await pty.waitFor('Which profile name?');
    pty.press('ctrl+u');
    pty.send('from-form\r');
    await pty.waitFor('from-form is the active profile now');
    pty.press('enter');
    await pty.waitFor(pointedAt('from-form'));

    pty.press('q');
    expect(await pty.exited).toMatchObject({ code: 0 });
    expect(pty.screen.modes()).toEqual(restored);
    expect(pty.screen.text().trim()).toBe('');
    expect(pty.output()).not.toContain(sampleTokens.owner);
  });
});

describe('a login on a home of one’s own', () => {
  test('leaves a config.json that nobody else can read', async () => {
    const sandbox = await sandboxForTest();
    const { pty, home } = start();
    await pty.waitFor('There is no profile yet');
    pty.press('n');
    await pty.waitFor('How do you log in to');
    pty.press('tab');
    await pty.waitFor('Which Botpress API?');
    pty.press('down');
    await pty.waitFor('Another URL:');
    pty.send(sandbox.url);
    await pty.waitFor(`✓ ${sandbox.url}`);
    pty.press('enter');
    await pty.waitFor('❯ Open the browser');
    pty.press('down', 'enter');
    await pty.waitFor('Paste a personal access token');
    pty.paste(`${sampleTokens.owner}\n`);
    await pty.waitFor('(23 characters)');
    pty.press('enter');
    await pty.waitFor(/❯ acme +ws_abc123/);
    pty.press('enter');
    await pty.waitFor('A new profile acme');
    pty.press('enter');
    await pty.waitFor('acme is the active profile now');
    pty.press('enter');
    await pty.waitFor(pointedAt('acme'));
    pty.press('q');
    expect(await pty.exited).toMatchObject({ code: 0 });

    const path = join(home, '.botpress', 'config.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, '.botpress')).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      activeProfile: 'acme',
      profiles: { acme: { workspaceId: 'ws_abc123', token: sampleTokens.owner } },
    });
  });

  test('`bp-auth login` ends with it, and says so in one line that stays', async () => {
    const sandbox = await sandboxForTest();
    const { pty } = start('login', '--apiUrl', sandbox.url, '--profile', 'mine');
    await pty.waitFor('Or paste a token, at any moment');
    pty.paste(sampleTokens.single);
    pty.press('enter');
    await pty.waitFor('ws_solo');
    pty.press('enter');
    await pty.waitFor('A new profile mine');
    pty.press('enter');
    await pty.waitFor('mine is the active profile now');
    pty.press('enter');
    expect(await pty.exited).toMatchObject({ code: 0 });
    expect(pty.screen.modes()).toEqual(restored);
    expect(pty.screen.text()).toMatch(/Logged in as .*: profile mine, workspace .*\(ws_solo\)/);
  });

  test('Esc out of `bp-auth login` is 130 and stores nothing', async () => {
    const { pty, home } = start('login');
    await pty.waitFor('Open this address yourself');
    pty.press('esc');
    expect(await pty.exited).toMatchObject({ code: 130 });
    expect(() => statSync(join(home, '.botpress', 'config.json'))).toThrow();
  });
});

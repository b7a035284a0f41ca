// Logging in through the browser, the whole program in a real terminal, without a real browser.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { callbackOf, knock, navigation } from '../login/knock.ts';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { type Pty, restored, startPty } from '../support/pty.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

/** A program for $BROWSER: opens the page, follows its link as a person would, and goes where that leads. */
const browser = `#!/usr/bin/env node
import { get } from 'node:http';
import { writeFileSync } from 'node:fs';
const read = address => new Promise((resolve, reject) => get(address, answer => {
  let text = '';
  answer.on('data', chunk => { text += chunk; });
  answer.on('end', () => resolve({ text, next: answer.headers.location }));
}).on('error', reject));
writeFileSync(new URL('started', import.meta.url), '');
const { text } = await read(process.argv[2]);
const href = /id="approve" href="([^"]+)"/.exec(text)[1]
  .replaceAll(/&#(\\d+);/g, (_, code) => String.fromCharCode(code));
const { next } = await read(href);
await read(new URL(next, href));
`;

function browserProgram() {
  const directory = temporaryDirectory();
  const program = join(directory, 'browser.mjs');
  writeFileSync(program, browser, { mode: 0o700 });
  return { program, wasStarted: () => existsSync(join(directory, 'started')) };
}

function start(args: string[], env: Record<string, string> = {}): { pty: Pty; home: string } {
  const home = temporaryDirectory();
  const options = { env: { HOME: home, ...env }, cwd: home };
  return { pty: startPty(process.execPath, [builtCli, ...args], options), home };
}

const storedIn = (home: string) =>
  JSON.parse(readFileSync(join(home, '.botpress', 'config.json'), 'utf8'));

/** The address as it stands on the screen, put together again from its rows. */
const addressOn = (pty: Pty) =>
  /https?:\/\/\S+\/cli-login\?redirect=\S+/.exec(
    pty.screen
      .lines()
      .join('')
      .replace(/Or paste.*/, ''),
  )?.[0] ?? '';

describe('`bp-auth login` in a terminal', () => {
  test('opens $BROWSER, takes the token that it brings, and stores what was chosen', async () => {
    const sandbox = await sandboxForTest();
    const { program } = browserProgram();
    const { pty, home } = start(['login', '--apiUrl', sandbox.url], { BROWSER: program });
    await pty.waitFor('Which workspace of owner@example.com?');
    await pty.waitFor(/❯ acme +ws_abc123/);
    pty.press('down', 'enter');
    await pty.waitFor('A new profile dev');
    pty.press('enter');
    await pty.waitFor('dev is the active profile now');
    await pty.waitFor(/bp +uses it from now on/);
    pty.press('enter');
    expect(await pty.exited).toMatchObject({ code: 0 });
    expect(pty.screen.modes()).toEqual(restored);
    expect(pty.screen.text()).toContain('profile dev, workspace dev (ws_dev)');

    expect(statSync(join(home, '.botpress', 'config.json')).mode & 0o777).toBe(0o600);
    const { activeProfile, profiles } = storedIn(home);
    expect(activeProfile).toBe('dev');
    expect(profiles.dev).toMatchObject({ workspaceId: 'ws_dev', tokenOrigin: sandbox.url });
    expect(profiles.dev.token).toMatch(/^bp_pat_[\w-]{36}$/);
    expect(pty.output()).not.toContain(profiles.dev.token);
  });

  test('with --no-browser starts none, and takes what is opened by hand', async () => {
    const sandbox = await sandboxForTest();
    const { program, wasStarted } = browserProgram();
    const args = ['login', '--no-browser', '--apiUrl', sandbox.url];
    const { pty } = start(args, { BROWSER: program });
    await pty.waitFor('Open this address yourself');
    const address = addressOn(pty);
    expect(address).toContain(`${sandbox.url}/cli-login?redirect=`);
    const back = `${callbackOf(address)}?pat=${sampleTokens.single}`;
    await knock(back, { headers: navigation });
    await pty.waitFor(/❯ solo +ws_solo/);
    expect(wasStarted()).toBe(false);
  });

  test('takes a paste while it waits: a bot key becomes a profile of its own kind', async () => {
    const sandbox = await sandboxForTest();
    const { pty, home } = start(['login', '--apiUrl', sandbox.url]);
    await pty.waitFor('Open this address yourself');
    const callback = callbackOf(addressOn(pty));
    pty.paste(`export BP_TOKEN="${sampleTokens.bot}"\n`);
    await pty.waitFor('A bot key: for one bot');
    await pty.waitFor('Taken off: line ends, the variable name before it, quotes');
    pty.press('enter');
    await pty.waitFor('For which bot? Its id:');
    await vi.waitFor(() => expect(knock(callback)).rejects.toMatchObject({ code: 'ECONNREFUSED' }));
    pty.send('bot_other\r');
    await pty.waitFor(/✗ .*403 Forbidden/);
    pty.press('ctrl+u');
    pty.send('bot_acme\r');
    await pty.waitFor('A new profile acme');
    pty.press('enter');
    await pty.waitFor(/bp +is logged out now/);
    pty.press('enter');
    expect(await pty.exited).toMatchObject({ code: 0 });
    expect(storedIn(home)).toMatchObject({
      activeProfile: 'acme',
      profiles: { acme: { kind: 'bot', botId: 'bot_acme', token: sampleTokens.bot } },
    });
  });

  test('stops listening when Esc cancels it', async () => {
    const sandbox = await sandboxForTest();
    const { pty, home } = start(['login', '--apiUrl', sandbox.url]);
    await pty.waitFor('Open this address yourself');
    const callback = callbackOf(addressOn(pty));
    expect((await knock(`${callback}/elsewhere`)).status).toBe(404);
    pty.press('esc');
    expect(await pty.exited).toMatchObject({ code: 130 });
    await expect(knock(callback)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(existsSync(join(home, '.botpress', 'config.json'))).toBe(false);
  });
});

// Logging in through the browser, the whole program in a real terminal, without a real browser.
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { callbackOf, knock, navigation } from '../../../login/knock.ts';
import { builtCli, cleanEnv } from '../../../support/cli.ts';
import { temporaryDirectory } from '../../../support/context.ts';
import { type Pty, restored, startPty } from '../../../support/pty.ts';
import { sampleTokens, sandboxForTest } from '../../../support/sandbox.ts';

/** A program for $BROWSER: opens the page, follows its link as a user would, and goes where that leads. */
const browser = `#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
const read = address => new Promise((resolve, reject) => get(address, answer => {
  let text = '';
  answer.on('data', chunk => { text += chunk; });
  answer.on('end', () => resolve({ text, next: answer.headers.location }));
}).on('error', reject));
writeFileSync(new URL('started', import.meta.url), '');
const door = await read(process.argv[2]);
const { text } = await read(door.next);
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

/** The address on the screen, joined from its rows. */
const addressOn = (pty: Pty) =>
  /https?:\/\/\S+\/cli-login\?redirect=\S+/.exec(
    pty.screen
      .lines()
      .join('')
      .replace(/Or paste.*/, ''),
  )?.[0] ?? '';

/** Everything that other users of the machine can see of the running programs. */
const commandLines = () =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return [];
      }
    });

describe.skipIf(process.platform !== 'linux')('among other users of the machine', () => {
  test('no command line has the address that the token comes back to', async () => {
    const sandbox = await sandboxForTest();
    const directory = temporaryDirectory();
    const program = join(directory, 'browser');
    // A browser's stand-in that keeps running, so that its arguments can be seen.
    writeFileSync(
      program,
      `#!/bin/sh\necho $$ > '${directory}/pid'\nread never < '${directory}/fifo'\n`,
      {
        mode: 0o700,
      },
    );
    execFileSync('mkfifo', [join(directory, 'fifo')]);
    const { pty } = start(['login', '--apiUrl', sandbox.url], { BROWSER: program });
    await pty.waitFor('Approve the login there');
    onTestFinished(() => void process.kill(Number(readFileSync(join(directory, 'pid'), 'utf8'))));
    const callback = callbackOf(addressOn(pty));
    const seen = await vi.waitFor(() => {
      const lines = commandLines();
      expect(lines.join('\n')).toContain(`${program} http`);
      return lines;
    }, 10_000);
    expect(seen.filter(line => line.includes(new URL(callback).pathname))).toEqual([]);
    expect(seen.filter(line => line.includes('cli-login'))).toEqual([]);

    // The address in the browser's command line opens the login once, and for no other user.
    const [, door = ''] = /(http:\/\/127\.0\.0\.1:\d+\/open\?\S+)/.exec(seen.join('\n')) ?? [];
    if (process.getuid?.() === 0) {
      const asNobody = (script: string) => runAs(65_534, script, door, callback);
      expect(await asNobody(askingFor('door'))).toBe('403');
      expect(await asNobody(askingFor(`callback + '?pat=${sampleTokens.single}'`))).toBe('403');
      // The connection is closed before its user can be determined.
      for (const end of ['destroy()', 'resetAndDestroy()', 'end()'])
        await asNobody(sendingAndThen(`${sampleTokens.single}`, end));
    } else console.warn('SKIPPED: another user (not root here)');
    const led = await knock(door, { headers: navigation });
    expect([led.status, callbackOf(led.headers.location ?? '')]).toEqual([303, callback]);
    expect((await knock(door, { headers: navigation })).status).toBe(410);
    expect(pty.screen.text()).toContain('Waiting for your browser');
    await knock(`${callback}?pat=${sampleTokens.owner}`, { headers: navigation });
    await pty.waitFor('Which workspace of owner@example.com?');
  });
});

const askingFor = (address: string) =>
  `require('node:http').get(${address}, answer => { console.log(answer.statusCode); answer.resume(); })`;

/** Sends the whole request, and closes at once. */
const sendingAndThen = (token: string, end: string) => `
  const { host, hostname, port, pathname } = new URL(callback);
  const socket = require('node:net').connect(port, hostname, () => {
    socket.write('GET ' + pathname + '?pat=${token} HTTP/1.1\\r\\nHost: ' + host + '\\r\\n\\r\\n');
    socket.${end};
  });
  socket.on('error', () => {});`;

/** Runs a script as another user. @returns what it printed */
async function runAs(uid: number, script: string, door: string, callback: string): Promise<string> {
  const names = `const [door, callback] = ${JSON.stringify([door, callback])};`;
  const options = { uid, gid: uid, cwd: '/', env: cleanEnv() };
  const ran = await promisify(execFile)(process.execPath, ['-e', names + script], options);
  return ran.stdout.trim();
}

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
    await pty.waitFor(/bp +uses this profile from now on/);
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
    await pty.waitFor('Taken off the token: a line end, the variable name before it, quotes');
    pty.press('enter');
    await pty.waitFor('For which bot? Its id:');
    await vi.waitFor(async () => expect((await knock(callback)).status).toBe(410));
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

  test('stops listening when Esc cancels it, whoever holds a connection, and says what is to be closed', async () => {
    const sandbox = await sandboxForTest();
    const { pty, home } = start(['login', '--apiUrl', sandbox.url]);
    await pty.waitFor('Open this address yourself');
    const callback = callbackOf(addressOn(pty));
    expect((await knock(`${callback}/elsewhere`)).status).toBe(404);
    const held = connect(Number(new URL(callback).port), '127.0.0.1');
    onTestFinished(() => void held.destroy());
    held.on('error', () => {});
    await once(held, 'connect');
    pty.press('esc');
    expect(await pty.exited).toMatchObject({ code: 130 });
    expect(pty.screen.text()).toContain('Close the tab of the login page');
    await expect(knock(callback)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(existsSync(join(home, '.botpress', 'config.json'))).toBe(false);
  });

  test.each(['in the form', 'at the prompt'])(
    'takes the address that a browser on another computer ended on, %s',
    async where => {
      const sandbox = await sandboxForTest();
      const inForm = where === 'in the form';
      const more = inForm ? [] : ['--with-token', '--workspaceId', 'ws_dev'];
      const { pty, home } = start(['login', '--apiUrl', sandbox.url, ...more]);
      await pty.waitFor(inForm ? 'If the browser is on another computer' : 'Token (not shown):');
      pty.paste(`http://127.0.0.1:41234/somewhere-else?pat=${sampleTokens.owner}`);
      if (inForm) await pty.waitFor('Taken off the token: the address around it');
      pty.press('enter');
      if (inForm) {
        await pty.waitFor('Which workspace of owner@example.com?');
        await pty.waitFor(/❯ acme +ws_abc123/);
        pty.press('down', 'enter');
        await pty.waitFor('A new profile dev');
        pty.press('enter');
        await pty.waitFor('dev is the active profile now');
        pty.press('enter');
      }
      expect(await pty.exited).toMatchObject({ code: 0 });
      expect(storedIn(home).profiles.dev).toMatchObject({ token: sampleTokens.owner });
      expect(pty.output()).not.toContain(sampleTokens.owner);
      const closes = pty.screen.text().includes('Close the tab of the login page');
      expect(closes).toBe(inForm);
    },
  );

  test('keeps the port while the UI goes on: a late token reaches nobody', async () => {
    const sandbox = await sandboxForTest();
    const { pty, home } = start(['login', '--apiUrl', sandbox.url]);
    await pty.waitFor('Open this address yourself');
    const callback = callbackOf(addressOn(pty));
    pty.paste(sampleTokens.single);
    await pty.waitFor('A personal access token');
    pty.press('enter');
    await pty.waitFor(/❯ solo +ws_solo/);
    const late = await knock(`${callback}?pat=${sampleTokens.owner}`, { headers: navigation });
    expect([late.status, late.text]).toEqual([
      410,
      expect.stringContaining('This login has ended'),
    ]);
    pty.press('enter');
    await pty.waitFor('A new profile solo');
    pty.press('enter');
    await pty.waitFor('solo is the active profile now');
    pty.press('enter');
    expect(await pty.exited).toMatchObject({ code: 0 });
    expect(storedIn(home).profiles.solo).toMatchObject({ token: sampleTokens.single });
  });
});

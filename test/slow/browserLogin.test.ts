// The whole login with a real Chromium: afterwards the token is visible nowhere.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startBrowserLogin } from '../../source/login/browserLogin.ts';
import type { Sandbox } from '../../source/sandbox/server.ts';
import { callbackOf, knock } from '../login/knock.ts';
import {
  chromium,
  chromiumFlags,
  endGroup,
  filesWith,
  openTab,
  type Tab,
} from '../support/chromium.ts';
import { builtCli } from '../support/cli.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { startPty } from '../support/pty.ts';
import { reachedOther, sandboxForTest } from '../support/sandbox.ts';
import { isInstalled } from '../support/shell.ts';

const installed = isInstalled(chromium);
if (!installed)
  console.warn(`SKIPPED: the browser login with a real browser (no ${chromium} here)`);

const soon = { timeout: 20_000, interval: 50 };

describe.skipIf(!installed)('with a real Chromium', { timeout: 90_000 }, () => {
  test('the login is completed by a click, and the token stays nowhere in sight', async () => {
    const sandbox = await sandboxForTest();
    const login = await startBrowserLogin(fakeContext(), { apiUrl: sandbox.url });
    const callback = callbackOf(login.url);
    const tab = await openTab();
    for (const domain of ['Page', 'Network', 'Log']) await tab.send(`${domain}.enable`);

    await tab.send('Page.navigate', { url: login.url });
    await until(tab, 'document.querySelector("#approve") !== null', true);
    await tab.evaluate('document.querySelector("#approve").click()');
    const token = await login.token;
    expect(await whoIs(sandbox, token)).toBe('owner@example.com');

    await until(tab, 'location.href', `${callback}/done`);
    await until(tab, 'document.readyState', 'complete');
    const page = await tab.evaluate<string>('document.documentElement.outerHTML');
    expect(page).toContain('Back to your terminal');
    expect(
      await tab.evaluate('getComputedStyle(document.querySelector("ol")).listStyle'),
    ).toContain('none');
    const leftovers = await tab.evaluate<string>(`JSON.stringify([
      document.referrer, document.cookie, window.name, history.state, { ...localStorage },
      { ...sessionStorage }, performance.getEntries().map(({ name }) => name)])`);
    const entries = JSON.stringify(await tab.send('Page.getNavigationHistory'));
    expect(entries).toContain(`${callback}/done`);
    for (const place of [page, leftovers, entries]) expect(place).not.toContain(token);
    expect(
      JSON.stringify(tab.events.filter(({ method }) => method === 'Log.entryAdded')),
    ).not.toMatch(/Content Security Policy/i);
    expect((await knock(callback)).status).toBe(410);

    await tab.evaluate(`location.href = ${JSON.stringify(`${sandbox.otherUrl}/elsewhere`)}`);
    await until(tab, 'location.pathname', '/elsewhere');
    const seen = await reachedOther(sandbox);
    expect(seen).toContain('/elsewhere');
    for (const secret of [token, new URL(callback).host]) expect(seen).not.toContain(secret);
    expect(refererHeaders(tab).filter(referer => referer.includes(token))).toEqual([]);

    const list = await historyList(tab);
    expect(list).toContain('Back to your terminal');
    expect(list).not.toContain(token);
    const { host } = new URL(callback);
    expect(await suggestions(tab, host)).not.toContain(token);
    expect(await suggestions(tab, 'pat')).not.toContain(token);
    await tab.close();
    // A page cannot keep its address out of two of Chromium's own records: the history, where the
    // visit is marked as hidden, and segmentation_platform. No other file may contain the token.
    const known = /^Default[/\\]History(-journal)?$|^segmentation_platform[/\\]/;
    expect(filesWith(tab.profile, token).filter(file => !known.test(file))).toEqual([]);
  });

  test('$BROWSER alone completes it where the dashboard goes on by itself', async () => {
    const sandbox = await sandboxForTest();
    const browser = browserProgram();
    const env = { BROWSER: `${browser.program} %s&auto=1`, PATH: process.env.PATH ?? '' };
    const ctx = fakeContext({ env });
    const starting = startBrowserLogin(ctx, { apiUrl: sandbox.url });
    await vi.waitFor(browser.pid, soon);
    // The login waits a moment for the browser's program to fail. Chromium does not end, so the
    // whole moment has to pass.
    ctx.clock.advance(1000);
    const login = await starting;
    expect(login.opened).toBe(true);
    expect(await whoIs(sandbox, await login.token)).toBe('owner@example.com');
    expect((await knock(callbackOf(login.url))).status).toBe(410);
  });

  test('`bp-auth login` in a terminal goes on with the token that Chromium brings', async () => {
    const sandbox = await sandboxForTest();
    const { program } = browserProgram();
    const home = temporaryDirectory();
    const env = { HOME: home, BROWSER: `${program} %s&auto=1` };
    const args = [builtCli, 'login', '--apiUrl', sandbox.url];
    const pty = startPty(process.execPath, args, { env, cwd: home });
    await pty.waitFor('Which workspace of owner@example.com?', 30_000);
    await pty.waitFor(/❯ acme +ws_abc123/);
    pty.press('enter');
    await pty.waitFor('A new profile acme');
    pty.press('enter');
    await pty.waitFor('acme is the active profile now');
    pty.press('enter');
    expect(await pty.exited).toMatchObject({ code: 0 });
    const { profiles } = JSON.parse(readFileSync(join(home, '.botpress', 'config.json'), 'utf8'));
    expect(profiles.acme).toMatchObject({ workspaceId: 'ws_abc123', tokenOrigin: sandbox.url });
    expect(pty.output()).not.toContain(profiles.acme.token);
  });
});

/** A script that replaces itself with Chromium, which ends with the test. */
function browserProgram() {
  const directory = temporaryDirectory();
  const at = (name: string) => join(directory, name);
  const flags = [...chromiumFlags, `--user-data-dir=${at('profile')}`].join("' '");
  const script = `#!/bin/sh
export HOME='${directory}'
echo $$ > '${at('pid')}'
exec ${chromium} '${flags}' "$@" > /dev/null 2>&1
`;
  writeFileSync(at('browser'), script, { mode: 0o700 });
  const pid = () => Number(readFileSync(at('pid'), 'utf8'));
  onTestFinished(() => endGroup(pid()));
  return { program: at('browser'), pid };
}

async function until(tab: Tab, expression: string, expected: unknown): Promise<void> {
  await vi.waitFor(async () => expect(await tab.evaluate(expression)).toBe(expected), soon);
}

async function whoIs(sandbox: Sandbox, token: string): Promise<string> {
  const answer = await fetch(`${sandbox.url}/v1/admin/account/me`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as { account: { email: string } }).account.email;
}

function refererHeaders(tab: Tab): string[] {
  return tab.events
    .filter(({ method }) => method === 'Network.requestWillBeSent')
    .map(({ params }) => params.request as { headers: Record<string, string> })
    .flatMap(({ headers }) => headers.Referer ?? headers.referer ?? []);
}

/** Everything on one of Chromium's own pages: texts, addresses, and contents of fields. */
const everything = `(function all(root) {
  return [...root.querySelectorAll('*')].map(({ shadowRoot, href, title, value }) =>
    [href, title, value, shadowRoot ? all(shadowRoot) : ''].join(' ')).join(' ') + root.textContent;
})(document).replaceAll(/\\s+/g, ' ')`;

/** The visible list of visited pages. */
async function historyList(tab: Tab): Promise<string> {
  await tab.send('Page.navigate', { url: 'chrome://history' });
  await vi.waitFor(async () => expect(await tab.evaluate(everything)).toContain('127.0.0.1'), soon);
  return tab.evaluate(everything);
}

/** The suggestions of the address bar for a typed text. */
async function suggestions(tab: Tab, typed: string): Promise<string> {
  await tab.send('Page.navigate', { url: 'chrome://omnibox' });
  const field = `(function find(root) {
    return root.querySelector('#input-text') ?? [...root.querySelectorAll('*')]
      .map(({ shadowRoot }) => shadowRoot && find(shadowRoot)).find(Boolean) ?? null;
  })(document)`;
  await until(tab, `${field} !== null`, true);
  await tab.evaluate(`{ const field = ${field}; field.value = ${JSON.stringify(typed)};
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true })); }`);
  const answered = 'all providers done = true';
  await vi.waitFor(async () => expect(await tab.evaluate(everything)).toContain(answered), soon);
  return tab.evaluate(everything);
}

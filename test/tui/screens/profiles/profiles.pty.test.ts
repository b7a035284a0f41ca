// The profile list in a real terminal: finding, renaming, protecting, and the palette.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { builtCli } from '../../../support/cli.ts';
import { temporaryDirectory } from '../../../support/context.ts';
import { type PtyOptions, readIt, startPty } from '../../../support/pty.ts';
import { sampleTokens, sandboxForTest } from '../../../support/sandbox.ts';

/** The profile's row, with the cursor on it. */
const pointedAt = (name: string) => new RegExp(`^❯ .{2}${name} `, 'm');

/** The program on a home with three profiles, dev being active. */
async function stage(options: PtyOptions = {}, ...args: string[]) {
  const { url: apiUrl } = await sandboxForTest();
  const home = temporaryDirectory();
  const at = (workspaceId: string, workspaceName: string) => ({
    ...{ apiUrl, tokenOrigin: apiUrl, workspaceId, workspaceName },
    ...{ token: sampleTokens.owner, kind: 'pat', accountEmail: 'owner@example.com' },
  });
  const profiles = { dev: at('ws_dev', 'Dev'), acme: at('ws_abc123', 'Acme') };
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  const path = join(home, '.botpress', 'config.json');
  const config = {
    version: 1,
    activeProfile: 'dev',
    profiles: { ...profiles, other: at('ws_prod', 'Live') },
  };
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
  const pty = startPty(process.execPath, [builtCli, ...args], {
    ...options,
    env: { HOME: home, ...options.env },
    cwd: home,
  });
  await pty.waitFor('authenticated');
  return { pty, stored: () => JSON.parse(readFileSync(path, 'utf8')) };
}

describe('the list', () => {
  test('finds by what is typed, marks it, and copies an id and nothing else', async () => {
    const { pty } = await stage();
    pty.press('/');
    pty.send('acm');
    await pty.waitFor('1 of 3');
    await pty.waitFor(pointedAt('acme'));
    // What matches is underlined, and not marked by colour alone.
    expect(pty.output()).toMatch(/\u001b\[4m[^m]*m?acm/);
    pty.press('enter', 'y');
    await pty.waitFor("Sent ws_abc123 to the terminal's clipboard");
    expect(pty.output()).toContain(
      `\u001b]52;c;${Buffer.from('ws_abc123').toString('base64')}\u0007`,
    );
    pty.press('esc');
    await pty.waitFor(/^Profiles {2}\d\/3 {2}as added$/m);
    pty.press('s');
    await pty.waitFor(/^Profiles {2}\d\/3 {2}by name$/m);
    await pty.waitFor(pointedAt('acme'));
    pty.press('q');
    expect(await pty.exited).toMatchObject({ code: 0 });
    expect(pty.output()).not.toContain(sampleTokens.owner);
  });

  test('renames in place, protects, and then wants the name typed', async () => {
    const { pty, stored } = await stage();
    pty.press('G', 'e', 'ctrl+u');
    pty.send('dev');
    await pty.waitFor('there is a profile dev already');
    pty.press('ctrl+u');
    // Enter along with so much text could be a paste's line end: it renames nothing.
    pty.send('acme-prod\r');
    await pty.waitFor(/^❯ +acme-prod/m);
    pty.press('enter');
    await pty.waitFor(/other is now called acme-prod\. acme-prod looks like production/);
    await pty.waitFor(pointedAt('acme-prod'));
    pty.press('P');
    await pty.waitFor('acme-prod is protected: to use or change this profile');
    await pty.waitFor(/^❯ +acme-prod ◆/m);

    pty.press('enter');
    await pty.waitFor('Type acme-prod to confirm:');
    await readIt();
    pty.send('acme\r');
    await pty.waitFor('Type acme-prod to confirm, or Esc to cancel');
    expect(stored().activeProfile).toBe('dev');
    // Input within milliseconds of other text belongs to the same paste.
    await readIt();
    pty.send('-prod\r');
    await pty.waitFor('Now using acme-prod');
    await pty.waitFor('PROTECTED');
    pty.press('q');
    expect(await pty.exited).toMatchObject({ code: 0 });
    expect(stored()).toMatchObject({
      activeProfile: 'acme-prod',
      profiles: { 'acme-prod': { protected: true, workspaceId: 'ws_prod' } },
    });
    expect(Object.keys(stored().profiles)).toEqual(['dev', 'acme', 'acme-prod']);
  });

  test('keeps its columns where names are not plain text', async () => {
    const { pty } = await stage();
    pty.press('G', 'e', 'ctrl+u');
    pty.send('世界🎉\r');
    await pty.waitFor('other is now called 世界🎉');
    await pty.waitFor(/^❯ +世界🎉 /m);
    const columns = ['dev', 'Acme', 'Live'].map(workspace => {
      const rows = pty.screen.text();
      const before = new RegExp(`^([❯ ] [● ] .* )${workspace} +`, 'm').exec(rows)?.[1] ?? '';
      return stringWidth(before);
    });
    expect(columns[0], pty.screen.text()).toBeGreaterThan(10);
    expect(columns, pty.screen.text()).toEqual([columns[0], columns[0], columns[0]]);
    pty.press('q');
    expect(await pty.exited).toMatchObject({ code: 0 });
  });
});

describe('the palette', () => {
  test('goes to another screen and does there what was chosen, after asking', async () => {
    const { pty } = await stage();
    pty.press(':');
    await pty.waitFor(/^❯ enter +Use the selected profile/m);
    pty.send('rotate');
    await pty.waitFor(/^❯ R +Rotate the selected token/m);
    pty.press('enter');
    // Which token is rotated depends on the list, which has to arrive first.
    await pty.waitFor('The tokens are still being listed');
    await pty.waitFor('staging deploys');
    pty.press('R');
    await pty.waitFor('Rotate the token of dev?');
    await readIt();
    pty.press('esc');
    // Esc and a colon sent together would be Alt and a colon.
    await pty.waitFor(/R rotate/);
    pty.press(':');
    pty.send('remove the');
    await pty.waitFor(/^❯ d +Log out: remove the selected profile/m);
    pty.press('enter');
    await pty.waitFor('Removed dev from');
    expect(pty.screen.text()).not.toMatch(/^.{4}dev /m);
    pty.press('u');
    await pty.waitFor('dev is back');
    await pty.waitFor(pointedAt('dev'));
    pty.press('q');
    expect(await pty.exited).toMatchObject({ code: 0 });
  });

  test('fits a small terminal without colours and with ASCII only', async () => {
    const options = { columns: 40, rows: 10, env: { NO_COLOR: '1' } };
    const { pty } = await stage(options, '--ascii');
    pty.press(':');
    pty.send('quit');
    await pty.waitFor(/^> q +Quit +Everywhere/m);
    expect(pty.screen.text()).toMatch(/^[ -~\n]*$/);
    pty.press('enter');
    expect(await pty.exited).toMatchObject({ code: 0 });
  });
});

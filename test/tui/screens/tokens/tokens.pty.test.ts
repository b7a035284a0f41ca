// Managing tokens in a real terminal, by the built program, in a fresh home; the result is read from
// config.json and from the server.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../../source/sandbox/server.ts';
import { builtCli, runCli } from '../../../support/cli.ts';
import { temporaryDirectory } from '../../../support/context.ts';
import { type Pty, type PtyOptions, readIt, restored, startPty } from '../../../support/pty.ts';
import { sampleTokens, sandboxForTest } from '../../../support/sandbox.ts';
import { officialClient } from '../../../support/tokenWorld.ts';

type Stored = {
  profiles: Record<string, { token?: string; tokenId?: string; botId?: string }>;
};

async function stage(options: PtyOptions = {}, token: string = sampleTokens.owner) {
  const sandbox = await sandboxForTest();
  const home = temporaryDirectory();
  for (const workspace of ['ws_dev', 'ws_abc123']) {
    const flags = ['--apiUrl', sandbox.url, '--workspaceId', workspace];
    expect((await runCli(home, ['login', '--token', token, ...flags])).code).toBe(0);
  }
  const open = async (): Promise<Pty> => {
    const pty = startPty(process.execPath, [builtCli], {
      ...options,
      env: { HOME: home, ...options.env },
      cwd: home,
    });
    await pty.waitFor('✓ authenticated');
    pty.press('t');
    await pty.waitFor(/❯ /);
    await pty.waitFor('staging deploys');
    return pty;
  };
  const config = (): Stored =>
    JSON.parse(readFileSync(join(home, '.botpress', 'config.json'), 'utf8'));
  return { sandbox, home, open, config };
}

/** The ids of the tokens at the server, as the official client lists them. */
async function idsAt(sandbox: Sandbox, token: string): Promise<string[]> {
  const { pats } = await officialClient(sandbox.url, token).listPersonalAccessTokens({});
  return pats.map(({ id }) => id);
}

/** Reads a question and chooses the answer that is not Cancel. */
async function agree(pty: Pty, title: string): Promise<void> {
  await pty.waitFor(title);
  await readIt();
  pty.press('tab');
  await pty.waitFor(/❯ (Rotate|Revoke)\b/);
  pty.press('enter');
}

/** Reads the page and goes back. */
async function leave(pty: Pty): Promise<void> {
  await readIt();
  pty.press('esc');
}

describe('a rotation in the UI', () => {
  test('replaces the token everywhere and revokes the old one that is pointed at', async () => {
    const { sandbox, open, config } = await stage();
    const pty = await open();
    pty.press('R');
    await agree(pty, 'Rotate the token of acme?');
    await pty.waitFor(/✓ Store it where the old one was +done/);
    await pty.waitFor('dev, acme have the new token');
    await pty.waitFor(/❯ pat_owner_staging/);
    pty.press('down');
    await pty.waitFor(/❯ pat_owner_sample/);
    pty.press('d');
    await agree(pty, 'Revoke “laptop” (pat_owner_sample)?');
    await pty.waitFor('The old one, “laptop” (pat_owner_sample), was revoked');
    await leave(pty);
    await pty.waitFor(/✓ yes: /);

    const { profiles } = config();
    const [token = '', id = ''] = [profiles.dev?.token, profiles.dev?.tokenId];
    expect(token).toMatch(/^bp_pat_/);
    expect(token).not.toBe(sampleTokens.owner);
    expect(profiles.acme).toMatchObject({ token, tokenId: id });
    const ids = await idsAt(sandbox, token);
    expect(ids).toContain(id);
    expect(ids).not.toContain('pat_owner_sample');
    expect(ids).toHaveLength(4);
    await expect(idsAt(sandbox, sampleTokens.owner)).rejects.toThrow();

    // bp-auth knows the id of the new token, so the next rotation revokes that token automatically.
    pty.press('g', 'R');
    await agree(pty, 'Rotate “bp-auth rotate acme');
    await pty.waitFor(text => text.replaceAll(/\s+/g, ' ').includes(`(${id}), was revoked`));
    const again = config().profiles.dev ?? {};
    expect(await idsAt(sandbox, again.token ?? '')).toEqual(
      expect.arrayContaining([again.tokenId, 'pat_owner_ci', 'pat_owner_staging']),
    );
    expect(await idsAt(sandbox, again.token ?? '')).not.toContain(id);

    await leave(pty);
    await pty.waitFor(/✓ yes: /);
    await leave(pty);
    await pty.waitFor(/^enter use/m);
    pty.press('q');
    expect(await pty.exited).toMatchObject({ code: 0 });
    expect(pty.screen.modes()).toEqual(restored);
    expect(pty.output()).not.toContain(token);
    expect(pty.output()).not.toContain(again.token);
  });

  test('that cannot store takes back what it made, and says so', async () => {
    const { sandbox, open, config } = await stage();
    const pty = await open();
    const fail = [{ method: 'GET', path: '/v1/admin/account/me', status: 500, times: 9 }];
    await fetch(`${sandbox.url}/_control`, {
      method: 'POST',
      body: JSON.stringify({ failNext: fail }),
    });
    pty.press('R');
    await agree(pty, 'Rotate the token of acme?');
    await pty.waitFor(/(was revoked|No new token was created|internal error)/);
    expect(config().profiles.dev?.token).toBe(sampleTokens.owner);
    expect(await idsAt(sandbox, sampleTokens.owner)).toHaveLength(4);
    await fetch(`${sandbox.url}/_control`, {
      method: 'POST',
      body: JSON.stringify({ failNext: [] }),
    });
    pty.press('R');
    await pty.waitFor('dev, acme have the new token');
  });

  test('goes on to its end when the UI is left in its middle', async () => {
    const { sandbox, open, config } = await stage();
    const pty = await open();
    pty.press('R');
    await agree(pty, 'Rotate the token of acme?');
    await pty.waitFor('Create a new token');
    pty.press('ctrl+c');
    expect(await pty.exited).toMatchObject({ code: 130 });
    expect(pty.screen.modes()).toEqual(restored);
    const { token = '' } = config().profiles.dev ?? {};
    const ids = await idsAt(sandbox, token);
    // Either no token was created, or the created one is in the profile: nothing is left over.
    expect(ids).toHaveLength(token === sampleTokens.owner ? 4 : 5);
  });
});

describe('revoking in the UI', () => {
  test('revokes a token at the server, and not the one in use', async () => {
    const { sandbox, open, config } = await stage();
    const pty = await open();
    pty.press('R');
    await agree(pty, 'Rotate the token of acme?');
    await pty.waitFor('dev, acme have the new token');
    await leave(pty);
    await pty.waitFor(/✓ yes: /);
    const { token = '', tokenId = '' } = config().profiles.dev ?? {};

    pty.press('g');
    await pty.waitFor(/❯ bp-auth rotate/);
    pty.press('d');
    await pty.waitFor('Replace it with a new one instead?');
    await leave(pty);
    await pty.waitFor(/❯ bp-auth rotate/);

    pty.press('/');
    pty.send('github');
    await pty.waitFor(/❯ CI \(github actions\)/);
    pty.press('enter', 'd');
    await agree(pty, 'Revoke “CI (github actions)” (pat_owner_ci)?');
    await pty.waitFor('Revoked “CI (github actions)” (pat_owner_ci)');
    const ids = await idsAt(sandbox, token);
    expect(ids).not.toContain('pat_owner_ci');
    expect(ids).toContain(tokenId);
  });
});

describe('making in the UI', () => {
  const show = async (pty: Pty) => {
    pty.press('c');
    await pty.waitFor('What is the token for?');
    pty.press('enter');
    await pty.waitFor('Show it here once');
    pty.press('enter');
    await pty.waitFor('cannot be shown again');
    return /^bp_pat_\S+/m.exec(pty.screen.text())?.[0] ?? '';
  };

  test.skipIf(process.platform === 'win32')(
    'copies a new token by the system’s program, and then leaves without a question',
    async () => {
      const bin = temporaryDirectory();
      const kept = join(bin, 'kept');
      const script = `#!/bin/sh\n/bin/cat >'${kept}'\n`;
      writeFileSync(join(bin, 'wl-copy'), script, { mode: 0o755 });
      const { open } = await stage({ env: { PATH: bin, WAYLAND_DISPLAY: 'w' } });
      const pty = await open();
      const value = await show(pty);
      pty.press('y');
      await pty.waitFor('Copied the token');
      expect(readFileSync(kept, 'utf8')).toBe(value);
      await leave(pty);
      await pty.waitFor('staging deploys');
      pty.press('ctrl+c');
      expect(await pty.exited).toMatchObject({ code: 130 });
      expect(pty.screen.text()).not.toContain(value);
    },
  );

  test('Ctrl+C asks before a new token is lost, and does it the second time', async () => {
    const { open } = await stage();
    const pty = await open();
    await show(pty);
    pty.press('ctrl+c');
    await pty.waitFor('Leave without copying it?');
    pty.press('ctrl+c');
    expect(await pty.exited).toMatchObject({ code: 130 });
    expect(pty.screen.modes()).toEqual(restored);
  });

  test('shows a token once, whole, and puts a bot key into a profile of its own', async () => {
    const { sandbox, open, config } = await stage({ columns: 40, rows: 24 });
    const pty = await open();
    pty.press('c');
    await pty.waitFor('What is the token for?');
    pty.send('from the UI\r');
    await pty.waitFor('Show it here once');
    pty.press('enter');
    await pty.waitFor('cannot be shown again');
    const lines = pty.screen.lines();
    const at = lines.findIndex(line => line.startsWith('bp_pat_'));
    const value = lines.slice(at, at + 2).join('');
    expect(await idsAt(sandbox, value)).toHaveLength(5);
    await leave(pty);
    await pty.waitFor('Leave without copying it?');
    await readIt();
    pty.press('enter', 'y');
    await pty.waitFor("Sent the token to the terminal's");
    const osc = `\u001b]52;c;${Buffer.from(value).toString('base64')}\u0007`;
    expect(pty.output()).toContain(osc);
    // The value was broken over two rows; no other output contains it as a whole.
    expect(pty.output()).not.toContain(value);
    pty.press('esc');
    await pty.waitFor(/❯ from the UI/);
    expect(JSON.stringify(config())).not.toContain(value);

    pty.press('2');
    await pty.waitFor('bot_acme_faq');
    pty.press('/');
    pty.send('support');
    await pty.waitFor(/❯ .*bot_acme_000/);
    pty.press('enter', 'enter');
    await pty.waitFor('legacy webhook');
    pty.press('c');
    await pty.waitFor('What is the token for?');
    pty.press('enter');
    await pty.waitFor('Into a new profile');
    pty.press('down', 'enter');
    await pty.waitFor('acme-support');
    pty.press('enter');
    // The new key is listed, and the cursor is still on the same row.
    await pty.waitFor(/bp-auth acme-s\S*… +0 d/);
    pty.press('g');
    await pty.waitFor('by acme-support');
    const key = config().profiles['acme-support'];
    expect(key?.botId).toMatch(/^bot_acme/);
    expect(key?.token).toMatch(/^bp_bak_/);
  });
});

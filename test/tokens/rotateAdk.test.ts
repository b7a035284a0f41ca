// The rotation of a token that the ADK has, too: the ADK gets the new token before the old one is revoked,
// or the rotation does not begin.
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AdkContent, adkText, adkTokenOf, writeAdk } from '../support/adk.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { type TokenWorld, tokenWorld } from '../support/tokenWorld.ts';

const oldId = 'pat_owner_sample';
const rotate = ['tokens', 'rotate', '--profile', 'dev', '--old-id', oldId];

const contentFor = (apiUrl: string): AdkContent => ({
  profiles: {
    default: { token: sampleTokens.owner, apiUrl, workspaceId: 'ws_dev' },
    other: { token: sampleTokens.viewer, apiUrl },
    'client a': { token: sampleTokens.owner, apiUrl: `${apiUrl}/` },
    elsewhere: { token: sampleTokens.owner, apiUrl: 'https://api.botpress.cloud' },
  },
  profileMetadata: { default: { lastUsed: '2026-11-20T08:00:00Z' } },
  currentProfile: 'default',
});

async function world(content?: AdkContent | string) {
  const made = await tokenWorld();
  await made.login('ws_dev');
  const path = writeAdk(made.ctx.userHome, content ?? contentFor(made.sandbox.url));
  return { ...made, path };
}

const untouched = async ({ idsAtServer, config, journals }: TokenWorld) => {
  expect(await idsAtServer()).toHaveLength(4);
  expect(config().profiles.dev?.token).toBe(sampleTokens.owner);
  expect(journals()).toEqual([]);
};

describe('a rotation of a token that the ADK has', () => {
  test('gives the ADK the new one, says so, and changes no other byte', async () => {
    const { ctx, run, config, works, path } = await world();
    const before = adkText(ctx.userHome);
    const { code, stdout, stderr } = await run(...rotate);
    const { token = '', tokenId } = config().profiles.dev ?? {};
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `Rotated the token of dev: it is ${tokenId} now; ${oldId} was revoked\n`,
      stderr: 'The ADK has the new token too, as default and client a\n',
    });
    const [first, second, third] = before.split(sampleTokens.owner);
    expect(adkText(ctx.userHome)).toBe(
      [first, second, third].join(token) + sampleTokens.owner + before.split(sampleTokens.owner)[3],
    );
    expect(await works(token)).toBe(true);
    expect(await works(sampleTokens.owner)).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(path))).toEqual(['credentials']);
  });

  test('keeps every other byte over twenty rotations and imports', async () => {
    const { ctx, run, config } = await world();
    const names = ['default', 'client a'];
    const blanked = () =>
      names.reduce(
        (text, name) => text.replaceAll(adkTokenOf(ctx.userHome, name) ?? '', 'THE TOKEN'),
        adkText(ctx.userHome).replaceAll(sampleTokens.owner, 'THE TOKEN'),
      );
    const before = blanked();
    for (let round = 0; round < 20; round++) {
      const argv = round === 0 ? rotate : rotate.slice(0, 4);
      expect(await run(...argv)).toMatchObject({ code: 0 });
      const { token } = config().profiles.dev ?? {};
      expect(names.map(name => adkTokenOf(ctx.userHome, name))).toEqual([token, token]);
      await run('profiles', 'import', '--from', 'adk', '--as', 'client a=client-a');
      expect(config().profiles.dev?.token).toBe(token);
      expect(blanked()).toBe(before);
    }
  });

  test('writes to where a symlink leads, and closes the file to others', async () => {
    const { ctx, run, config, path } = await world();
    const real = join(ctx.userHome, 'dotfiles', 'adk.json');
    mkdirSync(dirname(real));
    writeFileSync(real, adkText(ctx.userHome), { mode: 0o644 });
    rmSync(path);
    symlinkSync('../dotfiles/adk.json', path);
    expect(await run(...rotate)).toMatchObject({ code: 0 });
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(statSync(real).mode & 0o777).toBe(0o600);
    expect(adkTokenOf(ctx.userHome, 'default')).toBe(config().profiles.dev?.token);
    expect(readdirSync(dirname(real))).toEqual(['adk.json']);
  });

  test('leaves an ADK alone that has other tokens, however closed its file is', async () => {
    const made = await tokenWorld();
    await made.login('ws_dev');
    const path = writeAdk(made.ctx.userHome, {
      profiles: { other: { token: sampleTokens.viewer, apiUrl: made.sandbox.url } },
    });
    const before = adkText(made.ctx.userHome);
    chmodSync(path, 0o400);
    expect(await made.run(...rotate)).toMatchObject({ code: 0, stderr: '' });
    expect(adkText(made.ctx.userHome)).toBe(before);
    expect(statSync(path).mode & 0o777).toBe(0o400);
  });
});

const spoiled: ReadonlyArray<readonly [string, (path: string) => void, RegExp]> = [
  ['is no JSON', path => writeFileSync(path, '{"profiles":'), /not valid JSON/],
  ['is empty', path => writeFileSync(path, ''), /is empty/],
  ['holds a list', path => writeFileSync(path, '[]'), /not an object/],
  ['has profiles that are none', path => writeFileSync(path, '{"profiles":5}'), /`profiles`/],
  ['is UTF-16', path => writeFileSync(path, Buffer.from('\ufeff{}', 'utf16le')), /UTF-16/],
  ['is no text', path => writeFileSync(path, Buffer.from([0xff, 0xfe, 0xfd])), /not text/],
  [
    'is a directory',
    path => {
      rmSync(path);
      mkdirSync(path);
    },
    /directory/,
  ],
  [
    'is a symlink to nothing',
    path => {
      rmSync(path);
      symlinkSync('nowhere', path);
    },
    /broken symlink/,
  ],
  ['is read-only', path => chmodSync(path, 0o400), /read-only/],
  ['has the token twice in one profile', duplicate, /could not be edited/],
];

function duplicate(path: string): void {
  const token = `"token": "${sampleTokens.owner}"`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(token, `${token}, ${token}`));
}

describe('a rotation while the ADK’s file', () => {
  test.each(spoiled)('%s makes no token, and says why', async (_, spoil, says) => {
    const made = await world();
    spoil(made.path);
    const { code, stdout, stderr } = await made.run(...rotate);
    expect({ code, stdout }).toEqual({ code: 8, stdout: '' });
    expect(stderr).toContain(made.path);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/No new token was created; dev has its old token/);
    expect(stderr).not.toContain(sampleTokens.owner);
    await untouched(made);
  });

  test.skipIf(process.geteuid?.() !== 0)('belongs to another user makes no token', async () => {
    const made = await world();
    chownSync(made.path, 12_345, 12_345);
    expect(await made.run(...rotate)).toMatchObject({
      code: 8,
      stderr: expect.stringMatching(/belongs to another user/),
    });
    await untouched(made);
  });

  test('is spoiled after the new token was stored keeps the old one, until --resume', async () => {
    const made = await world();
    const { ctx, sandbox, run, config, works, path } = made;
    const sound = adkText(ctx.userHome);
    const spoiling: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (init?.method === 'POST') writeFileSync(path, '{');
      return answer;
    };
    const broken = await runIn({ ...ctx, fetch: spoiling }, ...rotate);
    expect(broken).toMatchObject({ code: 3, stdout: expect.stringMatching(/^Rotated the token/) });
    expect(broken.stderr).toMatch(
      /The old token pat_owner_sample \(#\w+\) still works, because the rotation did not finish: .*not valid/,
    );
    expect(broken.stderr).toContain('bp-auth tokens resume --profile dev');
    expect(await works(sampleTokens.owner)).toBe(true);
    expect(await run('tokens', 'rotate', '--resume')).toMatchObject({ code: 3 });
    writeFileSync(path, sound);
    expect(await run('tokens', 'rotate', '--resume')).toMatchObject({ code: 0 });
    const { token } = config().profiles.dev ?? {};
    expect(adkTokenOf(ctx.userHome, 'default')).toBe(token);
    expect(await works(token ?? '')).toBe(true);
    expect(await works(sampleTokens.owner)).toBe(false);
    expect(sandbox.url).toBeTruthy();
  });
});

describe('an ADK that writes at the same time', () => {
  /** The ADK, which read its file earlier, writes the file after each request with this method. */
  function writingAfter(made: Awaited<ReturnType<typeof world>>, method: string): typeof fetch {
    const stale = adkText(made.ctx.userHome).replace('08:00', '09:30');
    return async (input, init) => {
      const answer = await fetch(input, init);
      if (init?.method === method) writeFileSync(made.path, stale);
      return answer;
    };
  }

  test.each(['POST', 'DELETE'])('has the new token in the end, after a %s', async method => {
    const made = await world();
    const ctx = { ...made.ctx, fetch: writingAfter(made, method) };
    expect(await runIn(ctx, ...rotate)).toMatchObject({ code: 0 });
    expect(adkTokenOf(ctx.userHome, 'default')).toBe(made.config().profiles.dev?.token);
    expect(adkText(ctx.userHome)).toContain('09:30');
  });
});

test('the login of another token meanwhile leaves the ADK what it was given', async () => {
  const made = await world();
  const { ctx, run, login, works, idsAtServer, journals } = made;
  const other = (await run('tokens', 'create', '--print')).stdout.trim();
  // The old token cannot be revoked; by then the ADK has the new one.
  const failing: typeof fetch = async (input, init) =>
    init?.method === 'DELETE' ? Response.error() : fetch(input, init);
  expect(await runIn({ ...ctx, fetch: failing }, ...rotate)).toMatchObject({ code: 3 });
  const given = adkTokenOf(ctx.userHome, 'default') ?? '';
  await login('ws_dev', '--token', other);
  expect(await run('tokens', 'rotate', '--resume')).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/The rotation was abandoned/),
  });
  expect(await works(given)).toBe(true);
  expect(adkTokenOf(ctx.userHome, 'default')).toBe(given);
  expect(await idsAtServer()).toHaveLength(6);
  expect(journals()).toEqual([]);
});

test('an ADK that is left with both tokens is said to have the new one only where it does', async () => {
  const { ctx, path } = await world();
  const { owner } = sampleTokens;
  // While the old token is being revoked, somebody gives one profile the old token again, in a file
  // that cannot be edited: it has the same key twice.
  const meddling: typeof fetch = async (input, init) => {
    if (init?.method !== 'DELETE') return fetch(input, init);
    const text = adkText(ctx.userHome).replace(
      /("client a": \{\s*"token": )"[^"]*"/,
      `$1"${sampleTokens.viewer}", "token": "${owner}"`,
    );
    writeFileSync(path, text);
    return Response.error();
  };
  expect(await runIn({ ...ctx, fetch: meddling }, ...rotate)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('The ADK has the new token too, as default\n'),
  });
});

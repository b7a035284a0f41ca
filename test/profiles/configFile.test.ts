import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { profileNamed } from '../../source/profiles/config.ts';
import { parseConfig, readConfigFile } from '../../source/profiles/configFile.ts';
import { readState } from '../../source/profiles/store.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';

const token = 'bp_pat_1234567890abcdef';
const parse = (value: unknown) => parseConfig(JSON.stringify(value), '/home/config.json');

/** A home with this config.json. */
function homeWith(content: string | Buffer): string {
  const home = temporaryDirectory();
  writeFileSync(join(home, 'config.json'), content);
  return home;
}

const asWindowsWritesIt: Record<string, (text: string) => Buffer> = {
  'UTF-8 with a byte order mark': text => Buffer.from(`\ufeff${text}`),
  'UTF-16': text => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 without its mark': text => Buffer.from(text, 'utf16le'),
  'UTF-16, the other way round': text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};

test.each(Object.entries(asWindowsWritesIt))('a config.json in %s is read', (_, encoded) => {
  const dev = { apiUrl: 'https://api.botpress.cloud', workspaceId: 'ws_dev', token };
  const text = JSON.stringify({ version: 1, activeProfile: 'dev', profiles: { dev } });
  const { config } = readConfigFile(homeWith(encoded(text)));
  expect(config.profiles.dev).toMatchObject(dev);
});

describe('a config.json that cannot be used', () => {
  const deep = `${'['.repeat(200_000)}${token}`;
  const bad: ReadonlyArray<readonly [what: string, content: string | Buffer, says: RegExp]> = [
    ['empty', '', /is empty \(line 1, column 1\)/],
    ['blanks', ' \n ', /is not valid JSON \(line 2, column 2\)/],
    ['two byte order marks', `\ufeff\ufeff{"token":"${token}"}`, /starts with a byte order mark/],
    ['Latin-1', Buffer.from(`{"name":"é","token":"${token}"}`, 'latin1'), /is not UTF-8 text/],
    ['null', 'null', /holds null instead of an object/],
    ['a list', `["${token}"]`, /holds a list instead of an object/],
    ['a number', '42', /holds a number instead of an object/],
    ['a text', `"${token}"`, /holds a string instead of an object/],
    [
      'cut off',
      `{"profiles": {"dev": {\n  "token": "${token}`,
      /is not valid JSON \(line 2, column 12\)/,
    ],
    ['a comma too many', `{"token": "${token}",\n}`, /is not valid JSON \(line 2, column 1\)/],
    ['a comment', `{\n  // mine\n  "token": "${token}"}`, /is not valid JSON \(line 2, column 3\)/],
    ['two documents', `{}\n{"token":"${token}"}`, /is not valid JSON \(line 2, column 1\)/],
    ['nested without end', deep, /is not valid JSON/],
    [
      'a version of text',
      `{"version": "${token}"}`,
      /wrong type at `version` \(line 1, column 13\)/,
    ],
    ['version 1.5', '{"version": 1.5}', /wrong type at `version`/],
    ['version 0', '{"version": 0}', /wrong type at `version`/],
    [
      'profiles as a list',
      `{"profiles":\n [{"token":"${token}"}]}`,
      /wrong type at `profiles` \(line 2, column 2\)/,
    ],
    ['profiles null', '{"profiles": null}', /wrong type at `profiles`/],
    ['directories as a list', '{"directories": []}', /wrong type at `directories`/],
    ['a directory of a number', '{"directories": {"/a": 1}}', /wrong type at `directories`/],
    ['an active profile of a number', '{"activeProfile": 1}', /wrong type at `activeProfile`/],
    ['published as a text', `{"published": "${token}"}`, /wrong type at `published`/],
    [
      'published entries of numbers',
      '{"published": {"profiles": {"__proto__": 1}}}',
      /at `published`/,
    ],
  ];
  test.each(bad)(
    '(%s) is left as it is, and the error quotes nothing of it',
    (_, content, says) => {
      const home = homeWith(content);
      const before = readFileSync(join(home, 'config.json'));
      const error = catching(() => readConfigFile(home));
      expect(error).toMatchObject({ kind: 'local', message: expect.stringMatching(says) });
      expect(error.message).toContain(join(home, 'config.json'));
      expect(JSON.stringify([error.message, error.hint])).not.toMatch(/bp_pat|1234567/);
      expect(readFileSync(join(home, 'config.json')).equals(before)).toBe(true);
    },
  );

  const unreadable: ReadonlyArray<
    readonly [what: string, put: (path: string) => void, says: RegExp]
  > = [
    ['a directory', path => mkdirSync(path), /cannot be read \(it is not a regular file\)/],
    ['a device without end', path => symlinkSync('/dev/zero', path), /it is not a regular file/],
    [
      'a symlink to nowhere',
      path => symlinkSync('/nowhere/at/all', path),
      /is a symlink to \/nowhere/,
    ],
    [
      'a symlink to itself',
      path => symlinkSync(path, path),
      /is a symlink|cannot be read \(ELOOP\)/,
    ],
  ];
  test.each(unreadable)('(%s) is an error in words', (_, put, says) => {
    const home = temporaryDirectory();
    put(join(home, 'config.json'));
    expect(catching(() => readConfigFile(home))).toMatchObject({
      kind: 'local',
      message: expect.stringMatching(says),
    });
  });

  test('(a home that is a file) is an error in words', () => {
    const home = join(homeWith('{}'), 'config.json');
    expect(catching(() => readConfigFile(home))).toMatchObject({
      kind: 'local',
      message: expect.stringMatching(/cannot be read \(ENOTDIR\)/),
    });
  });

  test('(newer and of another shape) asks for an update, not for a repair', () => {
    const error = catching(() => parse({ version: 2, profiles: [] }));
    expect(error.message).toMatch(/written by a newer bp-auth/);
    expect(error.hint).toMatch(/npm install/);
  });
});

describe('a config.json', () => {
  test('that is missing is empty', () => {
    expect(readConfigFile(temporaryDirectory())).toEqual({
      config: { version: 1, activeProfile: null, profiles: {} },
      broken: {},
      text: null,
    });
  });

  test('as the documentation describes it is the profile `default`', () => {
    const { config } = parse({
      token,
      workspaceId: 'ws_a',
      apiUrl: 'https://api.botpress.dev',
      theme: 1,
    });
    expect(config).toEqual({
      version: 1,
      activeProfile: 'default',
      theme: 1,
      profiles: {
        default: {
          apiUrl: 'https://api.botpress.dev',
          workspaceId: 'ws_a',
          token,
          tokenOrigin: 'https://api.botpress.dev',
          kind: 'pat',
        },
      },
    });
  });

  test.each([
    [{ token }, 'https://api.botpress.cloud'],
    [{ token, apiUrl: 'https://api.botpress.dev/' }, 'https://api.botpress.dev/'],
  ])('with %j alone is the profile `default` too', (value, apiUrl) => {
    expect(profileNamed(parse(value).config, 'default')).toMatchObject({ token, apiUrl });
  });

  test.each([
    [{ apiUrl: 'https://a', workspaceId: 'w' }],
    [{ token: '' }],
    [{ token: 1 }],
    [{ token, profiles: {} }],
  ])('with %j is no profile, and is kept', value => {
    const { config, broken } = parse(value);
    expect({ profiles: config.profiles, broken }).toEqual({ profiles: {}, broken: {} });
    expect(config).toMatchObject(value);
  });

  test('without names of origin and kind gets both from URL and token', () => {
    const { config } = parse({ profiles: { a: { apiUrl: 'https://h:8/p', token: 'bp_bak_1' } } });
    expect(config.profiles.a).toMatchObject({ tokenOrigin: 'https://h:8', kind: 'bot' });
  });

  test('shows the sound profiles when others are broken', () => {
    const broken = {
      a: 1,
      b: null,
      c: [],
      d: { apiUrl: 5, token },
      e: { apiUrl: 'x', kind: 'odd' },
    };
    const parsed = parse({ profiles: { ...broken, ok: { apiUrl: 'https://h' } } });
    expect(parsed.broken).toEqual(broken);
    expect(Object.keys(parsed.config.profiles)).toEqual(['ok']);
  });

  const names = [
    '__proto__',
    'constructor',
    'toString',
    'prototype',
    '',
    '..',
    'a.b',
    '🦊',
    'x'.repeat(10_000),
    '1',
  ];
  test.each(names.map(name => [name.slice(0, 20), name]))(
    'keeps a profile named %j apart',
    (_, name) => {
      const text = `{"profiles": {${JSON.stringify(name)}: {"apiUrl": "https://h", "token": "${token}"}}}`;
      const { config, broken } = parseConfig(text, 'config.json');
      expect(profileNamed(config, name)).toMatchObject({ token });
      expect(Object.entries(config.profiles).map(([key]) => key)).toEqual([name]);
      expect(broken).toEqual({});
      expect(profileNamed(config, 'hasOwnProperty')).toBeNull();
    },
  );

  test('of a newer version can be read', () => {
    const { config } = parse({ version: 99, profiles: { a: { apiUrl: 'https://h' } } });
    expect(config).toMatchObject({ version: 99, profiles: { a: { apiUrl: 'https://h' } } });
  });
});

test('a config.json of 10 MB is read in at most a second', () => {
  const home = homeWith(JSON.stringify({ other: 'x'.repeat(10_000_000), profiles: {} }));
  const before = performance.now();
  readConfigFile(home);
  expect(performance.now() - before).toBeLessThan(1000);
});

function catching(work: () => unknown): Error & { hint?: string } {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown');
}

describe('reading', () => {
  test('changes no mode, not even a wide one', () => {
    const home = homeWith('{}');
    chmodSync(home, 0o755);
    chmodSync(join(home, 'config.json'), 0o644);
    const { notices } = readState(fakeContext({ botpressHome: home }));
    expect(notices).toEqual([
      { type: 'wide-mode', path: home, mode: 0o755 },
      { type: 'wide-mode', path: join(home, 'config.json'), mode: 0o644 },
    ]);
  });
});

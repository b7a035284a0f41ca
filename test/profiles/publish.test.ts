import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fingerprintsOf, type Triple, tripleFingerprint } from '../../source/profiles/bpFiles.ts';
import type { Config, StoredProfile } from '../../source/profiles/config.ts';
import { publication } from '../../source/profiles/publish.ts';
import { publishable } from '../../source/profiles/publishable.ts';
import { fingerprint } from '../../source/secrets/kind.ts';

const cloud = 'https://api.botpress.cloud';
const triple = (name: string): Triple => ({
  apiUrl: cloud,
  workspaceId: `ws_${name}`,
  token: `bp_pat_${name}`,
});
const profile = (name: string, changes: Partial<StoredProfile> = {}): StoredProfile => ({
  ...triple(name),
  tokenOrigin: cloud,
  kind: 'pat',
  ...changes,
});

describe('bp can be given', () => {
  test.each<readonly [what: string, changes: Partial<StoredProfile>, expected: boolean]>([
    ['a personal access token in the file', {}, true],
    ['one whose source is said to be the file', { tokenSource: { kind: 'file' } }, true],
    ['one at a URL with a path', { apiUrl: `${cloud}/path` }, true],
    ['a bot key', { kind: 'bot' }, false],
    ['an integration key', { kind: 'integration' }, false],
    ['a token of unknown kind', { kind: 'unknown' }, false],
    ['a token in the keychain', { tokenSource: { kind: 'keychain' } }, false],
    ['a token from a command', { tokenSource: { kind: 'command', command: ['pass'] } }, false],
    ['a token from a variable', { tokenSource: { kind: 'env', name: 'T' } }, false],
    ['a token of another origin', { tokenOrigin: 'https://api.botpress.dev' }, false],
    [
      'a token for a URL that we would not use',
      { apiUrl: 'http://example.com', tokenOrigin: 'http://example.com' },
      false,
    ],
    ['a profile without a workspace', { workspaceId: null }, false],
    ['a profile without a token', { token: null }, false],
  ])('%s: %#', (_, changes, expected) => {
    expect(publishable(profile('dev', changes))).toEqual(
      expected ? { ...triple('dev'), apiUrl: changes.apiUrl ?? cloud } : null,
    );
  });
});

type Bp = {
  entries?: Record<string, Triple>;
  bad?: Record<string, unknown>;
  extra?: Record<string, unknown>;
  cache?: Triple;
};

/** What the publication of `config` gives; `files` has the new content of bp's files as JSON. */
function published(
  config: Config,
  { entries, bad = {}, extra = {}, cache }: Bp,
  options: Partial<Parameters<typeof publication>[0]> = {},
) {
  const bp = {
    profiles: {
      found: entries ? ('ok' as const) : ('missing' as const),
      text: null,
      entries: entries ?? {},
      bad,
    },
    cache: {
      found: 'ok' as const,
      text: null,
      triple: cache ?? null,
      activeProfile: null,
      extra,
    },
  };
  const none = new Set<string>();
  const result = publication({
    config,
    before: config,
    notices: [],
    settling: 'nothing',
    gone: none,
    brokenBefore: none,
    broken: none,
    bp,
    home: '/home',
    ...options,
  });
  const files = result.writes.map(({ path, text }) => [basename(path), JSON.parse(text)] as const);
  return { ...result, files: Object.fromEntries(files) };
}

const config = (profiles: Record<string, StoredProfile>, active: string | null = null): Config => ({
  version: 1,
  activeProfile: active,
  profiles,
});

describe('profiles.json', () => {
  const dev = profile('dev');

  test('holds what bp can use, and only that', () => {
    const stored = config({ dev, key: profile('key', { kind: 'bot' }) }, 'dev');
    const { files, published: prints } = published(stored, {});
    expect(files['profiles.json']).toEqual({ dev: triple('dev') });
    expect(Object.keys(prints.profiles ?? {})).toEqual(['dev']);
  });

  test('is written as bp writes it: two spaces, no newline at the end', () => {
    const { writes } = published(config({ dev }), {});
    expect(writes[0]?.text).toBe(JSON.stringify({ dev: triple('dev') }, null, 2));
  });

  test('is not made for nothing', () => {
    expect(published(config({}), {}).files).not.toHaveProperty('profiles.json');
  });

  test('loses what bp cannot stomach, which is set aside', () => {
    const bad = { broken: { token: 5 }, meta: 'x' };
    const { files, setAside } = published(config({ dev }), { entries: {}, bad });
    expect(files['profiles.json']).toEqual({ dev: triple('dev') });
    expect(setAside).toEqual(Object.entries(bad));
  });

  test('never holds a name that bp could not look up', () => {
    const profiles = JSON.parse(
      `{"__proto__": ${JSON.stringify(dev)}, "constructor": ${JSON.stringify(dev)}}`,
    );
    expect(
      published(config(profiles), { entries: { a: triple('a') } }).files['profiles.json'],
    ).toEqual({});
  });

  const before = config({ dev, old: profile('old') });
  const kept: ReadonlyArray<
    readonly [what: string, entries: Record<string, Triple>, options: object, stays: string[]]
  > = [
    [
      'another name that bp has for a profile of ours stays',
      { default: triple('dev') },
      { before },
      ['dev', 'default'],
    ],
    ['but goes when that profile goes', { default: triple('old') }, { before }, ['dev']],
    ['the old name of a renamed profile goes', { old: triple('dev') }, { before }, ['dev']],
    [
      'what an interrupted publication left goes',
      { x: triple('dev') },
      {
        before: {
          ...config({ dev }),
          published: { profiles: {} },
          publishing: { profiles: { x: '#' } },
        },
      },
      ['dev'],
    ],
    [
      'another name stays also after an interrupted publication',
      { x: triple('dev') },
      {
        before: {
          ...config({ dev }),
          published: { profiles: { x: '#' } },
          publishing: { profiles: { x: '#' } },
        },
      },
      ['dev', 'x'],
    ],
    [
      'the entry of a profile that we do not understand stays',
      { odd: triple('odd') },
      { broken: new Set(['odd']), brokenBefore: new Set(['odd']) },
      ['dev', 'odd'],
    ],
    ['and goes with it', { odd: triple('odd') }, { brokenBefore: new Set(['odd']) }, ['dev']],
  ];
  test.each(kept)('%s', (_, entries, options, stays) => {
    const { files, published: prints } = published(config({ dev }), { entries }, options);
    expect(Object.keys(files['profiles.json'])).toEqual(stays);
    expect(Object.keys(prints.profiles ?? {})).toEqual(stays);
  });
});

describe('global.cache.json', () => {
  test('holds the active profile, all four keys, beside what others keep in it', () => {
    const stored = config({ dev: profile('dev') }, 'dev');
    const { files, published: prints } = published(stored, { extra: { theme: 'dark' } });
    expect(files['global.cache.json']).toEqual({
      theme: 'dark',
      ...triple('dev'),
      activeProfile: 'dev',
    });
    expect(prints.cache).toMatch(/^#/);
  });

  test.each<
    readonly [what: string, profiles: Record<string, StoredProfile>, active: string | null]
  >([
    ['no profile is active', { dev: profile('dev') }, null],
    ['the active one cannot be published', { dev: profile('dev', { kind: 'bot' }) }, 'dev'],
    ['the active one does not exist', {}, 'constructor'],
  ])('holds none of the four keys when %s', (_, profiles, active) => {
    const { files, published: prints } = published(config(profiles, active), {
      extra: { theme: 'dark' },
    });
    expect(files['global.cache.json']).toEqual({ theme: 'dark' });
    expect(prints.cache).toBeNull();
  });
});

test('fingerprints of a file that cannot be read are those that are known', () => {
  const unreadable = {
    profiles: { found: 'unreadable' as const, text: '', entries: {}, bad: {} },
    cache: { found: 'unreadable' as const, text: '', triple: null, activeProfile: null, extra: {} },
  };
  const known = { profiles: { dev: '#1' }, cache: '#2' };
  expect(fingerprintsOf(unreadable, known)).toEqual(known);
  expect(fingerprintsOf(unreadable, null)).toEqual({ profiles: undefined, cache: undefined });
});

describe('what bp did and we do not follow', () => {
  const stored = config({ dev: profile('dev'), prod: profile('prod') }, 'dev');
  const typo = { ...triple('dev'), token: 'bp_pat_typo' };
  const entries = { dev: triple('dev'), prod: triple('dev') };
  const notices = [
    {
      ...{ type: 'unfinished-login' as const, fingerprint: fingerprint(typo.token) },
      ...{ apiUrl: cloud, workspaceId: 'ws_dev', perhapsOldBp: false, use: 'dev' },
    },
    { type: 'differs' as const, name: 'prod', as: 'dev' },
  ];
  const bp = { entries, cache: typo };
  const own = (name: string) => tripleFingerprint(triple(name));

  test.each([
    ['nothing', undefined, triple('dev'), []],
    ['cache', 'dev', triple('dev'), ['cache-replaced']],
    ['all', 'dev', triple('prod'), ['cache-replaced', 'put-back']],
  ] as const)('is put right as told: %s', (settling, active, prod, types) => {
    const { files, settled } = published(stored, bp, { notices, settling });
    expect(files['global.cache.json']?.activeProfile).toBe(active);
    expect(files['profiles.json'] ?? entries).toEqual({ dev: triple('dev'), prod });
    expect(settled.map(({ type }) => type)).toEqual(types);
  });

  test('stays news: what is left counts as what we would have written', () => {
    const result = published(stored, bp, { notices });
    expect(result.published).toEqual({
      profiles: { dev: own('dev'), prod: own('prod') },
      cache: own('dev'),
    });
    // If this write is interrupted, the next read must not conclude that the write was meant to
    // replace bp's change.
    expect(result.publishing).toEqual(result.published);
  });

  test('and what is replaced is no news, should the write break off', () => {
    const { publishing } = published(stored, bp, { notices, settling: 'all' });
    expect(publishing).toEqual({
      profiles: { dev: own('dev'), prod: own('dev') },
      cache: tripleFingerprint(typo),
    });
  });

  test('is replaced all the same where a token lies in it that is to go', () => {
    const gone = new Set([typo.token]);
    const { files } = published(stored, bp, { notices, gone });
    expect(files['global.cache.json']).toMatchObject(triple('dev'));
    const left = config({ prod: profile('prod') });
    const after = published(left, { entries: { prod: triple('dev') } }, { notices });
    expect(after.files['profiles.json']).toEqual({ prod: triple('prod') });
    expect(after.settled).toEqual([{ type: 'put-back', name: 'prod', as: 'dev' }]);
  });
});

import { describe, expect, test } from 'vitest';
import {
  type BpFiles,
  fingerprintsOf,
  type Triple,
  tripleFingerprint,
} from '../../source/profiles/bpFiles.ts';
import type { Change, UnfinishedLogin } from '../../source/profiles/change.ts';
import type { Config, StoredProfile } from '../../source/profiles/config.ts';
import { reconcile } from '../../source/profiles/reconcile.ts';
import { fingerprint } from '../../source/secrets/kind.ts';

const cloud = 'https://api.botpress.cloud';
const staging = 'https://api.botpress.dev';

const triple = (name: string, changes: Partial<Triple> = {}): Triple => ({
  apiUrl: cloud,
  workspaceId: `ws_${name}`,
  token: `bp_pat_${name}`,
  ...changes,
});

const profile = (name: string, changes: Partial<StoredProfile> = {}): StoredProfile => ({
  ...triple(name),
  tokenOrigin: cloud,
  kind: 'pat',
  id: `id-${name}`,
  workspaceName: `Workspace ${name}`,
  accountEmail: `${name}@example.com`,
  verifiedAt: '2026-01-01',
  ...changes,
});

type Cache = { triple: Triple | null; activeProfile?: string };

const bpWith = (
  entries: Record<string, Triple> | 'missing' | 'unreadable',
  cache: Cache | 'missing' | 'unreadable',
): BpFiles => ({
  profiles: {
    found: typeof entries === 'string' ? entries : 'ok',
    text: null,
    entries: typeof entries === 'string' ? {} : entries,
    bad: {},
  },
  cache: {
    found: typeof cache === 'string' ? cache : 'ok',
    text: null,
    triple: typeof cache === 'string' ? null : cache.triple,
    activeProfile: typeof cache === 'string' ? null : (cache.activeProfile ?? null),
    extra: {},
  },
});

/** dev (active) and prod, both published. */
const published = bpWith(
  { dev: triple('dev'), prod: triple('prod') },
  { triple: triple('dev'), activeProfile: 'dev' },
);
const stored = (changes: Partial<Config> = {}): Config => ({
  version: 1,
  activeProfile: 'dev',
  previousProfile: null,
  profiles: { dev: profile('dev'), prod: profile('prod') },
  published: fingerprintsOf(published, null),
  ...changes,
});

const entries = (changes: Record<string, Triple | undefined>): Record<string, Triple> => {
  const all = { dev: triple('dev'), prod: triple('prod'), ...changes };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, entry]) => (entry ? [[name, entry] as const] : [])),
  );
};
const sameCache: Cache = { triple: triple('dev'), activeProfile: 'dev' };

/** An adopted profile: bound to its origin, unverified. */
const adopted = (from: Triple, changes: Partial<StoredProfile> = {}) => ({
  ...from,
  tokenOrigin: new URL(from.apiUrl).origin,
  kind: 'pat',
  id: 'new',
  ...changes,
});

const unfinished = (cache: Triple, changes: Partial<UnfinishedLogin> = {}): UnfinishedLogin => {
  const { token, ...place } = cache;
  const print = fingerprint(token);
  return {
    ...{ type: 'unfinished-login', fingerprint: print, ...place },
    ...{ perhapsOldBp: false, use: 'dev', ...changes },
  };
};

type Row = {
  bp: BpFiles;
  config?: Config;
  broken?: string[];
  /** The changes to the config; absent if there are none. */
  becomes?: { profiles?: Record<string, unknown>; activeProfile?: string | null };
  notices?: Change[];
};

/** Changes by bp, grouped by what they mean. */
const table: Record<string, Record<string, Row>> = {
  'as published: nothing': {
    'both files': { bp: published },
    'a cache with extra keys and another activeProfile': {
      bp: bpWith(entries({}), { triple: triple('dev'), activeProfile: 'prod' }),
    },
    'nothing was ever published and nothing is there': {
      bp: bpWith('missing', 'missing'),
      config: stored({ published: undefined }),
    },
  },
  'as before an interrupted publication: finish ours; never adopt': {
    'a logged-out profile is still in both files': {
      bp: published,
      config: stored({
        activeProfile: null,
        profiles: { prod: profile('prod') },
        published: fingerprintsOf(bpWith({ prod: triple('prod') }, { triple: null }), null),
        publishing: fingerprintsOf(published, null),
      }),
    },
    'the cache is still that of the profile before a switch': {
      bp: published,
      config: stored({
        activeProfile: 'prod',
        published: fingerprintsOf(bpWith(entries({}), { triple: triple('prod') }), null),
        publishing: fingerprintsOf(published, null),
      }),
    },
    'profiles.json is new, the cache is not': {
      bp: bpWith(entries({ new: triple('new') }), sameCache),
      config: stored({
        activeProfile: 'new',
        profiles: { dev: profile('dev'), prod: profile('prod'), new: profile('new') },
        published: fingerprintsOf(
          bpWith(entries({ new: triple('new') }), { triple: triple('new') }),
          null,
        ),
        publishing: fingerprintsOf(published, null),
      }),
    },
    'a login that bp did since is none of it': {
      bp: bpWith(entries({ dev: triple('dev', { token: 'bp_pat_other' }) }), sameCache),
      config: stored({ publishing: fingerprintsOf(published, null) }),
      becomes: {
        profiles: {
          dev: adopted(triple('dev', { token: 'bp_pat_other' }), { id: 'id-dev' }),
        },
      },
      notices: [{ type: 'updated', name: 'dev' }],
    },
  },
  'empty or unparsable: no news': {
    'both files': { bp: bpWith('unreadable', 'unreadable') },
    'a cache with some of the credentials only': { bp: bpWith(entries({}), 'unreadable') },
    'no cache at all': { bp: bpWith(entries({}), 'missing') },
  },
  'new entry: adopted': {
    'under its own name': {
      bp: bpWith(entries({ stage: triple('stage') }), sameCache),
      becomes: { profiles: { stage: adopted(triple('stage')) } },
      notices: [{ type: 'adopted', name: 'stage' }],
    },
    'with its URL as we write it': {
      bp: bpWith(entries({ stage: triple('stage', { apiUrl: `${staging}/` }) }), sameCache),
      becomes: { profiles: { stage: adopted(triple('stage', { apiUrl: staging })) } },
      notices: [{ type: 'adopted', name: 'stage' }],
    },
    'whatever its token looks like: bp takes personal access tokens only': {
      bp: bpWith(entries({ old: triple('old', { token: 'ABC-123' }) }), sameCache),
      becomes: { profiles: { old: adopted(triple('old', { token: 'ABC-123' })) } },
      notices: [{ type: 'adopted', name: 'old' }],
    },
    'under a name with a blank, which bp allows': {
      bp: bpWith(entries({ 'Acme Prod': triple('acme') }), sameCache),
      becomes: { profiles: { 'Acme Prod': adopted(triple('acme')) } },
      notices: [{ type: 'adopted', name: 'Acme Prod' }],
    },
    'under another name where nobody could type its own': {
      bp: bpWith(entries({ '\u001b[2J': triple('acme') }), sameCache),
      becomes: { profiles: { acme: adopted(triple('acme')) } },
      notices: [{ type: 'adopted', name: 'acme' }],
    },
    'under another name where its own is `constructor`': {
      bp: bpWith(entries({ constructor: triple('dev', { workspaceId: 'ws_prod' }) }), sameCache),
      becomes: { profiles: { 'prod-2': adopted(triple('dev', { workspaceId: 'ws_prod' })) } },
      notices: [{ type: 'adopted', name: 'prod-2' }],
    },
    'none if it is an existing profile’s triple: that one': {
      bp: bpWith(entries({ default: triple('prod') }), sameCache),
    },
    'none if it is so but for the URL’s spelling': {
      bp: bpWith(entries({ default: triple('prod', { apiUrl: `${cloud}/` }) }), sameCache),
    },
    'all of them on the first run, under all their names': {
      bp: bpWith(
        { default: triple('a'), a: triple('a') },
        { triple: triple('a'), activeProfile: 'a' },
      ),
      config: { version: 1, activeProfile: null, profiles: {} },
      becomes: {
        profiles: { default: adopted(triple('a')), a: adopted(triple('a')) },
        activeProfile: 'a',
      },
      notices: [
        { type: 'adopted', name: 'default' },
        { type: 'adopted', name: 'a' },
        { type: 'activated', name: 'a' },
      ],
    },
    'as a conflict if its token belongs to another origin': {
      bp: bpWith(entries({ evil: triple('dev', { apiUrl: 'https://evil.tld' }) }), sameCache),
      becomes: {
        profiles: {
          evil: adopted(triple('dev', { apiUrl: 'https://evil.tld' }), { tokenOrigin: cloud }),
        },
      },
      notices: [{ type: 'conflict', name: 'evil', tokenOrigin: cloud, apiUrl: 'https://evil.tld' }],
    },
    'as a conflict also if that token is in the keychain': {
      bp: bpWith({ evil: triple('key', { apiUrl: 'https://evil.tld' }) }, { triple: null }),
      config: {
        version: 1,
        activeProfile: null,
        profiles: {
          key: profile('key', {
            token: undefined,
            tokenFingerprint: fingerprint('bp_pat_key'),
            tokenSource: { kind: 'keychain' },
          }),
        },
      },
      becomes: {
        profiles: {
          evil: adopted(triple('key', { apiUrl: 'https://evil.tld' }), { tokenOrigin: cloud }),
        },
      },
      notices: [{ type: 'conflict', name: 'evil', tokenOrigin: cloud, apiUrl: 'https://evil.tld' }],
    },
  },
  'entry with a new token: adopted with its URL and workspace, as one unit': {
    'and nothing of the old owner stays': {
      bp: bpWith(
        entries({ prod: { token: 'bp_pat_x', workspaceId: 'ws_x', apiUrl: staging } }),
        sameCache,
      ),
      config: stored({
        profiles: {
          dev: profile('dev'),
          prod: profile('prod', { tokenId: 'pat_1', colour: 'red' }),
        },
      }),
      becomes: {
        profiles: {
          prod: adopted({ token: 'bp_pat_x', workspaceId: 'ws_x', apiUrl: staging }, {
            id: 'id-prod',
            colour: 'red',
          } as Partial<StoredProfile>),
        },
      },
      notices: [{ type: 'updated', name: 'prod' }],
    },
    'and with the same token and another workspace the owner stays': {
      bp: bpWith(entries({ prod: triple('prod', { workspaceId: 'ws_x' }) }), sameCache),
      becomes: {
        profiles: {
          prod: adopted(triple('prod', { workspaceId: 'ws_x' }), {
            id: 'id-prod',
            accountEmail: 'prod@example.com',
          }),
        },
      },
      notices: [{ type: 'updated', name: 'prod' }],
    },
  },
  'entry with the same token and another origin: conflict': {
    'its token stays bound to where it belongs': {
      bp: bpWith(entries({ prod: triple('prod', { apiUrl: 'https://evil.tld' }) }), sameCache),
      becomes: {
        profiles: {
          prod: adopted(triple('prod', { apiUrl: 'https://evil.tld' }), {
            id: 'id-prod',
            tokenOrigin: cloud,
            accountEmail: 'prod@example.com',
            workspaceName: 'Workspace prod',
          }),
        },
      },
      notices: [{ type: 'conflict', name: 'prod', tokenOrigin: cloud, apiUrl: 'https://evil.tld' }],
    },
  },
  'entry named like a protected, keychain or command profile: adopted as NAME-bp':
    Object.fromEntries(
      (
        [
          ['protected', { protected: true }],
          ['keychain', { token: undefined, tokenSource: { kind: 'keychain' } }],
          ['command', { token: undefined, tokenSource: { kind: 'command', command: ['pass'] } }],
          ['env', { token: undefined, tokenSource: { kind: 'env', name: 'T' } }],
        ] as const
      ).map(([what, changes]): [string, Row] => [
        what,
        {
          bp: bpWith(entries({ prod: triple('x') }), sameCache),
          config: stored({
            profiles: {
              dev: profile('dev'),
              prod: profile('prod', changes as Partial<StoredProfile>),
            },
          }),
          becomes: { profiles: { 'prod-bp': adopted(triple('x')) } },
          notices: [{ type: 'kept-apart', name: 'prod', as: 'prod-bp' }],
        },
      ]),
    ),
  'entry named like a profile that we do not understand': {
    'is kept apart too': {
      bp: bpWith(entries({ odd: triple('odd') }), sameCache),
      broken: ['odd'],
      becomes: { profiles: { 'odd-bp': adopted(triple('odd')) } },
      notices: [{ type: 'kept-apart', name: 'odd', as: 'odd-bp' }],
    },
  },
  'entry gone: our profile stays, marked unpublished': {
    'one of them': {
      bp: bpWith(entries({ prod: undefined }), sameCache),
      notices: [{ type: 'unpublished', name: 'prod' }],
    },
    'with the whole file': {
      bp: bpWith('missing', sameCache),
      notices: [
        { type: 'unpublished', name: 'dev' },
        { type: 'unpublished', name: 'prod' },
      ],
    },
    'but not while a publication of ours is under way': {
      bp: bpWith(entries({ prod: undefined }), sameCache),
      config: stored({ publishing: { profiles: {}, cache: null } }),
    },
  },
  'cache triple of another profile: that profile is active': {
    'by its triple, whatever activeProfile says': {
      bp: bpWith(entries({}), { triple: triple('prod'), activeProfile: 'dev' }),
      becomes: { activeProfile: 'prod' },
      notices: [{ type: 'activated', name: 'prod' }],
    },
    'the one that activeProfile names, where several have the triple': {
      bp: bpWith(entries({ b: triple('prod') }), { triple: triple('prod'), activeProfile: 'b' }),
      config: stored({
        profiles: {
          dev: profile('dev'),
          prod: profile('prod'),
          b: profile('prod', { id: 'id-b' }),
        },
        published: fingerprintsOf(bpWith(entries({ b: triple('prod') }), sameCache), null),
      }),
      becomes: { activeProfile: 'b' },
      notices: [{ type: 'activated', name: 'b' }],
    },
    'one that bp has just logged in': {
      bp: bpWith(entries({ new: triple('new') }), { triple: triple('new') }),
      becomes: { profiles: { new: adopted(triple('new')) }, activeProfile: 'new' },
      notices: [
        { type: 'adopted', name: 'new' },
        { type: 'activated', name: 'new' },
      ],
    },
  },
  'cache triple in no entry and not ours: a login that did not finish; nothing is adopted': {
    'a token of nobody’s beside the workspace and URL of the login before': {
      bp: bpWith(entries({}), {
        triple: triple('dev', { token: 'bp_pat_typo' }),
        activeProfile: 'dev',
      }),
      notices: [unfinished(triple('dev', { token: 'bp_pat_typo' }))],
    },
    'a token of ours with another host': {
      bp: bpWith(entries({}), { triple: triple('dev', { apiUrl: 'https://evil.tld' }) }),
      notices: [unfinished(triple('dev', { apiUrl: 'https://evil.tld' }))],
    },
    'a token of ours with another workspace': {
      bp: bpWith(entries({}), { triple: triple('dev', { workspaceId: 'ws_x' }) }),
      notices: [unfinished(triple('dev', { workspaceId: 'ws_x' }))],
    },
    'under a name that is free': {
      bp: bpWith(entries({}), { triple: triple('x'), activeProfile: 'mine' }),
      notices: [unfinished(triple('x'))],
    },
    'beside entries that bp lost at the same time': {
      bp: bpWith({}, { triple: triple('x') }),
      notices: [
        { type: 'unpublished', name: 'dev' },
        { type: 'unpublished', name: 'prod' },
        unfinished(triple('x')),
      ],
    },
    'while profiles.json cannot be read': {
      bp: bpWith('unreadable', { triple: triple('x') }),
      notices: [unfinished(triple('x'))],
    },
    'where no profile is active': {
      bp: bpWith(entries({}), { triple: triple('x') }),
      config: stored({ activeProfile: null }),
      notices: [unfinished(triple('x'))],
    },
    'of an old bp perhaps, where profiles.json never was': {
      bp: bpWith('missing', { triple: triple('x') }),
      config: { version: 1, activeProfile: null, profiles: {} },
      notices: [unfinished(triple('x'), { perhapsOldBp: true, use: null })],
    },
    'of no old bp where profiles.json is there, if empty': {
      bp: bpWith({}, { triple: triple('x') }),
      config: { version: 1, activeProfile: null, profiles: {} },
      notices: [unfinished(triple('x'), { use: null })],
    },
    'but none where it was so before an interrupted publication': {
      bp: bpWith(entries({}), { triple: triple('x') }),
      config: stored({ publishing: { profiles: {}, cache: tripleFingerprint(triple('x')) } }),
    },
  },
  'cache triple in an entry that is not ours yet: the profile for it is adopted and active': {
    'with the entry': {
      bp: bpWith(entries({ x: triple('x') }), { triple: triple('x'), activeProfile: 'dev' }),
      becomes: { profiles: { x: adopted(triple('x')) }, activeProfile: 'x' },
      notices: [
        { type: 'adopted', name: 'x' },
        { type: 'activated', name: 'x' },
      ],
    },
    'whatever the spelling of its URL': {
      bp: bpWith(entries({ x: triple('x', { apiUrl: `${cloud}/` }) }), { triple: triple('x') }),
      becomes: { profiles: { x: adopted(triple('x')) }, activeProfile: 'x' },
      notices: [
        { type: 'adopted', name: 'x' },
        { type: 'activated', name: 'x' },
      ],
    },
    'never in the place of a profile that we do not understand': {
      bp: bpWith(entries({ odd: triple('x') }), { triple: triple('x'), activeProfile: 'odd' }),
      config: stored({
        published: fingerprintsOf(bpWith(entries({ odd: triple('x') }), sameCache), null),
      }),
      broken: ['odd', 'x'],
      becomes: { profiles: { 'x-2': adopted(triple('x')) }, activeProfile: 'x-2' },
      notices: [
        { type: 'adopted', name: 'x-2' },
        { type: 'activated', name: 'x-2' },
      ],
    },
  },
  'entry of a name of ours, with the triple of another profile of ours: a difference': {
    ...Object.fromEntries(
      (
        [
          ['open', {}],
          ['protected', { protected: true }],
          ['in the keychain', { token: undefined, tokenSource: { kind: 'keychain' } }],
        ] as const
      ).map(([what, changes]): [string, Row] => [
        what,
        {
          bp: bpWith(entries({ prod: triple('dev') }), sameCache),
          config: stored({
            profiles: {
              dev: profile('dev'),
              prod: profile('prod', changes as Partial<StoredProfile>),
            },
          }),
          notices: [{ type: 'differs', name: 'prod', as: 'dev' }],
        },
      ]),
    ),
    'and two that were swapped': {
      bp: bpWith(entries({ dev: triple('prod'), prod: triple('dev') }), sameCache),
      notices: [
        { type: 'differs', name: 'dev', as: 'prod' },
        { type: 'differs', name: 'prod', as: 'dev' },
      ],
    },
    'but not of another one that has got a new token there meanwhile': {
      bp: bpWith({ prod: triple('dev'), dev: triple('dev', { token: 'bp_pat_new' }) }, sameCache),
      becomes: {
        profiles: {
          dev: adopted(triple('dev', { token: 'bp_pat_new' }), { id: 'id-dev' }),
          prod: adopted(triple('dev'), { id: 'id-prod' }),
        },
      },
      notices: [
        { type: 'updated', name: 'dev' },
        { type: 'updated', name: 'prod' },
      ],
    },
  },
  'cache {}: no profile is active; profiles stay': {
    'after bp logout': {
      bp: bpWith(entries({}), { triple: null }),
      becomes: { activeProfile: null },
      notices: [{ type: 'logged-out' }],
    },
    'but not where we have left it so': {
      bp: bpWith(entries({}), { triple: null }),
      config: stored({ published: { ...fingerprintsOf(published, null), cache: null } }),
    },
  },
};

for (const [meaning, rows] of Object.entries(table)) {
  describe(meaning, () => {
    test.each(Object.entries(rows))('%s', (_, row) => {
      const config = row.config ?? stored();
      const frozen = structuredClone(config);
      const result = reconcile(config, new Set(row.broken), row.bp, () => 'new');
      const { profiles, ...rest } = row.becomes ?? {};
      const switched =
        rest.activeProfile === undefined ? {} : { previousProfile: config.activeProfile };
      expect(clean(result)).toEqual(
        clean({
          config: {
            ...config,
            ...rest,
            ...switched,
            profiles: { ...config.profiles, ...profiles },
          },
          notices: row.notices ?? [],
        }),
      );
      expect(config).toEqual(frozen);
    });
  });
}

/** The value without its undefined parts, which JSON leaves out. */
const clean = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('names that objects have of their own', () => {
  test.each(['__proto__', 'constructor', 'toString'])(
    'an entry %s is news like any other',
    name => {
      const text = JSON.stringify({ [name]: triple('x') });
      const bp = bpWith(JSON.parse(text), 'missing');
      expect(Object.keys(bp.profiles.entries)).toEqual([name]);
      const { config } = reconcile(stored({ published: undefined }), new Set(), bp, () => 'new');
      expect(Object.keys(config.profiles)).toEqual(['dev', 'prod', 'x']);
    },
  );

  test('a stored profile of such a name is found by it', () => {
    const profiles = JSON.parse(`{"__proto__": ${JSON.stringify(profile('p'))}}`);
    const bp = bpWith(JSON.parse(`{"__proto__": ${JSON.stringify(triple('q'))}}`), 'missing');
    const { config } = reconcile(stored({ profiles }), new Set(), bp, () => 'new');
    expect(Object.entries(config.profiles)).toEqual([
      ['__proto__', expect.objectContaining(triple('q'))],
    ]);
  });
});

test('the cost of taking entries over grows no faster than their number', () => {
  const cost = (count: number) => {
    const names = Array.from({ length: count }, (_, n) => `p${n}`);
    const bp = bpWith(Object.fromEntries(names.map(name => [name, triple(name)])), 'missing');
    const empty = { version: 1, activeProfile: null, profiles: {} };
    const before = process.cpuUsage();
    const { config } = reconcile(empty, new Set(), bp, () => 'new');
    const { user } = process.cpuUsage(before);
    expect(Object.keys(config.profiles)).toHaveLength(count);
    return user;
  };
  cost(1000);
  const [small, large] = [cost(1000), cost(10_000)];
  expect(large / small).toBeLessThan(30);
});

test('a fingerprint tells every change of a triple, and nothing of the token', () => {
  const prints = [
    triple('a'),
    triple('b'),
    triple('a', { token: 'b' }),
    triple('a', { apiUrl: staging }),
    triple('a', { workspaceId: '' }),
  ].map(tripleFingerprint);
  expect(new Set(prints).size).toBe(5);
  for (const print of prints) expect(print).toMatch(/^#[0-9a-f]{16}$/);
});

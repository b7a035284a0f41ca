// Tables of cases: which credentials the ADK uses on its own, and which of the ADK's profiles has
// the same credentials as a profile of bp-auth.

import { describe, expect, test } from 'vitest';
import { line } from '../../source/commandLine.ts';
import {
  type AdkSituation,
  adkChoice,
  adkProfileFor,
  adkWanted,
  impossibleName,
} from '../../source/profiles/adkChoice.ts';
import { adkDifference } from '../../source/profiles/adkDifference.ts';
import { parseAdkFile } from '../../source/profiles/adkFile.ts';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { sampleTokens } from '../support/sandbox.ts';

const cloud = 'https://api.botpress.cloud';
const staging = 'https://api.example.com';

const content = {
  profiles: {
    dev: { token: sampleTokens.owner, apiUrl: cloud, workspaceId: 'ws_dev' },
    viewer: { token: sampleTokens.viewer, apiUrl: `${staging}/`, workspaceId: 'ws_dev' },
    second: { token: sampleTokens.single, apiUrl: staging },
    nothing: { apiUrl: cloud },
    usual: { token: sampleTokens.single },
    odd: { token: sampleTokens.single, apiUrl: 'not a URL' },
  },
  profileMetadata: { dev: { lastUsed: '', email: 'owner@example.com' } },
  currentProfile: 'dev',
};

const fileOf = (value: unknown) => parseAdkFile(JSON.stringify(value), '/home/me/.adk/credentials');

const situation = (changes: Partial<AdkSituation> = {}): AdkSituation => ({
  file: fileOf(content),
  env: {},
  project: null,
  ...changes,
});

const at = (apiUrl: string) => ({ apiUrl, workspaceId: null });
const without = { ...content, currentProfile: undefined };

describe('the ADK, run alone, acts as', () => {
  const rows: ReadonlyArray<readonly [string, Partial<AdkSituation>, string]> = [
    ['its current profile', {}, 'dev by currentProfile'],
    ['the one its flag names', { flag: 'second' }, 'second by --profile'],
    [
      'its flag before its variable',
      { flag: 'dev', env: { ADK_PROFILE: 'second' } },
      'dev by --profile',
    ],
    ['the one its variable names', { env: { ADK_PROFILE: 'second' } }, 'second by ADK_PROFILE'],
    ['not by an empty variable', { env: { ADK_PROFILE: '' } }, 'dev by currentProfile'],
    [
      'its variable before the project',
      { env: { ADK_PROFILE: 'dev' }, project: at(staging) },
      'dev by ADK_PROFILE',
    ],
    ['the first that fits the project', { project: at(staging) }, 'viewer by agent.json'],
    ['one without an API URL has the usual one', { project: at(cloud) }, 'dev by agent.json'],
    [
      'none fits: its current one',
      { project: at('https://other.example') },
      'dev by currentProfile',
    ],
    [
      'a project without an API URL says nothing',
      { project: { apiUrl: null, workspaceId: 'ws_prod' } },
      'dev by currentProfile',
    ],
    [
      'nobody by a name that it has not',
      { env: { ADK_PROFILE: 'gone' } },
      'no gone by ADK_PROFILE',
    ],
    ['nobody by a name without a token', { flag: 'nothing' }, 'no nothing by --profile'],
    [
      'nobody by a current one that is gone',
      { file: fileOf({ ...content, currentProfile: 'gone' }) },
      'no gone by currentProfile',
    ],
    ['nobody without a current one', { file: fileOf(without) }, 'logged out'],
    ['nobody without a file', { file: { type: 'missing', path: '' } }, 'logged out'],
    ['nobody with a broken one', { file: parseAdkFile('{', '') }, 'unusable'],
  ];
  test.each(rows)('%s', (_, changes, expected) => {
    const choice = adkChoice(situation(changes));
    const words =
      choice.type === 'profile'
        ? `${choice.profile.name} by ${choice.by}`
        : choice.type === 'no-such-profile'
          ? `no ${choice.name} by ${choice.by}`
          : choice.type.replace('-', ' ');
    expect(words).toBe(expected);
  });
});

const stored = (changes: Partial<StoredProfile> = {}): StoredProfile => ({
  apiUrl: cloud,
  workspaceId: 'ws_dev',
  token: sampleTokens.owner,
  tokenOrigin: cloud,
  kind: 'pat',
  ...changes,
});

const twins = (entries: Record<string, object>, currentProfile = '') => {
  const profiles = Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [
      name,
      { token: sampleTokens.owner, apiUrl: cloud, ...entry },
    ]),
  );
  return fileOf({ profiles, currentProfile });
};

describe('the ADK acts as our profile by', () => {
  const rows: ReadonlyArray<
    readonly [
      string,
      AdkSituation['file'],
      Partial<StoredProfile>,
      AdkSituation['project'],
      string | null,
    ]
  > = [
    ['the one with its very token', fileOf(content), {}, null, 'dev'],
    ['none with another token', fileOf(content), { token: sampleTokens.bot }, null, null],
    ['none of another host', twins({ a: { apiUrl: staging } }), {}, null, null],
    [
      'one of the same host by another path',
      twins({ a: { apiUrl: `${cloud}/x/` } }),
      {},
      null,
      'a',
    ],
    ['none of another workspace', twins({ a: { workspaceId: 'ws_prod' } }), {}, null, null],
    [
      'any where the project says the workspace',
      twins({ a: { workspaceId: 'ws_prod' } }),
      {},
      { apiUrl: null, workspaceId: 'ws_dev' },
      'a',
    ],
    ['one without a workspace', twins({ a: {} }), {}, null, 'a'],
    [
      'any where we have no workspace',
      twins({ a: { workspaceId: 'ws_prod' } }),
      { workspaceId: null },
      null,
      'a',
    ],
    [
      'the one of the same workspace first',
      twins({ a: {}, dev: {}, b: { workspaceId: 'ws_dev' } }),
      {},
      null,
      'b',
    ],
    ['then the one of the same name', twins({ a: {}, dev: {} }, 'a'), {}, null, 'dev'],
    ['then its current one', twins({ a: {}, b: {} }, 'b'), {}, null, 'b'],
    ['none that a variable cannot name', twins({ '': {}, 'a\0b': {} }), {}, null, null],
    [
      'a token that is known by its fingerprint',
      fileOf(content),
      { token: undefined, tokenFingerprint: '1b25a6ea' },
      null,
      'dev',
    ],
    ['none where the token is not known at all', fileOf(content), { token: undefined }, null, null],
    ['none without a file', { type: 'missing', path: '' }, {}, null, null],
  ];
  test.each(rows)('%s', (_, file, changes, project, expected) => {
    const found = adkProfileFor(file, 'dev', adkWanted(stored(changes)), project);
    expect(found?.name ?? null).toBe(expected);
  });

  test('a name that it has not is one that it has not', () => {
    const first = impossibleName(fileOf(content));
    const second = impossibleName(fileOf({ profiles: { [first]: {} } }));
    expect(second).not.toBe(first);
    expect(impossibleName(parseAdkFile('{', ''))).toBe(first);
  });
});

describe('that the ADK would act as somebody else', () => {
  const current = (changes: Partial<StoredProfile> = {}) => ({
    name: 'dev',
    profile: stored(changes),
    source: { type: 'active' } as const,
  });
  const other = situation({ env: { ADK_PROFILE: 'viewer' } });

  test('is not said where it would not', () => {
    expect(adkDifference(situation(), current())).toBeNull();
    expect(adkDifference(situation(), null)).toBeNull();
    expect(adkDifference(situation({ file: fileOf(without) }), current())).toBeNull();
    expect(adkDifference(situation({ file: { type: 'missing', path: '' } }), current())).toBeNull();
  });

  test('is said with whom, why, and the line that lets it act as we do', () => {
    expect(adkDifference(other, current())).toEqual({
      acts: {
        name: 'viewer',
        account: null,
        workspaceId: 'ws_dev',
        apiUrl: staging,
        tokenFingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
      },
      by: 'ADK_PROFILE',
      text: `The ADK on its own would use its profile viewer (API URL ${staging}), because of ADK_PROFILE`,
      command: line('exec', '--', 'adk'),
      isExported: true,
    });
  });

  test('ends with an export where the ADK has no such profile', () => {
    const mended = (file: AdkSituation['file'], changes: Partial<StoredProfile> = {}) =>
      adkDifference(situation({ file }), current({ token: sampleTokens.bot, ...changes }))?.command;
    const base = ['profiles', 'export', '--to', 'adk', 'dev'];
    expect(
      mended(fileOf({ ...content, profiles: { a: content.profiles.second }, currentProfile: 'a' })),
    ).toEqual(line(...base));
    expect(mended(fileOf(content))).toEqual(line(...base, '--overwrite'));
    expect(mended(fileOf(content), { kind: 'bot' })).toBeNull();
    expect(mended(parseAdkFile('{', ''))).toBeNull();
  });

  test('tells accounts apart where they are known, and never a token', () => {
    const file = fileOf({
      profiles: {
        'bp_pat_x\u001b[2J': { token: sampleTokens.viewer, apiUrl: cloud, workspaceId: 'ws_prod' },
      },
      profileMetadata: { 'bp_pat_x\u001b[2J': { email: 'viewer@example.com' } },
      currentProfile: 'bp_pat_x\u001b[2J',
    });
    const { text, acts } = adkDifference(situation({ file }), current()) ?? {};
    expect(text).toMatch(/ \(viewer@example\.com, workspace ws_prod\)$/);
    expect(text).not.toMatch(/\u001b/);
    expect(`${text}${acts?.name}`).not.toContain('bp_pat_x');
    const same = current({ accountEmail: 'viewer@example.com', workspaceId: 'ws_prod' });
    expect(adkDifference(situation({ file }), same)?.text).toMatch(
      / \(with another token of the same account\)$/,
    );
  });
});

// The user's home and the home of bp-auth, as a table.
import { describe, expect, test } from 'vitest';
import { isAppError } from '../../source/errors.ts';
import { botpressHomeOf, userHomeOf } from '../../source/files/homes.ts';
import { pathFrom } from '../../source/files/paths.ts';

type Row = {
  env: Record<string, string>;
  listed?: string | null;
  platform?: NodeJS.Platform;
  /** The user's home; by default HOME. */
  user?: string;
  /** bp-auth's home, or the code of the error. */
  ours: string;
};

const rows: Row[] = [
  { env: { HOME: '/home/me' }, ours: '/home/me/.botpress' },
  { env: { HOME: '/home/me' }, listed: null, ours: '/home/me/.botpress' },
  { env: {}, user: '/listed', ours: '/listed/.botpress' },
  { env: { HOME: '' }, user: '/listed', ours: '/listed/.botpress' },
  { env: { HOME: '~' }, user: '/listed', ours: '/listed/.botpress' },
  { env: { HOME: '~/x' }, user: '/listed/x', ours: '/listed/x/.botpress' },
  { env: { HOME: 'foo' }, user: '/listed', ours: 'home-relative' },
  { env: { HOME: './foo' }, user: '/listed', ours: 'home-relative' },
  { env: { HOME: '.' }, user: '/listed', ours: 'home-relative' },
  { env: { HOME: '~other/x' }, user: '/listed', ours: 'home-relative' },
  { env: {}, listed: null, user: '/nonexistent', ours: 'home-unknown' },
  { env: { HOME: '' }, listed: null, user: '/nonexistent', ours: 'home-unknown' },
  { env: {}, listed: '', user: '/nonexistent', ours: 'home-unknown' },
  { env: { HOME: 'foo' }, listed: null, user: '/nonexistent', ours: 'home-relative' },
  { env: { HOME: '/home/me', BP_BOTPRESS_HOME: '' }, ours: '/home/me/.botpress' },
  { env: { HOME: '/home/me', BP_BOTPRESS_HOME: '/x' }, ours: '/x' },
  // The home that bp-auth gives to bp (BP_AUTH_BP_HOME) is not ours.
  {
    env: { HOME: '/home/me', BP_BOTPRESS_HOME: '/t', BP_AUTH_BP_HOME: '/t', BP_AUTH_HOME: '/ours' },
    ours: '/ours',
  },
  {
    env: { HOME: '/home/me', BP_BOTPRESS_HOME: '/x', BP_AUTH_BP_HOME: '/t', BP_AUTH_HOME: '/ours' },
    ours: '/x',
  },
  {
    env: { HOME: '/home/me', BP_AUTH_BP_HOME: '', BP_AUTH_HOME: '/ours' },
    ours: '/home/me/.botpress',
  },
  {
    env: { HOME: '/home/me', BP_BOTPRESS_HOME: '/t', BP_AUTH_BP_HOME: '/t', BP_AUTH_HOME: 'x' },
    ours: '/t',
  },
  { env: { HOME: '/home/me', BP_BOTPRESS_HOME: '~' }, ours: '/home/me' },
  { env: { HOME: '/home/me', BP_BOTPRESS_HOME: '~/x' }, ours: '/home/me/x' },
  { env: { HOME: '/home/me', BP_BOTPRESS_HOME: 'x' }, ours: 'home-relative' },
  { env: { HOME: '/home/me', BP_BOTPRESS_HOME: './x' }, ours: 'home-relative' },
  { env: { HOME: '/home/me', BP_BOTPRESS_HOME: '~me/x' }, ours: 'home-relative' },
  { env: { HOME: '/home/me', BP_BOTPRESS_HOME: '~\\x' }, ours: 'home-relative' },
  { env: { HOME: 'foo', BP_BOTPRESS_HOME: '/x' }, user: '/listed', ours: '/x' },
  { env: { BP_BOTPRESS_HOME: '/x' }, listed: null, user: '/nonexistent', ours: '/x' },
  { env: { BP_BOTPRESS_HOME: '~/x' }, listed: null, user: '/nonexistent', ours: 'home-unknown' },
  { env: { HOME: 'foo', BP_BOTPRESS_HOME: '~/x' }, user: '/listed', ours: 'home-relative' },
  { env: { USERPROFILE: '/u' }, platform: 'win32', user: '/u', ours: '/u/.botpress' },
  {
    env: { USERPROFILE: '/u', BP_BOTPRESS_HOME: '~\\x' },
    platform: 'win32',
    user: '/u',
    ours: '/u/x',
  },
  {
    env: { HOME: '/h', USERPROFILE: '' },
    platform: 'win32',
    user: '/listed',
    ours: '/listed/.botpress',
  },
];

const codeOf = (act: () => string) => {
  try {
    return act();
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
};

describe.each(rows)('$env, listed $listed, on $platform', row => {
  const { env, listed = '/listed', platform = 'linux', user = env.HOME, ours } = row;
  test(`is ${ours}`, () => {
    const found = userHomeOf(env, platform, () => listed);
    expect(found.path).toBe(user);
    expect(codeOf(() => botpressHomeOf(env, found, platform))).toBe(ours);
  });
});

test.each([
  ['/abs', '/abs'],
  ['x', '/here/x'],
  ['~', '/home/me'],
  ['~/x', '/home/me/x'],
  ['./~/x', '/here/~/x'],
  ['~me', '/here/~me'],
])('the path %s, as typed, is %s', (typed, path) => {
  expect(pathFrom({ cwd: '/here', userHome: '/home/me', platform: 'linux' }, typed)).toBe(path);
});

test('a relative path from a directory that is gone', () => {
  const gone = { cwd: '', userHome: '/home/me', platform: 'linux' } as const;
  expect(pathFrom(gone, '/abs')).toBe('/abs');
  expect(codeOf(() => pathFrom(gone, 'x'))).toBe('directory-gone');
});

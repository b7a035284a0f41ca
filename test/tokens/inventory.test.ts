import { describe, expect, test } from 'vitest';
import { type Config, emptyConfig, type StoredProfile } from '../../source/profiles/config.ts';
import { inventory } from '../../source/tokens/inventory.ts';
import { accountOwner, type Owner } from '../../source/tokens/owner.ts';

const origin = 'https://api.botpress.cloud';
const base = { apiUrl: origin, tokenOrigin: origin, kind: 'pat' as const };
const profile = (fields: Partial<StoredProfile>): StoredProfile => ({ ...base, ...fields });
const now = Date.parse('2026-11-22T12:00:00Z');
const listed = ['a', 'b'].map(id => ({ id, note: '', createdAt: '2026-11-01T00:00:00Z' }));

function uses(
  profiles: Config['profiles'],
  owner: Owner = accountOwner,
  asked = base as StoredProfile,
) {
  const views = inventory({ ...emptyConfig, profiles }, listed, { owner, asked }, now);
  return Object.fromEntries(views.map(({ id, profiles, inUse }) => [id, { profiles, inUse }]));
}

const asked = profile({ token: 'bp_pat_1', tokenId: 'a', accountId: 'me' });
const none = { profiles: [], inUse: false };
const maybe = { profiles: [], inUse: null };

describe('which profiles use a token', () => {
  test('is known by the id that was stored', () => {
    expect(uses({ dev: asked }, accountOwner, asked)).toEqual({
      a: { profiles: ['dev'], inUse: true },
      b: none,
    });
  });

  test('is known for every profile with the same token', () => {
    const other = profile({ token: 'bp_pat_1' });
    expect(uses({ dev: asked, prod: other }, accountOwner, asked)).toEqual({
      a: { profiles: ['dev', 'prod'], inUse: true },
      b: none,
    });
  });

  test('may be any where the id of a stored token is not known', () => {
    const pasted = profile({ token: 'bp_pat_2' });
    expect(uses({ dev: asked, prod: pasted }, accountOwner, asked)).toEqual({
      a: { profiles: ['dev'], inUse: true },
      b: maybe,
    });
  });

  const elsewhere: ReadonlyArray<readonly [what: string, profile: StoredProfile]> = [
    ['of another account', profile({ token: 'bp_pat_2', accountId: 'you' })],
    ['of another host', profile({ token: 'bp_pat_2', tokenOrigin: 'https://other.example' })],
    ['a bot key', profile({ token: 'bp_bak_2', kind: 'bot' })],
    ['logged out', profile({})],
  ];
  test.each(elsewhere)('is not doubted because of a profile that is %s', (_, other) => {
    expect(uses({ dev: asked, other }, accountOwner, asked).b).toEqual(none);
  });

  const doubtful: ReadonlyArray<readonly [what: string, profile: StoredProfile]> = [
    ['adopted from bp', profile({ token: 'bp_pat_2', accountId: null })],
    ['in the keychain', profile({ tokenSource: { kind: 'keychain' }, tokenFingerprint: 'f' })],
    ['from a command', profile({ tokenSource: { kind: 'command', command: ['pass'] } })],
    ['of unknown kind', profile({ token: 'x', kind: 'unknown' })],
  ];
  test.each(doubtful)('is doubted because of a profile that is %s', (_, other) => {
    expect(uses({ dev: asked, other }, accountOwner, asked).b).toEqual(maybe);
  });

  test('is doubted because of credentials of the environment', () => {
    const environment = profile({ token: 'bp_pat_env' });
    expect(uses({ dev: asked }, accountOwner, environment).b).toEqual(maybe);
  });

  test('is told for keys of a bot by profiles with bot keys', () => {
    const owner: Owner = { type: 'bot', id: 'bot_acme', workspaceId: 'ws' };
    const bot = profile({ token: 'bp_bak_1', kind: 'bot', tokenId: 'b' });
    expect(uses({ dev: asked, bot }, owner, asked)).toEqual({
      a: none,
      b: { profiles: ['bot'], inUse: true },
    });
  });
});

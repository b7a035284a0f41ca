// The API's answers about a profile, stored only for the credentials they belong to, and only if they are
// new.
import { describe, expect, test } from 'vitest';
import type { Config, StoredProfile } from '../../source/profiles/config.ts';
import { isNews, type Lesson, taught } from '../../source/profiles/learned.ts';

const at = Date.parse('2026-11-22T12:00:00Z');
const verifiedAt = new Date(at).toISOString();
const imported: StoredProfile = {
  apiUrl: 'https://api.botpress.cloud',
  workspaceId: 'ws_dev',
  token: 'bp_pat_1234567890abcdef',
  tokenOrigin: 'https://api.botpress.cloud',
  kind: 'pat',
};
const account = { id: 'account_1', email: 'owner@example.com' };
const workspace = { id: 'ws_dev', name: 'Acme Dev', handle: 'acme-dev', blocked: false };
const known = {
  accountId: 'account_1',
  accountEmail: 'owner@example.com',
  workspaceName: 'Acme Dev',
  workspaceHandle: 'acme-dev',
};
const config = (profiles: Config['profiles']): Config => ({ version: 1, profiles });
const lesson = (more: Partial<Lesson> = {}): Lesson => ({
  ...{ name: 'dev', asked: imported, account, workspace, at },
  ...more,
});

describe('a lesson', () => {
  test('is put into the profile, which is verified by it', () => {
    const after = taught(config({ dev: imported }), lesson());
    expect(after.profiles.dev).toEqual({ ...imported, ...known, verifiedAt });
    expect(isNews(after, lesson({ at: at + 1000 }))).toBe(false);
  });

  test('tells whose the same token is elsewhere, but not that the profile there is good', () => {
    const twin = { ...imported, workspaceId: 'ws_prod' };
    const other = { ...imported, token: 'bp_pat_other00000000000' };
    const { profiles } = taught(config({ dev: imported, twin, other }), lesson());
    expect(profiles.twin).toEqual({ ...twin, accountId: 'account_1', accountEmail: account.email });
    expect(profiles.other).toBe(other);
  });

  test('of nothing but a yes is noted where the profile was never verified', () => {
    const yes = lesson({ account: null, workspace: null });
    expect(taught(config({ dev: imported }), yes).profiles.dev).toEqual({
      ...imported,
      verifiedAt,
    });
    const verified = { ...imported, verifiedAt: '2026-01-01T00:00:00.000Z' };
    expect(isNews(config({ dev: verified }), yes)).toBe(false);
  });

  test('a name that has changed is news', () => {
    const stored = { ...imported, ...known, verifiedAt: '2026-01-01T00:00:00.000Z' };
    const renamed = { ...workspace, name: 'Acme Development' };
    expect(taught(config({ dev: stored }), lesson({ workspace: renamed })).profiles.dev).toEqual({
      ...stored,
      workspaceName: 'Acme Development',
      verifiedAt,
    });
  });

  test.each<[title: string, profiles: Config['profiles']]>([
    ['is gone', {}],
    ['has another token', { dev: { ...imported, token: 'bp_pat_other00000000000' } }],
    ['points elsewhere', { dev: { ...imported, workspaceId: 'ws_prod' } }],
    ['has another API URL', { dev: { ...imported, apiUrl: 'https://api.botpress.dev' } }],
    ['has another name', { renamed: imported }],
  ])('changes nothing where the profile %s by now', (_, profiles) => {
    const before = config(profiles);
    expect(taught(before, lesson())).toBe(before);
  });
});

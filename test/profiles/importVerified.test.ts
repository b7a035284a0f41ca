// The import of a profile that would replace a verified one: the new profile is verified first.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import { closedPort } from '../diagnosis/servers.ts';
import { fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const { owner, viewer, expired } = sampleTokens;

/**
 * A world whose profile dev was verified, unless `changes` says otherwise. `take` imports another
 * profile with the name dev.
 */
async function world(changes: Partial<StoredProfile> = {}) {
  const { url } = await sandboxForTest();
  let asked = 0;
  const ctx = fakeContext({
    fetch: (...request) => {
      asked += 1;
      return fetch(...request);
    },
  });
  const dev = {
    ...{ apiUrl: url, tokenOrigin: url, workspaceId: 'ws_dev', token: owner, kind: 'pat' as const },
    ...{ id: 'id-of-dev', accountEmail: 'owner@example.com', verifiedAt: '2026-01-01T00:00:00Z' },
    ...changes,
  };
  await changeState(ctx, 'test', config => ({ ...config, profiles: { dev } }));
  const take = async (offered: object, ...flags: string[]) => {
    const path = join(ctx.userHome, 'offered.json');
    const entry = { apiUrl: url, workspaceId: 'ws_dev', ...offered };
    writeFileSync(path, JSON.stringify({ version: 1, profiles: { dev: entry } }));
    const argv = ['profiles', 'import', '--from', path, '--overwrite', '--json', ...flags];
    const { code, stdout } = await runIn(ctx, ...argv);
    return { code, json: JSON.parse(stdout), dev: readState(ctx).config.profiles.dev };
  };
  return { url, ctx, dev, take, asked: () => asked };
}

describe('import --overwrite', () => {
  test('of a token that the API accepts stores what it said', async () => {
    const { ctx, take } = await world();
    const { code, json, dev } = await take({ token: viewer });
    expect([code, json.replaced]).toEqual([0, ['dev']]);
    expect(dev).toMatchObject({
      ...{ id: 'id-of-dev', token: viewer, accountEmail: 'viewer@example.com' },
      ...{ workspaceName: 'dev', verifiedAt: new Date(ctx.now()).toISOString() },
    });
  });

  test.each([
    ['a token that is rejected', { token: expired }],
    ['a workspace that it does not reach', { token: viewer, workspaceId: 'ws_prod' }],
    ['the same token and a workspace that is not there', { token: owner, workspaceId: 'ws_no' }],
    ['a bot key that is none', { token: 'bp_bak_nothing', botId: 'bot_acme' }],
  ])('of %s leaves the verified one, and says why', async (_, offered) => {
    const { dev: before, take } = await world();
    const { code, json, dev } = await take(offered);
    expect(code).toBe(3);
    expect(json).toMatchObject({ replaced: [], skipped: [{ name: 'dev' }] });
    expect(json.skipped[0].reason).toMatch(
      /, but the token of the profile that the import would replace is verified$/,
    );
    expect(dev).toEqual(before);
  });

  test('of a token that nobody can ask about leaves the verified one, too', async () => {
    const { dev: before, take } = await world();
    const apiUrl = `http://127.0.0.1:${await closedPort()}`;
    const { code, json, dev } = await take({ token: viewer, apiUrl });
    expect([code, json.skipped.length, dev]).toEqual([3, 1, before]);
  });

  test('asks nobody where the one here was not verified either', async () => {
    const { take, asked } = await world({ verifiedAt: null });
    const { code, json, dev } = await take({ token: expired });
    expect([code, json.replaced, asked()]).toEqual([0, ['dev'], 0]);
    expect(dev?.verifiedAt).toBeNull();
  });

  test('of a key verifies it for its bot', async () => {
    const { take } = await world();
    const { code, dev } = await take({ token: 'bp_bak_1234567890abcdef', botId: 'bot_acme' });
    expect(code).toBe(0);
    expect(dev).toMatchObject({ kind: 'bot', botId: 'bot_acme', accountEmail: null });
  });

  test('of a token without a workspace verifies whose it is', async () => {
    const { take } = await world();
    const { code, dev } = await take({ token: viewer, workspaceId: null });
    expect(code).toBe(0);
    expect(dev).toMatchObject({ workspaceId: null, accountEmail: 'viewer@example.com' });
  });
});

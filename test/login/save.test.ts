// The storing of a login: its plan is made again under the lock, and replaces nothing that the user
// did not agree to.
import { describe, expect, test } from 'vitest';
import { planLogin } from '../../source/login/plan.ts';
import type { Proof } from '../../source/login/prove.ts';
import { saveLogin } from '../../source/login/save.ts';
import type { Config, StoredProfile } from '../../source/profiles/config.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import { fakeContext } from '../support/context.ts';
import { sampleTokens } from '../support/sandbox.ts';

const apiUrl = 'https://api.botpress.cloud';
const proof = {
  ...{ apiUrl, origin: apiUrl, kind: 'pat', token: sampleTokens.owner, role: 'owner' },
  account: { id: 'a1', email: 'owner@example.com' },
  workspace: { id: 'ws_1', name: 'Acme', handle: 'acme', blocked: false },
  ...{ botId: null, integrationId: null },
} as unknown as Proof;
const plan = (config: Config) => planLogin(config, proof);

const stored: StoredProfile = {
  ...{ apiUrl, tokenOrigin: apiUrl, workspaceId: 'ws_1', token: sampleTokens.viewer },
  accountEmail: 'owner@example.com',
};

describe('a login that was planned before another one was stored', () => {
  test.each<[what: string, meanwhile: Partial<StoredProfile>]>([
    ["somebody else's", { accountEmail: 'other@example.com' }],
    ['protected', { protected: true }],
  ])('does not replace it where it is %s', async (_, meanwhile) => {
    const ctx = fakeContext();
    const agreed = plan(readState(ctx).config);
    const theirs = { ...stored, ...meanwhile };
    await changeState(ctx, 'test', config => ({ ...config, profiles: { acme: theirs } }));
    const saving = saveLogin(ctx, proof, agreed, plan);
    await expect(saving).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(readState(ctx).config.profiles.acme).toMatchObject(theirs);
  });

  test("replaces it where it is the same account's", async () => {
    const ctx = fakeContext();
    const agreed = plan(readState(ctx).config);
    await changeState(ctx, 'test', config => ({ ...config, profiles: { acme: stored } }));
    const saved = await saveLogin(ctx, proof, agreed, plan);
    expect(saved.plan).toMatchObject({ name: 'acme', otherAccount: false });
    expect(readState(ctx).config.profiles.acme?.token).toBe(sampleTokens.owner);
  });
});

// The ADK's credentials: taken over on request, offered on the first start, never written.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importable } from '../../source/profiles/adk.ts';
import { readState } from '../../source/profiles/store.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

const apiUrl = 'https://api.botpress.cloud';
const credentials = {
  profiles: {
    default: { token: sampleTokens.owner, apiUrl, workspaceId: 'ws_dev', workspaceName: 'Dev' },
    bare: { token: sampleTokens.viewer, apiUrl, botId: 'bot_acme' },
  },
  profileMetadata: { default: { lastUsed: '2026-11-20T08:00:00Z', email: 'owner@example.com' } },
  currentProfile: 'default',
};

function withAdk(text = JSON.stringify(credentials)): FakeContext & { adk: string } {
  const ctx = fakeContext();
  mkdirSync(join(ctx.userHome, '.adk'));
  const adk = join(ctx.userHome, '.adk', 'credentials');
  writeFileSync(adk, text, { mode: 0o600 });
  return { ...ctx, adk };
}

describe('the profiles of the ADK', () => {
  test('are imported, and one without a workspace is told how to get one', async () => {
    const ctx = withAdk();
    const { code, stdout, stderr } = await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect([code, stdout]).toEqual([0, 'Imported default, bare\n']);
    expect(stderr).toContain(
      'bare has no workspace yet: bp-auth login --profile bare --workspaceId ID\n',
    );
    expect(stderr).toContain('None is active: bp-auth profiles use default\n');
    const { profiles } = readState(ctx).config;
    expect(profiles.default).toMatchObject({ workspaceName: 'Dev', verifiedAt: null });
    expect(profiles.default?.accountEmail).toBeUndefined();
    expect(profiles.bare).toMatchObject({ workspaceId: null, kind: 'pat' });
    expect(readFileSync(ctx.adk, 'utf8')).toBe(JSON.stringify(credentials));
  });

  test('that are here under another name are not imported twice', async () => {
    const ctx = withAdk();
    await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    await runIn(ctx, 'profiles', 'rename', 'default', 'dev');
    const { code, stdout } = await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect([code, stdout]).toEqual([0, 'default is here already, as dev\nbare is here already\n']);
  });
});

describe('what a first start may offer', () => {
  test('is what the ADK has and we have not', async () => {
    const ctx = withAdk();
    expect(importable(ctx, readState(ctx))).toEqual([
      { from: 'adk', profiles: ['default', 'bare'] },
    ]);
    await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect(importable(ctx, readState(ctx))).toEqual([]);
  });

  test.each([
    ['no JSON', '{'],
    ['another shape', '[]'],
    ['no profiles', '{"profiles":{}}'],
    ['broken profiles', '{"profiles":{"a":5}}'],
  ])('is nothing where the file holds %s', (_, text) => {
    const ctx = withAdk(text);
    expect(importable(ctx, readState(ctx))).toEqual([]);
  });

  test('is nothing without the ADK', () => {
    const ctx = fakeContext();
    expect(importable(ctx, readState(ctx))).toEqual([]);
  });
});

// The ADK's credentials: imported on request, and offered at the first start.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importable } from '../../source/profiles/adk.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

const apiUrl = 'https://api.botpress.cloud';
const credentials = {
  profiles: {
    default: { token: sampleTokens.owner, apiUrl, workspaceId: 'ws_dev', workspaceName: 'Dev' },
    bare: { token: sampleTokens.viewer, apiUrl, botId: 'bot_acme' },
  },
  profileMetadata: {
    default: {
      ...{ lastUsed: '2026-11-20T08:00:00Z', createdAt: '2026-01-02T03:04:05Z' },
      ...{ email: 'owner@example.com', accountId: 'account_owner' },
    },
    bare: { lastUsed: 5, email: 'no address', accountId: '../x', createdAt: 'never' },
  },
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
    expect(stderr).toContain('default is active now\n');
    const { profiles, activeProfile } = readState(ctx).config;
    expect(activeProfile).toBe('default');
    expect(profiles.default).toMatchObject({
      ...{ workspaceName: 'Dev', verifiedAt: null, createdAt: '2026-01-02T03:04:05.000Z' },
      ...{ accountEmail: 'owner@example.com', accountId: 'account_owner' },
    });
    expect(profiles.bare).toMatchObject({ workspaceId: null, kind: 'pat' });
    expect(profiles.bare).not.toHaveProperty('accountEmail');
    expect(profiles.bare).not.toHaveProperty('accountId');
    expect(profiles.bare?.createdAt).toMatch(/^\d{4}-/);
    expect(readFileSync(ctx.adk, 'utf8')).toBe(JSON.stringify(credentials));
  });

  test('that are here under another name are not imported twice', async () => {
    const ctx = withAdk();
    await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    await runIn(ctx, 'profiles', 'rename', 'default', 'dev');
    const { code, stdout } = await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect([code, stdout]).toEqual([
      0,
      'bp-auth has default already, as dev\nbp-auth has bare already\n',
    ]);
  });
});

describe('the current profile of the ADK', () => {
  const current = (name: string) => JSON.stringify({ ...credentials, currentProfile: name });

  test('becomes active where none is, though it is not the first', async () => {
    const ctx = withAdk(current('bare'));
    await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect(readState(ctx).config.activeProfile).toBe('bare');
  });

  test('by the name that it got, or that it has here already', async () => {
    const ctx = withAdk(current('bare'));
    await runIn(ctx, 'profiles', 'import', '--from', 'adk', '--as', 'bare=viewer');
    expect(readState(ctx).config.activeProfile).toBe('viewer');
    const again = withAdk(current('bare'));
    await runIn(again, 'profiles', 'import', '--from', 'adk', '--as', 'bare=viewer');
    await changeState(again, 'test', config => ({ ...config, activeProfile: null }));
    await runIn(again, 'profiles', 'import', '--from', 'adk');
    expect(readState(again).config.activeProfile).toBe('viewer');
  });

  test('changes nothing where one is active, or where it is protected', async () => {
    const ctx = withAdk(current('bare'));
    await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    await runIn(ctx, 'profiles', 'use', 'default');
    await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect(readState(ctx).config.activeProfile).toBe('default');
    await runIn(ctx, 'profiles', 'protect', 'bare');
    await changeState(ctx, 'test', config => ({ ...config, activeProfile: null }));
    await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect(readState(ctx).config.activeProfile ?? null).toBeNull();
  });

  test('may be gone', async () => {
    const ctx = withAdk(current('gone'));
    const { stderr } = await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect(stderr).toContain('No profile is active yet: bp-auth profiles use default\n');
  });
});

describe('other names', () => {
  const odd = JSON.stringify({
    profiles: {
      'client a': credentials.profiles.default,
      'x=y': credentials.profiles.bare,
      plain: { token: sampleTokens.single, apiUrl },
    },
    currentProfile: 'client a',
  });

  test('are asked for by a line that runs as printed', async () => {
    const ctx = withAdk(odd);
    const first = await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect([first.code, first.stdout]).toEqual([3, 'Imported plain\n']);
    expect(first.stderr).toContain('client a was not imported. Its name may hold');
    const line = /^Give another name: bp-auth (.*)$/m.exec(first.stderr)?.[1] ?? '';
    expect(line).toBe(`profiles import --from adk --as 'client a=client-a' --as x=y=x-y`);
    const words = line.replaceAll("'", '').replace('client a', 'client_a').split(' ');
    const argv = words.map(word => word.replace('client_a', 'client a'));
    const second = await runIn(ctx, ...argv);
    expect([second.code, second.stdout]).toEqual([
      0,
      'Imported client-a, x-y\nbp-auth has plain already\n',
    ]);
  });

  test('serve for names that are taken here, too', async () => {
    const ctx = withAdk();
    await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    const other = { default: { token: sampleTokens.single, apiUrl } };
    writeFileSync(ctx.adk, JSON.stringify({ profiles: other }));
    const clash = await runIn(ctx, 'profiles', 'import', '--from', 'adk');
    expect(clash.code).toBe(3);
    const argv = ['profiles', 'import', '--from', 'adk', '--as', 'default=solo'];
    expect(await runIn(ctx, ...argv)).toMatchObject({ code: 0, stdout: 'Imported solo\n' });
  });

  test.each([
    ['without an equals sign', ['plain']],
    ['without an old name', ['=new']],
    ['without a new name', ['plain=']],
    ['for a profile that is not there', ['gone=new']],
    ['that is none', ['plain=a b']],
    ['that another one has', ['client a=plain']],
    ['given twice', ['client a=one', 'x=y=one']],
  ])('are refused %s, and nothing is imported', async (_, pairs) => {
    const ctx = withAdk(odd);
    const argv = pairs.flatMap(pair => ['--as', pair]);
    const { code, stdout } = await runIn(ctx, 'profiles', 'import', '--from', 'adk', ...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(readState(ctx).config.profiles).toEqual({});
  });
});

describe('what the ADK has where there is nothing here', () => {
  test('is said by the list, and by doctor with the line that takes it over', async () => {
    const ctx = withAdk();
    const list = await runIn(ctx, 'profiles', 'list');
    expect(list).toMatchObject({ code: 0, stdout: '' });
    expect(list.stderr).toContain(
      'The ADK has 2 profiles: default and bare. Run: bp-auth profiles import --from adk\n',
    );
    const doctor = await runIn(ctx, 'doctor', '--offline', '--json');
    expect(doctor.code).toBe(4);
    const { rootCause } = JSON.parse(doctor.stdout);
    expect(rootCause.evidence).toContain('The ADK has 2 profiles: default and bare');
    expect(rootCause.fixes[0].command).toBe('bp-auth profiles import --from adk');
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

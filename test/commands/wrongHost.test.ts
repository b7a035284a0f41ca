// The host that a token is sent to: only its own origin, whatever the command, and wherever a wrong host
// comes from.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../source/sandbox/server.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { reachedOther, sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const token = sampleTokens.owner;

type World = { ctx: FakeContext; sandbox: Sandbox };
type Arrangement = (world: World) => FakeContext;

const fileOf = (ctx: FakeContext, name: string) => join(ctx.botpressHome, name);

function edit(ctx: FakeContext, name: string, change: (value: Record<string, never>) => unknown) {
  const before = JSON.parse(readFileSync(fileOf(ctx, name), 'utf8'));
  writeFileSync(fileOf(ctx, name), JSON.stringify(change(before)));
}

const editedProfile = (ctx: FakeContext, changes: object) =>
  edit(ctx, 'config.json', (config: { profiles?: { dev?: object } }) => ({
    ...config,
    profiles: { dev: { ...config.profiles?.dev, ...changes } },
  }));

const arrangements: ReadonlyArray<readonly [what: string, arrange: Arrangement]> = [
  [
    'an edited API URL in config.json',
    ({ ctx, sandbox }) => {
      editedProfile(ctx, { apiUrl: sandbox.otherUrl });
      return ctx;
    },
  ],
  [
    "an edited API URL in bp's profiles.json",
    ({ ctx, sandbox }) => {
      edit(ctx, 'profiles.json', () => ({
        dev: { apiUrl: sandbox.otherUrl, workspaceId: 'ws_dev', token },
      }));
      return ctx;
    },
  ],
  [
    "an edited API URL in bp's cache",
    ({ ctx, sandbox }) => {
      edit(ctx, 'global.cache.json', cache => ({ ...cache, apiUrl: sandbox.otherUrl }));
      return ctx;
    },
  ],
  [
    "bp's cache under a name of its own",
    ({ ctx, sandbox }) => {
      const cache = { apiUrl: sandbox.otherUrl, workspaceId: 'ws_x', token, activeProfile: 'x' };
      edit(ctx, 'global.cache.json', () => cache);
      return ctx;
    },
  ],
  [
    'a stored token and an API URL in the environment',
    ({ ctx, sandbox }) => ({
      ...ctx,
      env: { BP_TOKEN: token, BP_WORKSPACE_ID: 'ws_dev', BP_API_URL: sandbox.otherUrl },
    }),
  ],
  [
    'a token in a variable, with an edited API URL',
    ({ ctx, sandbox }) => {
      const tokenSource = { kind: 'env', name: 'MY_TOKEN' };
      editedProfile(ctx, { apiUrl: sandbox.otherUrl, tokenSource, token: undefined });
      return { ...ctx, env: { MY_TOKEN: token } };
    },
  ],
  [
    'a token from a command, with an edited API URL',
    ({ ctx, sandbox }) => {
      const tokenSource = { kind: 'command', command: ['printf', token] };
      editedProfile(ctx, { apiUrl: sandbox.otherUrl, tokenSource, token: undefined });
      return ctx;
    },
  ],
  [
    'a redirect of the right host',
    ({ ctx, sandbox }) => {
      editedProfile(ctx, { apiUrl: `${sandbox.url}/_fault/redirect` });
      return ctx;
    },
  ],
];

const commands: ReadonlyArray<readonly string[]> = [
  [],
  ['profiles', 'active'],
  ['profiles', 'active', '--json'],
  ['profiles', 'list', '--check'],
  ['profiles', 'activity'],
  ['profiles', 'import', '--from', 'bp'],
  ['login', '--workspaceId', 'ws_abc123'],
  ['logout', '--revoke', '-y'],
  ['profiles', 'use', 'dev'],
  ['token'],
  ['env'],
  ['exec', '--', 'true'],
  ['exec', '--ephemeral', '--', 'true'],
  ['doctor'],
  ['doctor', '--for', 'deploy'],
  ['checklist'],
  ['tokens', 'list'],
  ['tokens', 'create', '--print'],
  ['tokens', 'rotate'],
  ['tokens', 'revoke', 'pat_owner_ci', '-y'],
  ['tokens', 'inspect'],
];

async function loggedIn(): Promise<World> {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext({ env: { CI: 'true' } });
  const login = ['login', '--apiUrl', sandbox.url, '--token', token, '--workspaceId', 'ws_dev'];
  expect(await runIn(ctx, ...login)).toMatchObject({ code: 0 });
  editedProfile(ctx, { tokenId: 'pat_owner_sample' });
  return { ctx, sandbox };
}

/**
 * Whether there is nothing to refuse: the command does not ask the wrong host, or asks it without
 * the token.
 */
function hasNothingToRefuse(what: string, argv: readonly string[]): boolean {
  const [command] = argv;
  // What the checklist cannot ask the API is reported as unknown, not as an error.
  if (command === 'checklist') return true;
  // Only an import asks the API about the credentials in bp's cache.
  if (argv.includes('import')) return !what.includes('cache');
  const asksNobody = ['token', 'env', 'exec'].includes(command ?? '') || argv.includes('use');
  if (what.startsWith('a redirect')) return asksNobody;
  if (what.includes('environment'))
    return argv.length > 1 && !argv.includes('active') && command !== 'exec';
  return what.includes('cache');
}

describe.each(arrangements)('%s', (what, arrange) => {
  const named = commands.map(argv => [['bp-auth', ...argv].join(' '), argv] as const);
  test.each(named)('%s: the wrong host sees nothing', async (_, argv) => {
    const world = await loggedIn();
    const { code, stdout, stderr } = await runIn(arrange(world), ...argv);
    expect(await reachedOther(world.sandbox)).toBe('[]');
    if (hasNothingToRefuse(what, argv)) return;
    expect(stdout + stderr).not.toContain(token);
    expect(code).toBe(argv.includes('--check') ? 3 : 9);
    expect(stdout + stderr).toContain(world.sandbox.otherUrl);
  });
});

describe('without a wrong profile', () => {
  test('an API URL alone in the environment changes nothing, and that is said', async () => {
    const { ctx, sandbox } = await loggedIn();
    const env = { BP_API_URL: sandbox.otherUrl };
    const { code, stderr } = await runIn({ ...ctx, env }, 'profiles', 'active');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: [
        'BP_API_URL in the environment is not used: BP_TOKEN is missing\n',
        `bp on its own would use API URL ${sandbox.otherUrl}, because of BP_* in the environment. Run: bp-auth exec -- bp\n`,
      ].join(''),
    });
    expect(await reachedOther(sandbox)).toBe('[]');
  });

  test.each(['/', '/v1'])('a stored token is not logged in with elsewhere (%s)', async path => {
    const { ctx, sandbox } = await loggedIn();
    const argv = ['--apiUrl', sandbox.otherUrl + path, '--token', token, '--workspaceId', 'ws_dev'];
    expect(await runIn(ctx, 'login', ...argv)).toMatchObject({ code: 9 });
    expect(await reachedOther(sandbox)).toBe('[]');
  });

  test('another API URL asks for a token of its own', async () => {
    const { ctx, sandbox } = await loggedIn();
    const argv = ['--apiUrl', sandbox.otherUrl, '--workspaceId', 'ws_dev'];
    expect(await runIn(ctx, 'login', ...argv)).toMatchObject({ code: 2 });
    expect(await reachedOther(sandbox)).toBe('[]');
  });
});

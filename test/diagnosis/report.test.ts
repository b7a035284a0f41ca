// The report. The tests put the word canary into everything private to the user; no report may
// contain it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';

const token = `bp_pat_${'aB3_-xYz9'.repeat(4)}`;
const origin = 'https://canary.example:8443';

type Planted = {
  env?: Record<string, string>;
  profile?: Partial<StoredProfile>;
  active?: string | null;
  /** The contents of files below the user's home, by path. */
  files?: Record<string, string | object>;
  args?: string[];
  config?: string;
};

/** A world in which everything is called canary. */
function plant({ env = {}, profile, active = 'canary-name', files = {}, config }: Planted) {
  const root = temporaryDirectory();
  const cwd = join(root, 'canary-project');
  const botpressHome = join(root, 'canary-elsewhere', '.botpress');
  const ctx = { ...fakeContext({ env: { PATH: '/usr/bin:/bin', ...env }, botpressHome, cwd }) };
  const stored = {
    ...{
      apiUrl: `${origin}/canary/path`,
      tokenOrigin: origin,
      token,
      kind: 'pat',
      id: 'canary-id',
    },
    ...{ workspaceId: 'ws_canary', workspaceName: 'Canary Limited', workspaceHandle: 'canary' },
    ...{ accountId: 'canary-account', accountEmail: 'canary@canary.example' },
    ...profile,
  };
  const all = {
    version: 1,
    activeProfile: active,
    directories: { [join(root, 'canary-bound')]: 'canary-name' },
    profiles: { 'canary-name': stored, 'canary-other': { ...stored, id: 'canary-id-2' } },
  };
  const put = (path: string, content: string | object) => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(path, text, { mode: 0o600 });
  };
  put(join(cwd, 'canary.txt'), '');
  put(join(botpressHome, 'config.json'), config ?? all);
  for (const [path, content] of Object.entries(files)) {
    put(
      path.startsWith('.botpress/')
        ? join(botpressHome, path.slice(10))
        : path.startsWith('project/')
          ? join(cwd, path.slice(8))
          : join(ctx.userHome, path),
      content,
    );
  }
  return ctx;
}

const adk = (name: string) => ({
  currentProfile: name,
  profiles: { [name]: { token: `${token}x`, apiUrl: origin, workspaceId: 'ws_canary2' } },
});

const worlds: Record<string, Planted> = {
  'a sound one': {},
  'no active profile': { active: null },
  'a profile that does not exist': { env: { BP_PROFILE: 'canary-unknown' } },
  'a profile that does not exist, by flag': { args: ['--profile', 'canary-unknown'] },
  'a command that fails': {
    profile: {
      token: undefined,
      tokenSource: {
        kind: 'command',
        command: ['sh', '-c', 'echo canary for canary@x.example >&2; exit 1'],
      },
    } as never,
  },
  'a command that is not there': {
    profile: { token: undefined, tokenSource: { kind: 'command', command: ['canary'] } } as never,
  },
  'a variable that is not set': {
    profile: { token: undefined, tokenSource: { kind: 'env', name: 'CANARY_VARIABLE' } } as never,
  },
  'a token of another origin': { profile: { tokenOrigin: 'https://canary-2.example' } },
  'an API URL that is none': { profile: { apiUrl: 'canary://canary' } },
  'a token that is none': { profile: { token: '${CANARY_TOKEN}' } },
  'credentials of the environment': {
    env: { BP_TOKEN: token, BP_WORKSPACE_ID: 'ws_canary', BP_API_URL: `${origin}/canary` },
  },
  'credentials that make no sense': {
    env: { BP_TOKEN: token, BP_WORKSPACE_ID: 'ws canary', BP_API_URL: `${origin}/canary` },
  },
  'half of the credentials': { env: { BOTPRESS_TOKEN: `${token}y` } },
  'a proxy': { env: { HTTPS_PROXY: 'http://canary:canary@canary-proxy.example:3128' } },
  'a proxy that is none': { env: { HTTPS_PROXY: 'canary://canary' } },
  'a broken profile': { config: JSON.stringify({ version: 1, profiles: { 'canary-name': 7 } }) },
  'a broken config.json': { config: '{"canary": canary' },
  'what bp did': {
    files: {
      '.botpress/profiles.json': {
        'canary-of-bp': { workspaceId: 'ws_canary3', apiUrl: origin, token: `${token}z` },
        'canary-name': { workspaceId: 'ws_canary3', apiUrl: 'https://canary-3.example', token },
      },
      '.botpress/global.cache.json': {
        token: `${token}q`,
        workspaceId: 'ws_canary4',
        apiUrl: origin,
      },
    },
  },
  'a .env of the project': {
    files: {
      'project/.env': `BP_TOKEN=${token}w\nBP_WORKSPACE_ID=ws_canary\nBP_PROFILE=canary-env\n`,
    },
  },
  'the ADK': { files: { '.adk/credentials': adk('canary-adk') } },
  'the ADK, where nothing is stored': {
    config: '{"version":1,"profiles":{}}',
    files: { '.adk/credentials': adk('canary-adk') },
  },
  'an unusable file of the ADK': { files: { '.adk/credentials': 'canary' } },
  'copies of the token': { files: { '.botpress/canary-notes.txt': token } },
  'a project': {
    files: { 'project/agent.json': { workspaceId: 'ws_canary5', botId: 'canary-bot' } },
  },
  'a bot key': {
    profile: {
      kind: 'bot',
      botId: 'canary-bot',
      workspaceId: null,
      token: token.replace('pat', 'bak'),
    } as never,
  },
};

describe.each(Object.entries(worlds))('%s', (_, planted) => {
  test.each([['as text'], ['as JSON', '--json']])('%s', async (_, ...flags) => {
    const ctx = plant(planted);
    const args = ['doctor', '--offline', ...(planted.args ?? []), ...flags];
    const plain = await runIn(ctx, ...args);
    const report = await runIn(ctx, ...args, '--report');
    expect(report.code).toBe(plain.code);
    expect(plain.stdout).toMatch(/canary/i);
    expect(report.stdout).not.toMatch(/canary/i);
    for (const word of [token, ctx.userHome, ctx.cwd, '8443', '3128']) {
      expect(report.stdout).not.toContain(word);
    }
    expect(report.stdout.length).toBeGreaterThan(1000);
  });
});

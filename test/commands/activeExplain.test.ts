import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withProfile } from '../../source/profiles/config.ts';
import { activated } from '../../source/profiles/manage.ts';
import { changeState } from '../../source/profiles/store.ts';
import { fingerprint, mask } from '../../source/secrets/kind.ts';
import { type FakeOptions, fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';

const cloud = 'https://api.botpress.cloud';
const tokenOf = (name: string) => `bp_pat_of_${name}`;

/** A world with the profiles dev and prod; prod is active, and no request is sent. */
async function world(options: FakeOptions = {}) {
  const ctx = fakeContext(options);
  for (const name of ['dev', 'prod']) {
    await changeState(ctx, 'login', config =>
      activated(
        withProfile(config, name, {
          apiUrl: cloud,
          workspaceId: `ws_${name}`,
          workspaceHandle: name,
          token: tokenOf(name),
          tokenOrigin: cloud,
          kind: 'pat',
        }),
        name,
        ctx.now(),
      ),
    );
  }
  const run = (...argv: string[]) => runIn(ctx, 'profiles', 'active', '--offline', ...argv);
  return { ctx, run };
}

describe('profiles active --explain', () => {
  test('says where each value comes from, below the three lines', async () => {
    const { run } = await world();
    expect(await run('--explain')).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'Workspace: prod (ws_prod)',
        `API URL: ${cloud}`,
        'Authenticated: Unknown (offline)',
        'Profile  prod                                 active profile',
        `API URL  ${cloud}           config.json, profile prod`,
        'Target   ws_prod                              config.json, profile prod',
        `Token    ${mask(tokenOf('prod'))}  config.json, profile prod`,
        '',
      ].join('\n'),
    });
  });

  test('says what bp on its own would send, by what, and on which bot it acts', async () => {
    const { ctx, run } = await world();
    const lines = ['# mine', `export BP_TOKEN="${tokenOf('mine')}"`, 'BP_BOT_ID=bot_acme', ''];
    writeFileSync(join(ctx.cwd, '.env'), lines.join('\r\n'));
    const print = `#${fingerprint(tokenOf('mine'))}`;
    const says = `bp on its own would use another token (${print}), because of BP_TOKEN in ./.env`;
    const { stdout } = await run('--explain');
    expect(stdout).toContain(`bp       ${says}  bp-auth exec -- bp\n`);
    expect(stdout).toMatch(/\nbp +acts on bot bot_acme +BP_BOT_ID in \.\/\.env\n$/);
    expect(await run()).toMatchObject({ code: 0, stderr: `${says}. Run: bp-auth exec -- bp\n` });
    expect(await run('--short')).toMatchObject({ stdout: 'prod!\n', stderr: '' });
    expect(JSON.parse((await run('--explain', '--json')).stdout)).toMatchObject({
      bp: {
        sends: { token: mask(tokenOf('mine')) },
        fields: ['token'],
        variables: [{ name: 'BP_TOKEN', file: './.env', line: 2 }],
      },
      bpBot: { id: 'bot_acme', name: 'BP_BOT_ID', file: './.env', line: 3 },
    });
  });

  test('passes over what is no file, with one line', async () => {
    const { ctx, run } = await world();
    mkdirSync(join(ctx.cwd, '.env'));
    expect(await run()).toMatchObject({
      code: 0,
      stderr: './.env was passed over: it is a directory\n',
    });
    expect(await run('--short')).toMatchObject({ stdout: 'prod\n', stderr: '' });
  });

  test('says what was passed over', async () => {
    const env = { BP_PROFILE: 'dev', BOTPRESS_TOKEN: 'bp_pat_other' };
    const { run } = await world({ env });
    const { stdout, stderr } = await run('--explain');
    expect(stdout).toMatch(/Profile +dev +BP_PROFILE\n/);
    expect(stdout).toMatch(/passed over +active profile: BP_PROFILE comes first\n/);
    expect(stdout).toMatch(/passed over +BOTPRESS_TOKEN: BOTPRESS_WORKSPACE_ID is missing\n/);
    // bp alone would use the same profile, because it reads BP_PROFILE as well.
    expect(stdout).not.toContain('bp on its own');
    expect(stderr).toMatch(/BOTPRESS_TOKEN in the environment is not used/);
    expect(stdout + stderr).not.toMatch(/bp_pat_of|bp_pat_other/);
  });

  test('names the variables where the environment applies', async () => {
    const env = { BP_TOKEN: 'bp_pat_env', BP_WORKSPACE_ID: 'ws_env' };
    const { run } = await world({ env });
    const { stdout } = await run('--explain', '--json');
    const { resolution, bp } = JSON.parse(stdout);
    expect(resolution.map(({ source }: { source: string }) => source)).toEqual([
      'BP_TOKEN, BP_WORKSPACE_ID',
      'default',
      'BP_WORKSPACE_ID',
      'BP_TOKEN',
    ]);
    expect(bp).toBeNull();
  });

  test('as JSON holds the same, and no token', async () => {
    const { run } = await world();
    const { stdout } = await run('--explain', '--json', '--profile', 'dev');
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'dev',
      resolution: [
        { field: 'profile', value: 'dev', source: '--profile' },
        { field: 'apiUrl', value: cloud, source: 'config.json, profile dev', shadowed: [] },
        { field: 'workspaceId', value: 'ws_dev' },
        { field: 'token', value: mask(tokenOf('dev')) },
      ],
      bp: {
        sends: { apiUrl: cloud, workspaceId: 'ws_prod', token: mask(tokenOf('prod')) },
        fields: ['token', 'workspaceId'],
        command: ['bp-auth', 'exec', '--profile', 'dev', '--', 'bp'],
      },
    });
    expect(stdout).not.toContain('bp_pat_of');
  });

  test('as JSON has whole words, too: a home that has to be named is among them', async () => {
    const botpressHome = join(temporaryDirectory(), 'my home');
    const { run } = await world({ botpressHome });
    const flags = ['--profile', 'dev', '--botpressHome', botpressHome];
    const { stdout } = await run('--explain', '--json', ...flags);
    const words = [
      'bp-auth',
      'exec',
      '--profile',
      'dev',
      '--botpressHome',
      botpressHome,
      '--',
      'bp',
    ];
    expect(JSON.parse(stdout).bp.command).toEqual(words);
  });

  test('is not there without the flag', async () => {
    const { run } = await world();
    const { stdout } = await run('--json');
    expect(JSON.parse(stdout)).not.toHaveProperty('resolution');
  });
});

describe('what is worth knowing about the files', () => {
  test('is said on stderr, the result stays as it is', async () => {
    const { ctx, run } = await world();
    const bp = join(ctx.botpressHome, 'profiles.json');
    const entries = JSON.parse(readFileSync(bp, 'utf8'));
    const stage = { apiUrl: cloud, workspaceId: 'ws_stage', token: tokenOf('stage') };
    const { dev: _, ...others } = entries;
    writeFileSync(bp, JSON.stringify({ ...others, stage, '\u001b[2J': stage }));
    chmodSync(ctx.botpressHome, 0o755);
    const { code, stdout, stderr } = await run();
    expect({ code, lines: stdout.split('\n').length }).toEqual({ code: 0, lines: 4 });
    expect(stderr.split('\n')).toHaveLength(3);
    expect(stderr).toMatch(
      /^bp logged in: its profile stage was added here, unverified; `bp-auth doctor --offline` shows 2 more of bp's changes\n/,
    );
    expect(stderr).toMatch(/\.botpress is open to others \(mode 0755\)/);
    expect(stderr).not.toMatch(/\u001b|bp_pat_of/);
  });
});

describe('logout where no profile is active', () => {
  test('finishes what an interrupted one began', async () => {
    const { ctx } = await world();
    const path = join(ctx.botpressHome, 'config.json');
    const { published } = JSON.parse(readFileSync(path, 'utf8'));
    // As if the logout had been killed right after it replaced config.json.
    const publishing = published;
    writeFileSync(
      path,
      JSON.stringify({ version: 1, activeProfile: null, profiles: {}, published: {}, publishing }),
    );
    writeFileSync(join(ctx.botpressHome, 'config.json.new-2'), tokenOf('dev'));
    expect(await runIn(ctx, 'logout')).toMatchObject({ code: 4 });
    for (const name of ['profiles.json', 'global.cache.json']) {
      expect(readFileSync(join(ctx.botpressHome, name), 'utf8')).toBe('{}');
    }
  });

  test('with --all clears what bp could not use', async () => {
    const ctx = fakeContext();
    mkdirSync(ctx.botpressHome, { mode: 0o700 });
    const path = join(ctx.botpressHome, 'profiles.json');
    writeFileSync(path, JSON.stringify({ odd: { token: tokenOf('odd') } }));
    expect(await runIn(ctx, 'logout', '--all', '-y')).toMatchObject({ code: 4 });
    expect(readFileSync(path, 'utf8')).toBe('{}');
    expect(readFileSync(join(ctx.botpressHome, 'config.json'), 'utf8')).not.toContain('bp_pat');
  });
});

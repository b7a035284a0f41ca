// The command doctor from the user's point of view: text, report, repair.
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { createWorld } from './world.ts';

const world = async () => createWorld(await sandboxForTest());

describe('the text', () => {
  it('of a healthy profile starts with who and where', async () => {
    const { code, stdout, stderr } = await runIn((await world()).ctx, 'doctor');
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'All is well: dev, workspace acme (ws_abc123), owner@example.com, owner',
      'Permissions were not checked; to check them for one action: bp-auth doctor --for deploy',
      '',
    ]);
    expect(stderr).toBe('');
  });

  it('of a viewer’s profile says that permissions are another question', async () => {
    const here = await world();
    await here.store({ token: sampleTokens.viewer });
    const { stdout } = await runIn(here.ctx, 'doctor', '--profile', 'dev');
    expect(stdout).toContain('bp-auth doctor --for deploy --profile dev');
    const asked = await runIn((await world()).ctx, 'doctor', '--for', 'deploy');
    expect(asked.stdout).not.toContain('not checked');
  });

  it('of a broken one reads top-down, the cause first and last, the fix right below', async () => {
    const here = await world();
    await here.store({ token: sampleTokens.viewer });
    const { code, stdout } = await runIn(here.ctx, 'doctor', '--for', 'deploy');
    expect(code).toBe(5);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, 7)).toEqual([
      'Problem: The role viewer in ws_abc123 is not enough to deploy a bot (likely)',
      '',
      'What to do',
      '  1. Ask an administrator of the workspace for the role developer; then',
      '     bp-auth doctor --profile dev --for deploy',
      '',
      'Seen',
    ]);
    expect(lines.at(-1)).toBe(lines[0]);
    expect(stdout).toContain('  FAIL     Role: viewer may not deploy a bot');
  });

  it('names the home where that is not the usual one', async () => {
    const here = await world();
    rmSync(here.home, { recursive: true });
    const { stdout } = await runIn(
      here.ctx,
      'doctor',
      '--botpressHome',
      join(here.ctx.userHome, 'my home'),
    );
    expect(stdout).toMatch(/bp-auth login --botpressHome '\/.*\/my home'/);
  });
});

describe('a token that bp-auth cannot write a new one for', () => {
  const inVariable = { token: null, tokenSource: { kind: 'env', name: 'CI_TOKEN' } } as const;
  const byCommand = (...command: string[]) => ({
    token: null,
    tokenSource: { kind: 'command', command } as const,
  });
  const rejected = sampleTokens.expired;

  it.each<[string, Partial<StoredProfile>, first: string, env?: Record<string, string>]>([
    ['a variable that is not set', inVariable, 'Repair the source of the token'],
    [
      'a variable with a rejected token',
      inVariable,
      'Set the variable CI_TOKEN to a token that works',
      { CI_TOKEN: rejected },
    ],
    ['a command that fails', byCommand('false'), 'Repair the source of the token'],
    [
      'a command with a rejected token',
      byCommand('echo', rejected),
      'Let the token command give a token that works',
    ],
  ])('from %s: the login that is printed mends it', async (_, profile, first, env = {}) => {
    const here = await world();
    Object.assign(here.env, { PATH: process.env.PATH }, env);
    await here.store(profile);
    const { stdout } = await runIn(here.ctx, 'doctor', '--json');
    const { fixes } = JSON.parse(stdout).rootCause as { fixes: Array<Record<string, string>> };
    expect(fixes.map(({ title }) => title)).toEqual([`${first}; then`, expect.any(String)]);
    const [, ...words] = fixes[1]?.command?.replace(' --with-token', '').split(' ') ?? [];
    expect(words).toContain('--store');
    expect(await runIn(here.ctx, ...words, '--token', sampleTokens.owner)).toMatchObject({
      code: 0,
    });
    expect((await runIn(here.ctx, 'doctor')).code).toBe(0);
  });
});

describe('the report', () => {
  it('keeps error ids and causes; names, ids, hosts, e-mail, paths and tokens go', async () => {
    const here = await world();
    await here.store(
      {
        token: sampleTokens.expired,
        accountEmail: 'somebody@client.example',
        accountId: '6f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e01',
        workspaceName: 'Secret Client',
      },
      'secret-client',
    );
    const { code, stdout } = await runIn(here.ctx, 'doctor', '--report');
    expect(code).toBe(4);
    expect(stdout).toMatch(/^bp-auth \d+\.\d+\.\d+, Node\.js \d+/);
    expect(stdout).toContain('verdict fail, cause token-rejected');
    expect(stdout).toMatch(/error err_\w+/);
    const gone = [
      'somebody',
      'client',
      'ws_abc123',
      '6f1f3c1e',
      '127.0.0.1',
      here.ctx.userHome,
      sampleTokens.expired,
    ];
    for (const word of gone) expect(stdout.toLowerCase()).not.toContain(word.toLowerCase());
  });

  it('leaves prose alone, whatever profiles are called', async () => {
    const here = await world();
    await here.store({ token: sampleTokens.viewer }, 'viewer');
    await here.store({ token: sampleTokens.expired }, 'expired');
    const report = ['doctor', '--report', '--profile'];
    const viewer = await runIn(here.ctx, ...report, 'viewer', '--for', 'deploy');
    expect(viewer.stdout).toContain('The role viewer in <workspace> is not enough');
    const expired = await runIn(here.ctx, ...report, 'expired');
    expect(expired.stdout).toContain('it is wrong, expired or revoked');
  });

  it('keeps Botpress’s own hosts, and nobody else’s', async () => {
    const here = await world();
    const apiUrl = 'https://api.client.invalid';
    await here.store({ apiUrl, tokenOrigin: apiUrl });
    const foreign = await runIn(here.ctx, 'doctor', '--report');
    expect(foreign.stdout).not.toContain('client.invalid');
    await here.store({
      apiUrl: 'https://api.botpress.cloud',
      tokenOrigin: 'https://api.botpress.cloud',
    });
    const own = await runIn(here.ctx, 'doctor', '--report', '--offline');
    expect(own.stdout).toContain('https://api.botpress.cloud');
  });
});

describe('--repair', () => {
  it('asks, and changes nothing without a terminal or -y', async () => {
    const here = await world();
    here.write('config.json', '{');
    const { code, stderr } = await runIn(here.ctx, 'doctor', '--repair');
    expect(code).toBe(2);
    expect(stderr).toContain('Put the last good copy of config.json back');
    expect(readFileSync(join(here.home, 'config.json'), 'utf8')).toBe('{');
  });

  it('says so when there is nothing to do', async () => {
    const { code, stderr } = await runIn((await world()).ctx, 'doctor', '--repair', '-y');
    expect([code, stderr]).toEqual([0, 'There is nothing to repair on this machine\n']);
  });

  it('keeps what the good copy lacks, closed to others', async () => {
    const here = await world();
    here.write('config.json', '{"profiles": {"by hand": ', 0o644);
    await runIn(here.ctx, 'doctor', '--repair', '-y');
    const aside = join(here.home, 'config.json.broken-1');
    expect(readFileSync(aside, 'utf8')).toContain('by hand');
    expect(statSync(aside).mode & 0o777).toBe(0o600);
    const list = await runIn(here.ctx, 'profiles', 'list', '--json');
    expect(JSON.parse(list.stdout).activeProfile).toBe('dev');
  });

  it('never overwrites what was set aside before', async () => {
    const here = await world();
    here.write('config.json.broken-1', 'first');
    here.write('config.json', '{"second": ');
    await runIn(here.ctx, 'doctor', '--repair', '-y');
    expect(readFileSync(join(here.home, 'config.json.broken-1'), 'utf8')).toBe('first');
    expect(readFileSync(join(here.home, 'config.json.broken-2'), 'utf8')).toBe('{"second": ');
  });

  it('does not restore from a good copy that is broken as well', async () => {
    const here = await world();
    here.write('config.json', '{');
    here.write('config.json.good', '{"also');
    await runIn(here.ctx, 'doctor', '--repair', '-y');
    const list = await runIn(here.ctx, 'profiles', 'list', '--json');
    // bp's files still contain the profile.
    expect(JSON.parse(list.stdout).profiles.map(({ name }: { name: string }) => name)).toEqual([
      'dev',
    ]);
  });

  it('touches nothing through a planted symlink', async () => {
    const here = await world();
    const victim = join(here.ctx.userHome, 'victim');
    writeFileSync(victim, JSON.stringify({ version: 1, profiles: {} }));
    rmSync(join(here.home, 'config.json.good'));
    symlinkSync(victim, join(here.home, 'config.json.good'));
    symlinkSync(victim, join(here.home, 'config.json.new-0'));
    symlinkSync(victim, join(here.home, 'config.json.broken-1'));
    here.write('config.json', '{');
    await runIn(here.ctx, 'doctor', '--repair', '-y');
    expect(readFileSync(victim, 'utf8')).toBe(JSON.stringify({ version: 1, profiles: {} }));
    expect(readFileSync(join(here.home, 'config.json.broken-2'), 'utf8')).toBe('{');
  });

  it('leaves a sound home as it is', async () => {
    const here = await world();
    const before = readdirSync(here.home);
    const text = readFileSync(join(here.home, 'config.json'), 'utf8');
    await runIn(here.ctx, 'doctor', '--repair', '-y');
    expect(readdirSync(here.home)).toEqual(before);
    expect(readFileSync(join(here.home, 'config.json'), 'utf8')).toBe(text);
    expect(existsSync(join(here.home, 'config.json.broken-1'))).toBe(false);
  });
});

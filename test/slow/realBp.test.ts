// The real bp on the sandbox: as itself, through `exec`, and through the relay; roles, quotas and faults included.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@botpress/client';
import { describe, expect, test } from 'vitest';
import { builtCli, cleanEnv, type RunOptions, runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { runProgram } from '../support/programs.ts';
import { bpProject, bpVersion, installBp, type RealBp } from '../support/realBp.ts';
import { recordingOf, withoutChance } from '../support/recording.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const bp = installBp();

/** A home with one profile, and bp on PATH. Requests to the sandbox are recorded. */
async function world(bp: RealBp, workspaceId = 'ws_abc123') {
  const sandbox = await sandboxForTest();
  const { url, calls } = await recordingOf(sandbox.url);
  const home = realpathSync(temporaryDirectory());
  const env = { PATH: `${bp.bin}:${process.env.PATH}` };
  const cli = (argv: readonly string[], options: RunOptions = {}) =>
    runCli(home, argv, { ...options, env: { ...env, ...options.env } });
  const login = ['login', '--apiUrl', url, '--profile', 'dev', '--workspaceId', workspaceId];
  const loggedIn = await cli([...login, '--with-token'], { input: sampleTokens.owner });
  expect(loggedIn.code, loggedIn.stderr).toBe(0);
  const asked = calls.length;
  return { home, url, cli, calls: () => calls.slice(asked) };
}

/** bp's own output, without values that differ from run to run. */
const told = (text: string) =>
  withoutChance(text.replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, ''))
    .replace(/in \d+ms/g, 'in TIME')
    // Two lines that are meant to differ: which URL and which home bp uses.
    .replace(/^.*Using custom (?:url|botpress home).*\n/gm, '');

/** The life of one bot, from its creation to its deletion. `BOT` stands for its id. */
async function life(flags: readonly string[]) {
  const { home, cli, calls, url } = await world(bp as RealBp);
  const bot = await bpProject(bp as RealBp, { home, type: 'bot', name: 'small' });
  const integration = await bpProject(bp as RealBp, { home, type: 'integration', name: 'hello' });
  const client = new Client({ apiUrl: url, token: sampleTokens.owner, workspaceId: 'ws_abc123' });
  const named = { name: 'acme/listable', version: '1.0.0' };
  await client.createInterface(named);
  const results: Array<{ typed: string; code: number | null; stdout: string }> = [];
  const run = async (typed: string, cwd = home) => {
    const argv = ['exec', ...flags, '--', 'bp', ...typed.split(' ')];
    const { code, stdout, stderr } = await cli(argv, { cwd });
    results.push({ typed: withoutChance(typed), code, stdout: told(stdout) });
    return { code, stdout: stdout.replaceAll(/\u001b\[[0-9;]*m/g, ''), stderr };
  };
  const created = await run('bots create --name small --json');
  const { id } = JSON.parse(created.stdout) as { id: string };
  await run('bots list --json');
  await run(`bots get ${id} --json`);
  await run(`deploy --botId ${id} -y`, bot);
  await run(`bots get ${id} --json`);
  await run('bots create --name small --ifNotExists --json');
  await run('deploy --createNewBot -y', bot);
  await run('deploy -y', integration);
  await run('deploy -y', integration);
  await run('integrations list --json');
  await run('integrations get acme/hello@0.0.1 --json');
  await run('integrations delete acme/hello@0.0.1 -y');
  await run('integrations get acme/hello@0.0.1');
  await run('interfaces list --json');
  await run('interfaces get acme/listable@1.0.0 --json');
  await run('interfaces delete acme/listable@1.0.0 -y');
  await run(`bots delete ${id}`);
  const gone = await run(`bots get ${id}`);
  return { results, calls: calls(), gone };
}

describe.skipIf(bp === null)(`bp ${bpVersion}`, { timeout: 300_000 }, () => {
  test('makes, deploys, lists and deletes; with --watch the same calls, answers and words', async () => {
    const alone = await life([]);
    const codes = alone.results.map(({ typed, code }) => `${code} ${typed}`);
    expect(codes).toEqual([
      '0 bots create --name small --json',
      '0 bots list --json',
      '0 bots get bot_… --json',
      '0 deploy --botId bot_… -y',
      '0 bots get bot_… --json',
      '0 bots create --name small --ifNotExists --json',
      '0 deploy --createNewBot -y',
      '0 deploy -y',
      '0 deploy -y',
      '0 integrations list --json',
      '0 integrations get acme/hello@0.0.1 --json',
      '0 integrations delete acme/hello@0.0.1 -y',
      '1 integrations get acme/hello@0.0.1',
      '0 interfaces list --json',
      '0 interfaces get acme/listable@1.0.0 --json',
      '0 interfaces delete acme/listable@1.0.0 -y',
      '0 bots delete bot_…',
      '1 bots get bot_…',
    ]);
    const watched = await life(['--watch']);
    expect(watched.results).toEqual(alone.results);
    expect(watched.calls).toEqual(alone.calls);
    console.log(
      `bp ${bpVersion}: ${alone.results.length} commands, ${alone.calls.length} calls, the same with --watch`,
    );
  });

  test('started by a script or in a shell, it acts as the profile or not at all', async () => {
    const { cli, url } = await world(bp as RealBp);
    const login = ['login', '--apiUrl', url, '--profile', 'other', '--workspaceId', 'ws_dev'];
    await cli([...login, '--with-token'], { input: sampleTokens.viewer });
    const script = ['sh', '-c', 'bp bots list --json'];
    const plain = await cli(['exec', '--profile', 'dev', '--', ...script]);
    expect([plain.code, plain.stdout]).toEqual([1, '']);
    expect(plain.stderr).toContain('Not logged in');
    const watched = await cli(['exec', '--profile', 'dev', '--watch', '--', ...script]);
    expect(watched.stdout).toContain('Acme Support');
    const active = await cli(['exec', '--', ...script]);
    expect(active.stdout).toContain('Playground');
    const shell = (...flags: string[]) =>
      cli(['shell', '--profile', 'dev', ...flags], {
        env: { SHELL: 'bash' },
        input: 'bp bots list --json\n',
      });
    expect((await shell()).stderr).toContain('Not logged in');
    expect((await shell('--read-only')).stdout).toContain('Acme Support');
  });

  test('its own flags mean what they say: alone, by exec, and behind the hook', async () => {
    const { home, url, cli, calls } = await world(bp as RealBp, 'ws_dev');
    const login = ['login', '--apiUrl', url, '--profile', 'acme', '--workspaceId', 'ws_abc123'];
    await cli([...login, '--with-token'], { input: viewer });
    mkdirSync(join(home, 'bound'));
    await cli(['profiles', 'bind', 'dev', join(home, 'bound')]);
    writeFileSync(join(home, 'bp-auth'), `#!/bin/sh\nexec ${process.execPath} ${builtCli} "$@"\n`, {
      mode: 0o755,
    });
    const env = cleanEnv({
      ...{ HOME: home, TERM: 'dumb' },
      PATH: `${(bp as RealBp).bin}:${home}:${process.env.PATH}`,
    });
    const ways = {
      alone: '',
      exec: 'bp() { bp-auth exec -- bp "$@"; }',
      hooked: 'eval "$(bp-auth hook bash)"',
    };
    const other = await sandboxForTest();
    /**
     * The account that bp acted as, and the workspace, judged by the requests that arrived; or how bp
     * ended.
     */
    const who = async (way: keyof typeof ways, typed: string) => {
      const before = calls().length;
      const script = `${ways[way]}\ncd bound\nbp ${typed}`;
      const argv = ['bash', '--norc', '-i', '-c', script];
      const { code, stdout, stderr } = await runProgram(argv, { env, cwd: home });
      const asked = calls()[before];
      if (asked === undefined)
        return stdout.includes('Playground') ? 'the other API' : `code ${code}`;
      const { authorization, 'x-workspace-id': workspace } = asked.headers;
      const whose = `${authorization}`.includes(viewer) ? 'viewer' : 'owner';
      return `${whose} in ${workspace}${/bp runs without bp-auth/.test(stderr) ? ', said' : ''}`;
    };
    const asOwner = `bots list --token ${owner}`;
    const elsewhere = `bots list --apiUrl ${other.url} --workspaceId ws_dev --token ${owner}`;
    // The directory is bound to dev (the owner in ws_dev); bp's own cache holds acme (the viewer in
    // ws_abc123). This bp ignores --token except for its login, and has no --profile.
    const rows: ReadonlyArray<
      readonly [typed: string, alone: string, exec: string, hooked: string]
    > = [
      ['bots list', 'viewer in ws_abc123', 'owner in ws_dev', 'owner in ws_dev'],
      ['bots list --workspaceId ws_x', 'viewer in ws_x', 'code 2', 'viewer in ws_x, said'],
      ['bots list --workspace-id=ws_x', 'viewer in ws_x', 'code 2', 'viewer in ws_x, said'],
      [asOwner, 'viewer in ws_abc123', 'code 2', 'viewer in ws_abc123, said'],
      [elsewhere, 'the other API', 'code 2', 'the other API'],
      ['bots list --profile acme', 'code 1', 'code 2', 'viewer in ws_abc123'],
      ['bots list --profile=acme', 'code 1', 'code 2', 'viewer in ws_abc123'],
      ['login --token x --workspaceId ws_dev', 'code 1', 'code 2', 'code 1'],
      ['--version', 'code 0', 'code 0', 'code 0'],
    ];
    for (const [typed, alone, exec, hooked] of rows) {
      expect
        .soft(
          [await who('alone', typed), await who('exec', typed), await who('hooked', typed)],
          typed,
        )
        .toEqual([alone, exec, hooked]);
    }
    console.log(
      `bp ${bpVersion}: ${rows.length} command lines × alone, exec, hooked, as they should be`,
    );
  });

  const { owner, viewer, expired } = sampleTokens;
  const refused: ReadonlyArray<
    readonly [
      what: string,
      token: string,
      workspaceId: string,
      path: string,
      typed: string,
      cause: RegExp,
    ]
  > = [
    ['a role', viewer, 'ws_abc123', '', 'bots create --name x', /^role-insufficient$/],
    ['a quota', owner, 'ws_quota', '', 'bots list', /^quota-exceeded$/],
    ['a block', owner, 'ws_blocked', '', 'integrations list', /^forbidden$|^workspace-blocked$/],
    ['too many calls', owner, 'ws_limited', '', 'bots list', /^rate-limited$/],
    ['an expired token', expired, 'ws_abc123', '', 'bots list', /^token-/],
    ['a workspace of others', owner, 'ws_nomember', '', 'bots list', /^not-a-member$|^forbidden$/],
    ['a fault of the API', owner, 'ws_abc123', '/_fault/500', 'bots list', /^api-fault$/],
    ['a page of a proxy', owner, 'ws_abc123', '/_fault/502', 'bots list', /^gateway-fault$/],
    ['an answer that is no JSON', owner, 'ws_abc123', '/_fault/garbage', 'bots list', /^none$/],
    ['a reset', owner, 'ws_abc123', '/_fault/reset', 'bots list', /^none$/],
  ];
  test.each(refused)('is told of %s as without the relay', async (...row) => {
    const [, token, workspaceId, path, typed, cause] = row;
    const run = async (...flags: readonly string[]) => {
      const sandbox = await sandboxForTest();
      const { url, calls } = await recordingOf(sandbox.url);
      const { bin } = bp as RealBp;
      const env = { BP_TOKEN: token, BP_WORKSPACE_ID: workspaceId, BP_API_URL: url + path };
      const argv = ['exec', ...flags, '--', 'bp', ...typed.split(' ')];
      const ran = await runCli(realpathSync(temporaryDirectory()), argv, {
        env: { ...env, PATH: `${bin}:${process.env.PATH}` },
      });
      // Requests by bp; the diagnosis makes more, with another user agent.
      const ofBp = calls.filter(({ headers }) => `${headers['user-agent']}`.includes('axios'));
      return { ...ran, ofBp };
    };
    const [alone, watched] = [await run(), await run('--watch', '--json')];
    expect(alone.code).not.toBe(0);
    expect(alone.ofBp.length > 0).toBe(path !== '/_fault/reset');
    expect([watched.code, told(watched.stdout), watched.ofBp]).toEqual([
      alone.code,
      told(alone.stdout),
      alone.ofBp,
    ]);
    const words = alone.stderr.split('\n').find(line => line.startsWith('×'));
    expect(watched.stderr).toContain(words);
    const { refusal } = JSON.parse(watched.stderr.trimEnd().split('\n').at(-1) ?? '');
    expect(refusal?.id ?? 'none').toMatch(cause);
  });
});

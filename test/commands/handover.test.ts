// exec, env, token and active on the built program: whatever environment, `.env` and directory say, the token,
// workspace and host that arrive are those of one profile, the one that is named.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnv, runCli } from '../support/cli.ts';
import {
  bpAuthLine,
  expected,
  homeOfKinds,
  type Kind,
  kinds,
  printer,
  printerLine,
  tokenVariable,
} from '../support/handover.ts';
import { sandboxForTest } from '../support/sandbox.ts';
import { isInstalled, runShell } from '../support/shell.ts';

const apiUrl = 'http://127.0.0.1:9';
const evil = 'https://evil.example';
const stale = 'bp_pat_stale0000000000';
const staleKey = 'bp_bak_stale0000000000';

const inBothFamilies = (values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => [
      [`BP_${name}`, value],
      [`BOTPRESS_${name}`, value],
    ]),
  );

const foreignUnit = { TOKEN: stale, WORKSPACE_ID: 'ws_foreign', API_URL: evil };

type Place = { env?: Record<string, string>; file?: Record<string, string>; bound?: boolean };

const places: Record<string, Place> = {
  'nothing else': {},
  'a directory bound to another profile': { bound: true },
  'another unit in the environment': {
    env: { ...inBothFamilies(foreignUnit), BP_PROFILE: 'other' },
  },
  'half a unit in the environment': { env: { BOTPRESS_API_URL: evil, BP_WORKSPACE_ID: 'ws_x' } },
  'a .env that names another profile': { file: { BP_PROFILE: 'other' }, bound: true },
  'a .env with another unit': {
    file: { ...inBothFamilies({ ...foreignUnit, BOT_ID: 'bot_foreign' }), BP_PROFILE: 'other' },
  },
  'a .env that is to win': {
    env: { DOTENV_CONFIG_OVERRIDE: 'true' },
    file: { ...inBothFamilies(foreignUnit), DOTENV_CONFIG_OVERRIDE: 'true' },
  },
  'tokens by other names': {
    env: { BOTPRESS_PAT: stale, MY_TOKEN: stale, AUTH: `Bearer ${stale}` },
    file: { BOTPRESS_PAT: stale, BOTPRESS_BOT_TOKEN: staleKey, INTEGRATION_TOKEN: staleKey },
  },
  'a key with its bot in the environment': {
    env: inBothFamilies({ TOKEN: staleKey, BOT_ID: 'bot_foreign', API_URL: evil }),
  },
  'credentials of an exec around it': {
    env: {
      ...inBothFamilies({ ...foreignUnit, BOT_ID: '', INTEGRATION_ID: '' }),
      ...{ BP_PROFILE: '', BP_AUTH_PROFILE: 'other', BOTPRESS_PAT: stale },
    },
  },
};

const textOf = (file: Record<string, string>) =>
  Object.entries(file)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/**
 * What arrives is one profile's. Empty and absent count the same, as they do for bp; a bot that a `.env` names
 * is no credential, and may be there beside a PAT.
 */
function expectWhole(env: Record<string, string>, kind: Kind): void {
  const { token, workspaceId, botId, integrationId, ...profile } = expected(kind);
  const isPat = profile.kind === 'pat';
  for (const prefix of ['BP', 'BOTPRESS']) {
    const held = (name: string) => env[`${prefix}_${name}`];
    expect({
      token: held('TOKEN'),
      apiUrl: held('API_URL'),
      workspaceId: held('WORKSPACE_ID'),
      botId: held('BOT_ID') || undefined,
      integrationId: held('INTEGRATION_ID') || undefined,
    }).toEqual({
      token,
      apiUrl,
      workspaceId: workspaceId ?? '',
      botId: isPat ? held('BOT_ID') || undefined : botId,
      integrationId,
    });
  }
  expect(env).toMatchObject({ BP_PROFILE: '', BP_AUTH_PROFILE: kind });
  expect(env.BOTPRESS_PAT || undefined).toBe(isPat ? token : undefined);
  expect(env.BOTPRESS_BOT_TOKEN || undefined).toBe(kind === 'bot' ? token : undefined);
  expect(JSON.stringify(env)).not.toMatch(/_stale0|evil\.example/);
}

const nested = [
  printerLine,
  `${bpAuthLine} exec -- ${printerLine}`,
  `${bpAuthLine} token`,
  `${bpAuthLine} profiles active --offline --json`,
].join('\n');

describe('exec, and bp-auth inside it', () => {
  for (const kind of kinds) {
    test.each(Object.entries(places))(`${kind}; %s`, async (_, { env = {}, file, bound }) => {
      const { home, project } = homeOfKinds(apiUrl);
      const cwd = bound ? project : home;
      if (file !== undefined) writeFileSync(join(cwd, '.env'), textOf(file));
      const argv = ['exec', '--profile', kind, '--', 'sh', '-c', nested];
      const options = { cwd, env: { ...env, [tokenVariable]: expected('fromVariable').token } };
      const { code, stdout } = await runCli(home, argv, options);
      const [outside = '', inside = '', token, ...json] = stdout.split('\n');
      expectWhole(JSON.parse(outside), kind);
      expectWhole(JSON.parse(inside), kind);
      const { token: own, workspaceId = null, botId = null, integrationId = null } = expected(kind);
      expect(token).toBe(own);
      expect(JSON.parse(json.join('\n'))).toMatchObject({
        ...{ name: null, apiUrl, workspaceId, botId, integrationId },
      });
      expect(code).toBe(0);
    });
  }
});

describe('what is said on the way', () => {
  const told = async (file: Record<string, string>, env: Record<string, string> = {}) => {
    const { home } = homeOfKinds(apiUrl);
    writeFileSync(join(home, '.env'), textOf(file));
    const { stderr } = await runCli(home, ['exec', '--profile', 'bot', '--', 'true'], { env });
    return stderr;
  };

  test('nothing, where a .env has only what is overruled anyway', async () => {
    expect(await told({ ...inBothFamilies(foreignUnit), BP_PROFILE: 'other' })).toBe('');
  });

  test('what a .env would give a token, by its name', async () => {
    expect(await told({ BOTPRESS_PAT: stale, MY_TOKEN: stale, OTHER: 'x' })).toBe(
      'BOTPRESS_PAT, MY_TOKEN are set empty: ./.env would set a Botpress token there\n',
    );
  });

  test('an override that is taken out', async () => {
    const stderr = await told({ OTHER: 'x' }, { DOTENV_CONFIG_OVERRIDE: 'true' });
    expect(stderr).toBe(
      'DOTENV_CONFIG_OVERRIDE is taken out: with it, a .env would win over these credentials\n',
    );
  });

  test('the .env looked at is the one that DOTENV_CONFIG_PATH names', async () => {
    const { home } = homeOfKinds(apiUrl);
    writeFileSync(join(home, '.env'), `BOTPRESS_PAT=${stale}\n`);
    writeFileSync(join(home, 'ci.env'), `MY_TOKEN=${stale}\n`);
    const argv = ['exec', '--profile', 'bot', '--', ...printer];
    const options = { env: { DOTENV_CONFIG_PATH: 'ci.env' } };
    const { stdout, stderr } = await runCli(home, argv, options);
    expect(stderr).toBe('MY_TOKEN is set empty: ci.env would set a Botpress token there\n');
    expect(JSON.parse(stdout)).toMatchObject({ MY_TOKEN: '', DOTENV_CONFIG_PATH: 'ci.env' });
  });
});

/** Every kind after every other, and after itself: 17 steps for four kinds. */
function sequence(): Kind[] {
  const four: Kind[] = ['pat', 'noWorkspace', 'bot', 'integration'];
  const left = new Set(four.flatMap(from => four.map(to => `${from} ${to}`)));
  const walk = (at: Kind): Kind[] => {
    const path: Kind[] = [];
    for (const to of four) {
      if (left.delete(`${at} ${to}`)) path.unshift(...walk(to));
    }
    return [...path, at];
  };
  return walk('pat').reverse();
}

describe('env, evaluated again and again in one shell', () => {
  const shells = [
    ['bash', (kind: Kind) => `eval "$(${bpAuthLine} env --profile ${kind})"`],
    ['zsh', (kind: Kind) => `eval "$(${bpAuthLine} env --shell zsh --profile ${kind})"`],
    ['fish', (kind: Kind) => `${bpAuthLine} env --shell fish --profile ${kind} | source`],
  ] as const;
  const outer: Record<string, string> = {
    ...{ BP_PROFILE: 'other', BOTPRESS_API_URL: evil, BOTPRESS_PAT: stale, MY_TOKEN: stale },
    ...{ BP_CONFIRM: 'true' },
  };
  for (const [shell, evaluate] of shells) {
    test.skipIf(!isInstalled(shell))(`${shell}: each time one whole unit`, async () => {
      const { home } = homeOfKinds(apiUrl);
      writeFileSync(join(home, '.env'), textOf({ ...inBothFamilies(foreignUnit) }));
      const steps = sequence();
      expect(steps).toHaveLength(17);
      const strict = shell === 'fish' ? [] : ['set -eu'];
      const lines = [...strict, ...steps.flatMap(kind => [evaluate(kind), printerLine])];
      // What applies in such a shell is what it was given, and its name is handed on.
      lines.push(`${bpAuthLine} exec -- ${printerLine}`);
      const env = cleanEnv({ HOME: home, ...outer });
      const { stdout, stderr } = await runShell(lines.join('\n'), { shell, cwd: home, env });
      const seen = stdout.trim().split('\n');
      expect({ stderr, seen: seen.length }).toEqual({
        stderr: [
          'BOTPRESS_API_URL in the environment is not used: BOTPRESS_TOKEN is missing\n',
          'MY_TOKEN is unset here: it holds another Botpress token\n',
        ].join(''),
        seen: steps.length + 1,
      });
      [...steps, steps.at(-1) as Kind].forEach((kind, at) => {
        const got = JSON.parse(seen[at] ?? '{}');
        expectWhole(got, kind);
        expect(got.BP_CONFIRM).toBe('true');
      });
    });
  }

  test('a bot of the user’s own stays beside a PAT; that of a key does not', async () => {
    const { home } = homeOfKinds(apiUrl);
    const [, bash] = shells[0];
    const show = 'echo "$BP_BOT_ID,${BOTPRESS_BOT_ID-none}"';
    const script = [
      ...['export BP_BOT_ID=bot_user', bash('pat'), show, bash('bot'), show],
      ...[bash('pat'), 'echo "${BP_BOT_ID-none},${BOTPRESS_BOT_ID-none}"'],
      ...['export BP_BOT_ID=bot_user', bash('pat'), show],
    ].join('\n');
    const { stdout } = await runShell(script, {
      shell: 'bash',
      cwd: home,
      env: cleanEnv({ HOME: home }),
    });
    expect(stdout).toBe('bot_user,none\nbot_acme,bot_acme\nnone,none\nbot_user,none\n');
  });

  test('only names of ours are ever unset, and no name breaks out', async () => {
    const { home } = homeOfKinds(apiUrl);
    writeFileSync(join(home, '.env'), textOf({ IFS: stale, 'a.b': stale, GH_TOKEN: stale }));
    const env = {
      ...{ BP_AUTH_SET: 'PATH HOME IFS BP_CONFIRM BP_BOT_ID $(id) BP_TOKEN' },
      ...{ BP_CONFIRM: 'true', BP_BOT_ID: 'bot_x', 'x;echo broken;': stale },
    };
    const { stdout, stderr } = await runCli(home, ['env', '--profile', 'pat'], { env });
    expect(stdout.split('\n').filter(line => line.startsWith('unset'))).toEqual([
      'unset BP_BOT_ID',
    ]);
    expect(stdout).not.toMatch(/IFS|a\.b|broken|\bPATH\b/);
    expect(stdout).toContain("export GH_TOKEN=''\n");
    expect(stderr).toBe('GH_TOKEN is set empty: ./.env would set a Botpress token there\n');
  });

  test('PowerShell is told what it may lose, and cmd that it cannot', async () => {
    const { home } = homeOfKinds(apiUrl);
    const options = { env: { BOTPRESS_PAT: stale } };
    const argv = ['env', '--profile', 'bot', '--shell'];
    const powershell = await runCli(home, [...argv, 'powershell'], options);
    const lines = powershell.stdout.split('\n');
    expect(lines).toContain("$env:BP_PROFILE = ''");
    expect(lines).toContain('Remove-Item Env:BOTPRESS_PAT -ErrorAction Ignore');
    expect(powershell.stderr).toMatch(
      /^PowerShell before 7\.5 cannot set a variable empty \(BP_WORKSPACE_ID, .*a \.env may win.*bp-auth exec -- CMD\n$/,
    );
    const cmd = await runCli(home, [...argv, 'cmd']);
    expect(cmd).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('bp-auth exec'),
    });
  });

  test.each(['dotenv', 'json'])('as %s: what is set, and what is set empty', async format => {
    const { home } = homeOfKinds(apiUrl);
    const env = { BOTPRESS_PAT: stale, BP_AUTH_SET: 'BOTPRESS_PAT' };
    const { stdout } = await runCli(home, ['env', '--profile', 'bot', '--format', format], { env });
    const { parseEnv } = await import('node:util');
    const got = format === 'json' ? JSON.parse(stdout) : parseEnv(stdout);
    expect(Object.keys(got)).not.toContain('BOTPRESS_PAT');
    expect(Object.keys(got)).not.toContain('BP_AUTH_SET');
    expectWhole(got, 'bot');
  });
});

describe('the official client', () => {
  const client = createRequire(import.meta.url).resolve('@botpress/client');
  /** Runs a script that has `new Client()` under `exec` of a profile; prints what its calls answer. */
  async function underExec(kind: Kind, made: string, call: string, env = {}) {
    const { url } = await sandboxForTest();
    const { home } = homeOfKinds(url);
    writeFileSync(join(home, '.env'), textOf(inBothFamilies(foreignUnit)));
    const script = `const { Client } = require(${JSON.stringify(client)});
      new Client(${made}).${call}.then(
        answer => console.log(JSON.stringify(answer)),
        error => console.log(error.code, error.message),
      );`;
    const argv = ['exec', '--profile', kind, '--', process.execPath, '-e', script];
    return (await runCli(home, argv, { env })).stdout;
  }

  test.each<[Kind, string]>([
    ['pat', 'getWorkspace({ id: process.env.BP_WORKSPACE_ID })'],
    ['pat', 'listBots({})'],
    ['noWorkspace', 'getAccount({})'],
    ['bot', 'listConversations({})'],
    ['integration', 'listConversations({})'],
  ])('%s: new Client().%s', async (kind, call) => {
    expect(await underExec(kind, '', call)).toMatch(/^{"(?:id|bots|account|conversations)":/);
  });

  const documented = `{
    token: process.env.BOTPRESS_TOKEN,
    workspaceId: process.env.BOTPRESS_WORKSPACE_ID,
    botId: process.env.BOTPRESS_BOT_ID,
    apiUrl: process.env.BOTPRESS_API_URL,
  }`;
  test.each<[Kind, object]>([
    ['pat', { BOTPRESS_BOT_ID: 'bot_acme' }],
    ['bot', {}],
  ])('%s, with the names of the documentation’s page on it', async (kind, env) => {
    const stdout = await underExec(kind, documented, 'listConversations({})', env);
    expect(stdout).toMatch(/^{"conversations":\[{/);
  });

  test('the documentation’s fetch with BOTPRESS_PAT', async () => {
    const { url } = await sandboxForTest();
    const { home } = homeOfKinds(url);
    const script = `fetch(process.env.BP_API_URL + '/v1/admin/account/me', {
      headers: { Authorization: \`Bearer \${process.env.BOTPRESS_PAT}\` },
    }).then(answer => console.log(answer.status))`;
    const argv = ['exec', '--profile', 'pat', '--', process.execPath, '-e', script];
    expect((await runCli(home, argv)).stdout).toBe('200\n');
  });
});

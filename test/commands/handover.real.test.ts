// `exec` of the built program, and `exec`, `token` and `profiles active` run by it. Each gets the
// token, workspace and host of the one chosen profile, whatever environment, `.env` and directory
// contain.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import {
  bpAuthLine,
  evil,
  expected,
  expectWhole,
  foreignUnit,
  homeOfKinds,
  inBothFamilies,
  type Kind,
  kinds,
  nowhere,
  printer,
  printerLine,
  stale,
  staleKey,
  textOf,
  tokenVariable,
} from '../support/handover.ts';
import { sandboxForTest } from '../support/sandbox.ts';

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

const nested = [
  printerLine,
  `${bpAuthLine} exec -- ${printerLine}`,
  `${bpAuthLine} token`,
  `${bpAuthLine} profiles active --offline --json`,
].join('\n');

/**
 * The places in which a kind of profile is tested. A profile whose token is in a variable is tested
 * only in places that set variables both in the environment and in `.env`.
 */
const placesFor = (kind: Kind) =>
  Object.entries(places).filter(
    ([, { env, file }]) => kind !== 'fromVariable' || (env !== undefined && file !== undefined),
  );

describe('exec, and bp-auth inside it', () => {
  for (const kind of kinds) {
    test.each(placesFor(kind))(`${kind}; %s`, async (_, { env = {}, file, bound }) => {
      const { home, project } = homeOfKinds(nowhere);
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
        ...{ name: null, apiUrl: nowhere, workspaceId, botId, integrationId },
      });
      expect(code).toBe(0);
    });
  }
});

describe('what is said on the way', () => {
  const told = async (file: Record<string, string>, env: Record<string, string> = {}) => {
    const { home } = homeOfKinds(nowhere);
    writeFileSync(join(home, '.env'), textOf(file));
    const { stderr } = await runCli(home, ['exec', '--profile', 'bot', '--', 'true'], { env });
    return stderr;
  };

  test('nothing, where a .env has only what is overruled anyway', async () => {
    expect(await told({ ...inBothFamilies(foreignUnit), BP_PROFILE: 'other' })).toBe('');
  });

  test('what a .env would give a token, by its name', async () => {
    expect(await told({ BOTPRESS_PAT: stale, MY_TOKEN: stale, OTHER: 'x' })).toBe(
      'BOTPRESS_PAT, MY_TOKEN are set empty, so that ./.env does not put a Botpress token into them\n',
    );
  });

  test('an override that is taken out', async () => {
    const stderr = await told({ OTHER: 'x' }, { DOTENV_CONFIG_OVERRIDE: 'true' });
    expect(stderr).toBe(
      'DOTENV_CONFIG_OVERRIDE is not passed on: with it, a .env would win over the credentials from bp-auth\n',
    );
  });

  test('the .env looked at is the one that DOTENV_CONFIG_PATH names', async () => {
    const { home } = homeOfKinds(nowhere);
    writeFileSync(join(home, '.env'), `BOTPRESS_PAT=${stale}\n`);
    writeFileSync(join(home, 'ci.env'), `MY_TOKEN=${stale}\n`);
    const argv = ['exec', '--profile', 'bot', '--', ...printer];
    const options = { env: { DOTENV_CONFIG_PATH: 'ci.env' } };
    const { stdout, stderr } = await runCli(home, argv, options);
    expect(stderr).toBe(
      'MY_TOKEN is set empty, so that ci.env does not put a Botpress token into it\n',
    );
    expect(JSON.parse(stdout)).toMatchObject({ MY_TOKEN: '', DOTENV_CONFIG_PATH: 'ci.env' });
  });
});

describe('the official client', () => {
  const client = createRequire(import.meta.url).resolve('@botpress/client');
  /** Runs a script with `new Client()` under `exec` of a profile; the script prints the answer to its call. */
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

// Printed commands: each runs unchanged in a real shell, with the home, API and target of the run that
// printed it.
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../source/sandbox/server.ts';
import { temporaryDirectory } from './support/context.ts';
import { builtCli, cleanEnv, type Ran, runProgram } from './support/programs.ts';
import { sampleTokens } from './support/sandbox.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

type World = {
  /** The directory that `--botpressHome` names. */
  home: string;
  cwd: string;
  /** Runs a line in bash, where `bp-auth` is the built program. */
  run(line: string, env?: Record<string, string>): Promise<Ran>;
  config(): { activeProfile: string; profiles: Record<string, Record<string, string>> };
  /** Writes config.json. */
  store(profiles: Record<string, object>, activeProfile?: string | null): void;
};

function world(): World {
  const user = realpathSync(temporaryDirectory());
  const [home, cwd, bin] = [join(user, 'my home'), join(user, 'project'), join(user, 'bin')];
  for (const directory of [home, cwd, bin]) mkdirSync(directory, { mode: 0o700 });
  const script = `#!/bin/sh\nexec '${process.execPath}' '${builtCli}' "$@"\n`;
  writeFileSync(join(bin, 'bp-auth'), script, { mode: 0o755 });
  const path = join(home, 'config.json');
  return {
    home,
    cwd,
    run: (line, env = {}) =>
      runProgram(['bash', '--norc', '-c', line], {
        cwd,
        env: cleanEnv({ HOME: user, CI: 'true', ...env, PATH: bin + delimiter + process.env.PATH }),
      }),
    config: () => JSON.parse(readFileSync(path, 'utf8')),
    store(profiles, activeProfile = 'dev') {
      const config = { version: 1, activeProfile, profiles };
      writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
    },
  };
}

const profile = (changes: object = {}) => ({
  apiUrl: sandbox.url,
  workspaceId: 'ws_abc123',
  token: sampleTokens.owner,
  tokenOrigin: sandbox.url,
  kind: 'pat',
  id: `id-${JSON.stringify(changes).length}`,
  ...changes,
});

/**
 * The command printed after a text: to the end of its line, to the closing backtick, or to `; or `.
 */
function printed(ran: Ran, behind: string): string {
  const text = textOf(ran.stdout) + textOf(ran.stderr);
  const from = text.indexOf(behind);
  expect(from, text).not.toBe(-1);
  const line = text.slice(from + behind.length).split('\n')[0] ?? '';
  return line.replace(/(?:`|; or ).*$/, '').trim();
}

/** The output as it is; of JSON all its strings, one per line. */
function textOf(output: string): string {
  if (!output.startsWith('{')) return output;
  const texts: string[] = [];
  JSON.parse(output, (_, value) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return `${texts.join('\n')}\n`;
}

type Row = {
  given: (world: World) => void;
  /** The user's command line, with `--botpressHome HOME` in it. */
  typed: string;
  env?: () => Record<string, string>;
  /** The text before the printed command. */
  behind: string;
  /** Piped into the printed command, if that reads a token. */
  token?: string;
  /** The command asks for confirmation first; there is no terminal here to answer in. */
  asks?: true;
  /** The command's exit code, if not 0. */
  code?: number;
  /** The printed command to expect, if it needs a terminal and cannot be run here. */
  words?: (world: World) => string;
  after?: (world: World) => void;
};

const rows: Record<string, Row> = {
  'a first login': {
    given: () => {},
    typed: 'bp-auth profiles list --botpressHome HOME',
    behind: 'run `',
    words: ({ home }) => `bp-auth login --botpressHome '${home}'`,
  },
  'doctor: a token of the environment for another API': {
    given: () => {},
    typed: 'bp-auth doctor --botpressHome HOME',
    env: () => ({ BOTPRESS_TOKEN: sampleTokens.single, BOTPRESS_API_URL: sandbox.url }),
    behind: '1. Log in with the token in BOTPRESS_TOKEN\n',
    after: ({ config }) => {
      expect(Object.values(config().profiles)).toMatchObject([
        { apiUrl: sandbox.url, workspaceId: 'ws_solo' },
      ]);
    },
  },
  'doctor: a bot key of the environment': {
    given: () => {},
    typed: 'bp-auth doctor --botpressHome HOME',
    env: () => ({
      BOTPRESS_BOT_TOKEN: sampleTokens.bot,
      BOTPRESS_BOT_ID: 'bot_acme',
      BOTPRESS_API_URL: sandbox.url,
    }),
    behind: '1. Log in with the token in BOTPRESS_BOT_TOKEN\n',
    after: ({ config }) => {
      expect(Object.values(config().profiles)).toMatchObject([
        { apiUrl: sandbox.url, botId: 'bot_acme', kind: 'bot' },
      ]);
    },
  },
  'doctor: a profile whose token is rejected': {
    given: ({ store }) => store({ dev: profile({ token: sampleTokens.expired }) }),
    typed: 'bp-auth doctor --botpressHome HOME',
    behind: '(https://app.botpress.cloud/profile/tokens)\n',
    token: sampleTokens.owner,
    after: ({ config }) => {
      expect(config().profiles).toMatchObject({
        dev: { apiUrl: sandbox.url, workspaceId: 'ws_abc123', token: sampleTokens.owner },
      });
    },
  },
  'doctor: a bot’s key that is gone': {
    given: ({ store }) => {
      const gone = { botId: 'bot_acme', kind: 'bot', workspaceId: undefined, token: undefined };
      store({ dev: profile(gone) });
    },
    typed: 'bp-auth doctor --botpressHome HOME',
    behind: 'in the dashboard, and log in with it\n',
    token: sampleTokens.bot,
    after: ({ config }) => {
      expect(config().profiles).toMatchObject({ dev: { botId: 'bot_acme', apiUrl: sandbox.url } });
    },
  },
  'a login again: at the API of the profile': {
    given: ({ store }) => store({ dev: profile({ token: undefined }) }),
    typed: 'bp-auth token --botpressHome HOME',
    behind: 'Log in again: ',
    words: ({ home }) =>
      `bp-auth login --profile dev --apiUrl ${sandbox.url} --workspaceId ws_abc123 --botpressHome '${home}'`,
  },
  'a refusal of the API: at the API that answered': {
    given: ({ store }) => store({ dev: profile({ token: sampleTokens.revoked }) }),
    typed: 'bp-auth tokens list --profile dev --botpressHome HOME',
    behind: '(https://app.botpress.cloud/profile/tokens): ',
    words: ({ home }) =>
      `bp-auth login --profile dev --apiUrl ${sandbox.url} --workspaceId ws_abc123 --with-token --botpressHome '${home}'`,
  },
  'a token in use: it is rotated': {
    given: ({ store }) => store({ dev: profile({ tokenId: 'pat_owner_sample' }) }),
    typed: 'bp-auth tokens revoke pat_owner_sample -y --botpressHome HOME',
    behind: 'Replace it instead: ',
    after: ({ config }) => expect(config().profiles.dev?.token).not.toBe(sampleTokens.owner),
  },
  'a name that is taken': {
    given: ({ store }) => store({ dev: profile(), test: profile({ workspaceId: 'ws_dev' }) }),
    typed: 'bp-auth profiles rename dev test --botpressHome HOME',
    behind: 'remove that profile first: ',
    after: ({ config }) => expect(Object.keys(config().profiles)).toEqual(['dev']),
  },
  'a project of another workspace': {
    given: ({ cwd, store }) => {
      writeFileSync(join(cwd, 'agent.json'), '{"workspaceId":"ws_dev"}');
      store({ dev: profile(), other: profile({ workspaceId: 'ws_dev' }) });
    },
    typed: 'bp-auth profiles active --offline --botpressHome HOME',
    behind: 'the profile to ws_abc123. Run: ',
    after: ({ config, cwd }) => expect(config()).toMatchObject({ directories: { [cwd]: 'other' } }),
  },
  'a config that cannot be read': {
    given: ({ home }) => writeFileSync(join(home, 'config.json'), '{', { mode: 0o600 }),
    typed: 'bp-auth profiles list --botpressHome HOME',
    behind: 'Run `',
    asks: true,
    // The file was repaired, but contained no profile.
    code: 4,
    after: ({ home }) => expect(existsSync(join(home, 'config.json.broken-1'))).toBe(true),
  },
  'as JSON, a first login': {
    given: () => {},
    typed: 'bp-auth token --json --botpressHome HOME',
    behind: 'Run `',
    words: ({ home }) => `bp-auth login --botpressHome '${home}'`,
  },
  'as JSON, a token in use: it is rotated': {
    given: ({ store }) => store({ dev: profile({ tokenId: 'pat_owner_sample' }) }),
    typed: 'bp-auth tokens revoke pat_owner_sample -y --json --botpressHome HOME',
    behind: 'Replace it instead: ',
    after: ({ config }) => expect(config().profiles.dev?.token).not.toBe(sampleTokens.owner),
  },
  'as JSON, doctor: a token of the environment for another API': {
    given: () => {},
    typed: 'bp-auth doctor --json --botpressHome HOME',
    env: () => ({ BOTPRESS_TOKEN: sampleTokens.single, BOTPRESS_API_URL: sandbox.url }),
    behind: 'Log in with the token in BOTPRESS_TOKEN\n',
    after: ({ config }) => {
      expect(Object.values(config().profiles)).toMatchObject([
        { apiUrl: sandbox.url, workspaceId: 'ws_solo' },
      ]);
    },
  },
  'a token that lies about: it is rotated': {
    given: ({ cwd, store }) => {
      writeFileSync(join(cwd, 'notes.txt'), `token ${sampleTokens.owner}\n`);
      store({ dev: profile({ tokenId: 'pat_owner_sample' }) });
    },
    typed: 'bp-auth tokens audit . --botpressHome HOME',
    behind: 'Replace it: ',
    after: ({ config }) => expect(config().profiles.dev?.token).not.toBe(sampleTokens.owner),
  },
  'a name that says production: it is protected': {
    given: ({ store }) => store({ dev: profile() }),
    typed: 'bp-auth profiles rename dev prod --botpressHome HOME',
    behind: 'only where its name is given. Run: ',
    after: ({ config }) => expect(config().profiles.prod).toMatchObject({ protected: true }),
  },
  'the ADK without a profile of this token: it gets one': {
    given: ({ home, store }) => {
      const content = { version: '1', profiles: {}, currentProfile: 'default' };
      const adk = join(home, '..', '.adk');
      mkdirSync(adk, { mode: 0o700 });
      writeFileSync(join(adk, 'credentials'), JSON.stringify(content), { mode: 0o600 });
      store({ dev: profile() });
    },
    typed: 'bp-auth exec --botpressHome HOME -- adk deploy',
    behind: 'Give the ADK the token: ',
    asks: true,
    after: ({ home }) =>
      expect(readFileSync(join(home, '..', '.adk', 'credentials'), 'utf8')).toContain(
        sampleTokens.owner,
      ),
  },
  'an import with none active': {
    given: ({ cwd }) => {
      const dev = { apiUrl: sandbox.url, workspaceId: 'ws_dev', token: sampleTokens.owner };
      writeFileSync(join(cwd, 'export.json'), JSON.stringify({ profiles: { dev } }));
    },
    typed: 'bp-auth profiles import --from export.json --botpressHome HOME',
    behind: 'No profile is active yet: ',
    after: ({ config }) => expect(config().activeProfile).toBe('dev'),
  },
};

describe.skipIf(process.platform === 'win32')('what is printed runs as it stands', () => {
  test.each(Object.entries(rows))('%s', async (_, row) => {
    const { given, typed, env, behind, token, words, asks, code = 0, after } = row;
    const here = world();
    given(here);
    const variables = env?.() ?? {};
    const command = printed(
      await here.run(typed.replace('HOME', `'${here.home}'`), variables),
      behind,
    );
    if (words !== undefined) {
      expect(command).toBe(words(here));
      return;
    }
    const whole = asks ? `${command} -y` : command;
    const line = token === undefined ? whole : `printf %s ${token} | ${whole}`;
    const done = await here.run(line, variables);
    expect(done.code, `${line}\n${done.stdout}${done.stderr}`).toBe(code);
    after?.(here);
  });
});

// The note that commands print after a change if other credentials apply here than those of the
// changed profile: printed whenever that is so, and only then. The text is tested in this process,
// the JSON by the built program.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { originOf } from '../../source/botpress/apiUrl.ts';
import { runCli } from '../support/cli.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

type Place = { home: string; parent: string; here: string; url: string };

type Situation = {
  env?: (place: Place) => Record<string, string>;
  directories?: (place: Place) => Record<string, string>;
  /**
   * The credentials that apply here instead of the profile dev, in the form of `currentProfile`;
   * null if dev applies.
   */
  applies: ((place: Place) => { name: string | null; source: string }) | null;
  /** The command line after which dev applies. */
  line?: (place: Place) => string;
};

const bpUnit = ({ url }: Place) => ({
  BP_TOKEN: sampleTokens.owner,
  BP_WORKSPACE_ID: 'ws_prod',
  BP_API_URL: url,
});
const botpressUnit = ({ url }: Place) => ({
  BOTPRESS_TOKEN: sampleTokens.owner,
  BOTPRESS_WORKSPACE_ID: 'ws_prod',
  BOTPRESS_API_URL: url,
});

const nothing: Situation = { applies: null };

/** The profile dev is active; the fields say what takes precedence over it. */
const situations: Record<string, Situation> = {
  'nothing else': nothing,
  'a bound directory': {
    directories: ({ here }) => ({ [here]: 'acme' }),
    applies: ({ here }) => ({ name: 'acme', source: `directory ${here}` }),
    line: ({ here }) => `bp-auth profiles unbind ${here}`,
  },
  'a bound directory above': {
    directories: ({ parent }) => ({ [parent]: 'acme' }),
    applies: ({ parent }) => ({ name: 'acme', source: `directory ${parent}` }),
    line: ({ parent }) => `bp-auth profiles unbind ${parent}`,
  },
  'a nearer directory': {
    directories: ({ here, parent }) => ({ [parent]: 'shop', [here]: 'acme' }),
    applies: ({ here }) => ({ name: 'acme', source: `directory ${here}` }),
    line: ({ here, parent }) =>
      `bp-auth profiles unbind ${here}; bp-auth profiles unbind ${parent}`,
  },
  BP_PROFILE: {
    env: () => ({ BP_PROFILE: 'acme' }),
    applies: () => ({ name: 'acme', source: 'BP_PROFILE' }),
    line: () => 'unset BP_PROFILE',
  },
  'a unit of BP_ variables': {
    env: bpUnit,
    applies: () => ({ name: null, source: 'BP_TOKEN, BP_WORKSPACE_ID, BP_API_URL' }),
    line: () => 'unset BP_TOKEN BP_WORKSPACE_ID BP_API_URL',
  },
  'a unit of BOTPRESS_ variables': {
    env: botpressUnit,
    applies: () => ({
      name: null,
      source: 'BOTPRESS_TOKEN, BOTPRESS_WORKSPACE_ID, BOTPRESS_API_URL',
    }),
    line: () => 'unset BOTPRESS_TOKEN BOTPRESS_WORKSPACE_ID BOTPRESS_API_URL',
  },
  'BP_PROFILE and a bound directory': {
    env: () => ({ BP_PROFILE: 'acme' }),
    directories: ({ here }) => ({ [here]: 'shop' }),
    applies: () => ({ name: 'acme', source: 'BP_PROFILE' }),
    line: ({ here }) => `unset BP_PROFILE; bp-auth profiles unbind ${here}`,
  },
  'both units and BP_PROFILE': {
    env: place => ({ ...bpUnit(place), ...botpressUnit(place), BP_PROFILE: 'acme' }),
    applies: () => ({ name: 'acme', source: 'BP_PROFILE' }),
    line: () =>
      'unset BP_PROFILE BP_TOKEN BP_WORKSPACE_ID BP_API_URL BOTPRESS_TOKEN BOTPRESS_WORKSPACE_ID BOTPRESS_API_URL',
  },
  'a unit and a bound directory': {
    env: bpUnit,
    directories: ({ here }) => ({ [here]: 'shop' }),
    applies: () => ({ name: null, source: 'BP_TOKEN, BP_WORKSPACE_ID, BP_API_URL' }),
    line: ({ here }) =>
      `unset BP_TOKEN BP_WORKSPACE_ID BP_API_URL; bp-auth profiles unbind ${here}`,
  },
};

function profile(url: string, workspaceId: string, id: string) {
  return {
    apiUrl: url,
    workspaceId,
    token: sampleTokens.owner,
    tokenOrigin: originOf(url),
    id,
    kind: 'pat',
    accountEmail: 'owner@example.com',
    accountId: 'account_owner',
    verifiedAt: '2026-11-01T00:00:00.000Z',
  };
}

async function placeFor(situation: Situation): Promise<Place> {
  const { url } = await sandboxForTest();
  const home = realpathSync(temporaryDirectory());
  const parent = join(home, 'work');
  const here = join(parent, 'project');
  mkdirSync(here, { recursive: true });
  const place = { home, parent, here, url };
  const config = {
    version: 1,
    activeProfile: 'dev',
    previousProfile: 'acme',
    profiles: {
      dev: profile(url, 'ws_dev', 'id-1'),
      acme: profile(url, 'ws_abc123', 'id-2'),
      shop: profile(url, 'ws_prod', 'id-3'),
    },
    directories: situation.directories?.(place) ?? {},
  };
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  const file = join(home, '.botpress', 'config.json');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return place;
}

/**
 * Runs the command in this process: its text is the same as the built program's, and a hundred processes
 * would take long.
 */
function say(place: Place, situation: Situation, argv: readonly string[]) {
  const ctx = fakeContext({
    cwd: place.here,
    env: situation.env?.(place) ?? {},
    botpressHome: join(place.home, '.botpress'),
  });
  return runIn({ ...ctx, userHome: place.home }, ...argv);
}

async function sayJson(place: Place, situation: Situation, argv: readonly string[]) {
  const options = { cwd: place.here, env: situation.env?.(place) ?? {} };
  const { code, stdout, stderr } = await runCli(place.home, [...argv, '--json'], options);
  return { code, stderr, json: JSON.parse(stdout) };
}

/** Commands after which dev (or its new name) would apply if nothing took precedence over it. */
const toDev: Record<string, (place: Place) => string[]> = {
  use: () => ['profiles', 'use', 'dev'],
  login: ({ url }) => [
    ...['login', '--token', sampleTokens.owner, '--workspaceId', 'ws_dev'],
    ...['--apiUrl', url, '--profile', 'dev'],
  ],
  rename: () => ['profiles', 'rename', 'dev', 'qa'],
  protect: () => ['profiles', 'protect', 'dev'],
  'move-token': () => ['profiles', 'move-token', 'dev', '--to', 'file'],
};

const cases = Object.entries(situations).flatMap(([title, situation]) =>
  Object.keys(toDev).map(command => [title, command, situation] as const),
);

describe('after a change, what applies here is said', () => {
  test.each(cases)('%s: %s', async (_, command, situation) => {
    const place = await placeFor(situation);
    const { code, stdout, stderr } = await say(place, situation, toDev[command]?.(place) ?? []);
    expect(code).toBe(0);
    const name = command === 'rename' ? 'qa' : 'dev';
    if (situation.applies === null) {
      expect(stdout + stderr).not.toMatch(/To end that|not dev|not qa/);
      if (command === 'use') expect(stdout).toMatch(/^Now using dev: /);
      return;
    }
    const applies = situation.applies(place);
    expect(stderr).toContain(`here, not ${name}`);
    expect(stderr).toContain(applies.name ?? applies.source);
    expect(stderr).toContain(`. To end that: ${situation.line?.(place)}\n`);
    expect(stdout).not.toContain('Now using');
  });

  test.each(cases.filter(([, command]) => ['use', 'login', 'rename'].includes(command)))(
    '%s: %s --json',
    async (_, command, situation) => {
      const place = await placeFor(situation);
      const { code, stderr, json } = await sayJson(place, situation, toDev[command]?.(place) ?? []);
      const name = command === 'rename' ? 'qa' : 'dev';
      const expected = situation.applies?.(place) ?? { name, source: 'active profile' };
      expect(code).toBe(0);
      expect(json).toMatchObject({ name, active: true, currentProfile: expected });
      expect(stderr.includes(`To end that: ${situation.line?.(place)}\n`)).toBe(
        situation.applies !== null,
      );
      const active = await say(place, situation, ['profiles', 'active', '--offline', '--json']);
      expect(JSON.parse(active.stdout)).toMatchObject(expected);
    },
  );
});

describe('after a logout, what still applies here is said', () => {
  const commands = { logout: ['logout'], remove: ['profiles', 'remove', 'dev'] };
  const table = Object.entries(situations).flatMap(([title, situation]) =>
    Object.entries(commands).map(([command, argv]) => [title, command, situation, argv] as const),
  );
  test.each(table)('%s: %s', async (_, __, situation, argv) => {
    const place = await placeFor(situation);
    const { code, stderr } = await say(place, situation, argv);
    expect(code).toBe(0);
    const applies = situation.applies?.(place) ?? null;
    if (applies === null) expect(stderr).toContain('No profile is active now');
    else {
      expect(stderr).toMatch(/appl(y|ies) here/);
      expect(stderr).toContain(applies.name ?? applies.source);
      expect(stderr).toContain(`. To end that: ${situation.line?.(place)}\n`);
    }
  });

  test.each(Object.entries(situations))('%s: logout --json', async (_, situation) => {
    const place = await placeFor(situation);
    const { json } = await sayJson(place, situation, ['logout']);
    const currentProfile = situation.applies?.(place) ?? null;
    expect(json).toMatchObject({ removed: ['dev'], currentProfile });
  });

  test('logout --all: only the environment is left', async () => {
    const situation = situations['a unit and a bound directory'] as Situation;
    const place = await placeFor(situation);
    const { json, stderr } = await sayJson(place, situation, ['logout', '--all', '-y']);
    expect(json.currentProfile).toMatchObject({ name: null });
    expect(stderr).toContain('To end that: unset BP_TOKEN BP_WORKSPACE_ID BP_API_URL\n');
  });

  test('of another profile than the one in use nothing follows', async () => {
    const situation = situations['a bound directory'] as Situation;
    const place = await placeFor(situation);
    const { stderr } = await say(place, situation, ['profiles', 'remove', 'shop']);
    const line =
      'The same token stays in: dev, acme. To remove it there, too: bp-auth profiles remove dev acme';
    expect(stderr).toBe(`${line}\n`);
  });
});

describe('after bind and unbind', () => {
  const unit = 'BP_TOKEN, BP_WORKSPACE_ID, BP_API_URL';
  type Row = [
    title: string,
    situation: Situation,
    argv: string[],
    applies: (place: Place) => { name: string | null; source: string } | null,
    line: ((place: Place) => string) | null,
  ];
  const s = (title: string) => situations[title] as Situation;
  const rows: Row[] = [
    [
      'nothing else: bind',
      s('nothing else'),
      ['profiles', 'bind', 'acme'],
      ({ here }) => ({ name: 'acme', source: `directory ${here}` }),
      null,
    ],
    [
      'a nearer directory: bind of the one above',
      s('a bound directory'),
      ['profiles', 'bind', 'shop', '..'],
      ({ here }) => ({ name: 'acme', source: `directory ${here}` }),
      ({ here }) => `bp-auth profiles unbind ${here}`,
    ],
    [
      'BP_PROFILE: bind',
      s('BP_PROFILE'),
      ['profiles', 'bind', 'shop'],
      () => ({ name: 'acme', source: 'BP_PROFILE' }),
      () => 'unset BP_PROFILE',
    ],
    [
      'a unit: bind',
      s('a unit of BP_ variables'),
      ['profiles', 'bind', 'shop'],
      () => ({ name: null, source: unit }),
      () => 'unset BP_TOKEN BP_WORKSPACE_ID BP_API_URL',
    ],
    [
      'a bound directory: unbind',
      s('a bound directory'),
      ['profiles', 'unbind'],
      () => ({ name: 'dev', source: 'active profile' }),
      null,
    ],
    [
      'a directory above: unbind',
      s('a nearer directory'),
      ['profiles', 'unbind'],
      ({ parent }) => ({ name: 'shop', source: `directory ${parent}` }),
      ({ parent }) => `bp-auth profiles unbind ${parent}`,
    ],
    [
      'a unit: unbind',
      s('a unit and a bound directory'),
      ['profiles', 'unbind'],
      () => ({ name: null, source: unit }),
      () => 'unset BP_TOKEN BP_WORKSPACE_ID BP_API_URL',
    ],
    [
      'BP_PROFILE: unbind',
      s('BP_PROFILE and a bound directory'),
      ['profiles', 'unbind'],
      () => ({ name: 'acme', source: 'BP_PROFILE' }),
      () => 'unset BP_PROFILE',
    ],
  ];
  test.each(rows)('%s', async (_, situation, argv, applies, line) => {
    const place = await placeFor(situation);
    const { code, stderr, json } = await sayJson(place, situation, argv);
    expect(code).toBe(0);
    expect(json).toMatchObject({ currentProfile: applies(place) });
    if (line === null) expect(stderr).not.toContain('To end that');
    else expect(stderr).toContain(`To end that: ${line(place)}\n`);
  });
});

describe('what no command can use is said as well', () => {
  test('BP_PROFILE names a profile by the name that it had', async () => {
    const situation = { ...nothing, env: () => ({ BP_PROFILE: 'dev' }) };
    const place = await placeFor(situation);
    const { code, json, stderr } = await sayJson(place, situation, [
      ...['profiles', 'rename', 'dev', 'qa'],
    ]);
    expect(code).toBe(0);
    expect(json).toMatchObject({ name: 'qa', currentProfile: null });
    expect(stderr).toBe(
      'Nothing works here: BP_PROFILE names dev, and there is no such profile. To end that: unset BP_PROFILE\n',
    );
  });

  test('what exec gave, and is not whole any more', async () => {
    const env = () => ({ BP_AUTH_PROFILE: 'acme', BP_TOKEN: sampleTokens.owner, BP_PROFILE: '' });
    const situation = { ...nothing, env };
    const place = await placeFor(situation);
    const { code, json, stderr } = await sayJson(place, situation, ['profiles', 'use', 'dev']);
    expect(code).toBe(0);
    expect(json).toMatchObject({ name: 'dev', currentProfile: null });
    expect(stderr).toMatch(
      /^Nothing works here: .*BP_WORKSPACE_ID is missing\. To end that: unset BP_TOKEN BP_AUTH_PROFILE\n$/,
    );
  });

  test('a unit whose token is none', async () => {
    const situation = {
      ...nothing,
      env: () => ({ BP_TOKEN: 'two words', BP_WORKSPACE_ID: 'ws_dev' }),
    };
    const place = await placeFor(situation);
    const { code, stdout, stderr } = await say(place, situation, ['profiles', 'use', 'acme']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^acme is active now: /);
    expect(stderr).toMatch(
      /^Nothing works here: BP_TOKEN .*\. To end that: unset BP_TOKEN BP_WORKSPACE_ID\n$/,
    );
  });
});

test('the line is one of the shell that started us, and names a home that is not the usual one', async () => {
  const situation = situations['BP_PROFILE and a bound directory'] as Situation;
  const place = await placeFor(situation);
  const home = join(place.home, '.botpress');
  const { stderr } = await runCli(
    realpathSync(temporaryDirectory()),
    ['profiles', 'use', 'dev', '--botpressHome', home],
    { cwd: place.here, env: { BP_PROFILE: 'acme', SHELL: '/usr/bin/fish' } },
  );
  expect(stderr).toContain(
    `To end that: set -e BP_PROFILE; bp-auth profiles unbind ${place.here} --botpressHome ${home}\n`,
  );
});

test('the list marks what applies here, and names what overrules the active profile', async () => {
  const situation = situations['a bound directory'] as Situation;
  const place = await placeFor(situation);
  const { stdout, stderr } = await say(place, situation, ['profiles', 'list']);
  expect(stdout).toMatch(/^\* dev .*\n> acme .*\n {2}shop /);
  expect(stderr).toBe(
    `acme applies here: it is bound to ${place.here}. To end that: bp-auth profiles unbind ${place.here}\n`,
  );
});

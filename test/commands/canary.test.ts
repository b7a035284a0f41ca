// A canary token in every command, as text, as JSON, with --verbose and in failures: it must appear only
// where it is explicitly requested.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../source/commands/table.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

/**
 * The arguments that each command is run with. A new command must be added here before the tests
 * pass.
 */
const lines: Readonly<Record<string, ReadonlyArray<readonly string[]>>> = {
  login: [
    ['--token', 'CANARY', '--workspaceId', 'ws_dev', '--apiUrl', 'URL'],
    ['--token', 'CANARY', '--workspaceId', 'ws_nope', '--apiUrl', 'URL'],
    ['--token', 'CANARY', '--workspaceId', 'ws_dev', '--apiUrl', 'OTHER'],
    ['--token', 'CANARY\nx', '--workspaceId', 'ws_dev', '--apiUrl', 'URL'],
    ['--token', 'CANARY', '--workspaceId', 'CANARY', '--apiUrl', 'URL'],
    ['--token', 'CANARY', '--profile', 'CANARY x', '--apiUrl', 'URL'],
    ['--token', 'CANARY', '--apiUrl', 'CANARY'],
    ['--tokn', 'CANARY'],
    ['--workspaceId', 'ws_abc123'],
    ['CANARY'],
  ],
  logout: [[], ['--all', '-y'], ['--revoke', '-y'], ['--profile', 'CANARY']],
  'profiles list': [[], ['--check']],
  'profiles active': [[], ['--offline'], ['--explain']],
  'profiles use': [['dev'], ['-'], ['CANARY']],
  'profiles get': [['dev'], ['CANARY']],
  'profiles open': [[], ['dev', '--no-browser'], ['CANARY']],
  'profiles activity': [[], ['dev', '--limit', '3'], ['CANARY'], ['--limit', 'CANARY']],
  'profiles rename': [
    ['dev', 'dev2'],
    ['CANARY', 'x'],
    ['dev', 'CANARY x'],
  ],
  'profiles remove': [['dev'], ['CANARY']],
  'profiles bind': [['dev'], ['CANARY']],
  'profiles unbind': [[]],
  'profiles protect': [['dev'], ['CANARY']],
  exec: [
    ['--', 'true'],
    [],
    ['--', 'CANARY'],
    ['--watch', '--', 'true'],
    ['--read-only', '--', 'CANARY'],
    ['--watch=CANARY', '--', 'true'],
    ['--hooked', '--', 'bp', '--token', 'CANARY'],
  ],
  shell: [['CANARY'], ['--profile', 'CANARY']],
  hook: [['bash'], ['CANARY']],
  env: [['--shell', 'CANARY']],
  token: [['--profile', 'CANARY']],
  'profiles import': [
    ['--from', 'adk'],
    ['--from', 'bp'],
    ['--from', 'CANARY'],
  ],
  'profiles export': [[], ['dev'], ['CANARY']],
  'profiles move-token': [
    ['dev', '--to', 'env', '--token-env', 'CANARY'],
    ['CANARY', '--to', 'file'],
    ['dev', '--to', 'CANARY'],
  ],
  doctor: [[], ['--offline'], ['--report'], ['--for', 'deploy'], ['--for', 'CANARY']],
  checklist: [[], ['--offline'], ['CANARY']],
  explain: [['CANARY']],
  'tokens list': [[], ['--bot', 'bot_acme'], ['--bot', 'CANARY']],
  'tokens create': [
    ['--save', 'dev'],
    ['--note', 'CANARY'],
    ['--save', 'CANARY'],
  ],
  'tokens rotate': [[], ['--old-id', 'CANARY'], ['--resume']],
  'tokens resume': [[], ['--profile', 'CANARY'], ['--forget']],
  'tokens revoke': [
    ['pat_owner_ci', '-y'],
    ['CANARY', '-y'],
  ],
  'tokens inspect': [[], ['--offline'], ['CANARY']],
  'tokens audit': [['.'], ['CANARY']],
  'tokens scopes': [[]],
  completion: [['bash'], ['--words', '--', 'profiles', 'use', '']],
  sandbox: [['--port', 'CANARY']],
};

type Way = readonly [what: string, extra: readonly string[], fault: string];
const ways: readonly Way[] = [
  ['as text', [], ''],
  ['as JSON', ['--json'], ''],
  ['verbose', ['--verbose'], ''],
  ['with a server that is down', ['--verbose'], '/_fault/500'],
  ['with a login page in between', ['--json'], '/_fault/html'],
  ['with broken answers', [], '/_fault/garbage'],
  ['with a connection that breaks', ['--verbose'], '/_fault/reset'],
];

type World = { ctx: FakeContext; canary: string; fill(argv: readonly string[]): string[] };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function world(fault: string): Promise<World> {
  const answer = await fetch(`${sandbox.url}/v1/admin/account/pats`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sampleTokens.owner}`, 'content-type': 'application/json' },
    body: JSON.stringify({ note: 'canary' }),
  });
  const canary = ((await answer.json()) as { pat: { value: string } }).pat.value;
  const ctx = fakeContext({ env: { CI: 'true' } });
  const apiUrl = sandbox.url + fault;
  const dev = {
    apiUrl,
    workspaceId: 'ws_dev',
    token: canary,
    tokenOrigin: sandbox.url,
    kind: 'pat',
    id: 'id-dev',
  };
  mkdirSync(ctx.botpressHome, { mode: 0o700 });
  const config = {
    version: 1,
    activeProfile: 'dev',
    previousProfile: 'two',
    profiles: { dev, two: dev },
  };
  writeFileSync(join(ctx.botpressHome, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  const stand = { CANARY: canary, URL: apiUrl, OTHER: sandbox.otherUrl };
  const fill = (argv: readonly string[]) =>
    argv.map(word => word.replace(/CANARY|URL|OTHER/, key => stand[key as keyof typeof stand]));
  return { ctx, canary, fill };
}

/** Every file below a directory, except the store itself, that contains the text. */
function filesWith(directory: string, text: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map(file => join(directory, file))
    .filter(file => !/\.botpress\/(config|profiles|global\.cache)\.json/.test(file))
    .filter(file => statSync(file).isFile() && readFileSync(file, 'utf8').includes(text));
}

describe.each(ways)('%s', (_, extra, fault) => {
  const cases = Object.entries(lines).flatMap(([name, all]) =>
    all.map(argv => [[name, ...argv].join(' '), name, argv] as const),
  );
  test.each(cases)('bp-auth %s keeps the token to itself', async (_, name, argv) => {
    const { ctx, canary, fill } = await world(fault);
    ctx.typed.end();
    const { stdout, stderr } = await runIn(ctx, ...name.split(' '), ...extra, ...fill(argv));
    expect(stdout + stderr).not.toContain(canary);
    expect(filesWith(ctx.userHome, canary)).toEqual([]);
  });
});

test('every command is in the table above', () => {
  expect(Object.keys(commands).filter(name => !Object.hasOwn(lines, name))).toEqual([]);
});

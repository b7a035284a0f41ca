// Unbounded answers: the built program against servers that never stop, send too much, or send strange
// words.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryDirectory } from '../support/context.ts';
import { httpServer } from '../support/listening.ts';
import { builtCli, cleanEnv } from '../support/programs.ts';

const token = 'bp_pat_1234567890abcdef';
const measuring = fileURLToPath(new URL('../support/peakMemory.cjs', import.meta.url));
const json = { 'content-type': 'application/json' };
const account = { account: { id: 'user_1', email: 'owner@example.com' } };
const workspace = { id: 'ws_1', name: 'One', handle: 'one' };

type Ran = { code: number | null; stdout: string; stderr: string; peak: number };

/**
 * Runs the built program.
 * @returns its result, and its peak memory in MiB
 */
function run(home: string, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['--require', measuring, builtCli, ...args], {
    env: cleanEnv({ HOME: home }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', chunk => {
      said[stream] += chunk;
    });
  }
  return new Promise(resolve =>
    child.on('close', code => {
      const [line = '', peak] = /peak (\d+) MiB\n/.exec(said.stderr) ?? [];
      resolve({ ...said, stderr: said.stderr.replace(line, ''), code, peak: Number(peak) });
    }),
  );
}

type Answers = (path: string, response: ServerResponse, nextToken: string | null) => void;

/** An API whose answers the test chooses, except for the account: that call always succeeds. */
const api = (answers: Answers) =>
  httpServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://host');
    response.on('error', () => {});
    if (pathname.endsWith('/account/me'))
      response.writeHead(200, json).end(JSON.stringify(account));
    else answers(pathname, response, searchParams.get('nextToken'));
  });

const login = (home: string, apiUrl: string, ...more: string[]) =>
  run(home, 'login', '--token', token, '--apiUrl', apiUrl, ...more);

/** Writes for as long as somebody reads. */
function endless(response: ServerResponse, chunk: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

describe('an answer ends at 16 MiB', () => {
  const spaces = Buffer.alloc(1024 * 1024, ' ');
  const packedSpaces = gzipSync(Buffer.alloc(16 * 1024 * 1024, ' '));
  const many = JSON.stringify({
    workspaces: Array.from({ length: 1e6 }, (_, n) => ({ id: `ws_${n}`, name: `W ${n}` })),
  });
  const rows: Array<readonly [name: string, answer: (response: ServerResponse) => void]> = [
    ['a body without end', response => endless(response.writeHead(200, json), spaces)],
    [
      'an error without end',
      response => endless(response.writeHead(500, { 'content-type': 'text/html' }), spaces),
    ],
    [
      'a gzip bomb',
      response =>
        response
          .writeHead(200, { ...json, 'content-encoding': 'gzip' })
          .end(Buffer.concat(Array(75).fill(packedSpaces))),
    ],
    ['a million workspaces', response => response.writeHead(200, json).end(many)],
    [
      'a million workspaces, packed',
      response =>
        response
          .writeHead(200, { ...json, 'content-encoding': 'gzip' })
          .end(gzipSync(many, { level: 1 })),
    ],
    [
      'more workspaces than a page has, below 16 MiB',
      response =>
        response
          .writeHead(200, json)
          .end(JSON.stringify({ workspaces: Array(20_000).fill(workspace) })),
    ],
  ];
  const lists = `{"workspaces":[],"more":[${'[],'.repeat(5_500_000)}[]]}`;
  rows.push(
    ['millions of empty lists', response => response.writeHead(200, json).end(lists)],
    ['millions of empty lists, in an error', response => response.writeHead(403, json).end(lists)],
  );
  test.each(rows)('%s', async (_, answer) => {
    const url = await api((_, response) => answer(response));
    const { code, stderr, peak } = await login(temporaryDirectory(), url, '--json');
    expect(stderr).toContain('far more in one answer');
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'answer-too-large', kind: 'network' },
    });
    expect(code).toBe(6);
    expect(peak).toBeLessThan(200);
  });

  test('what is packed and cut off is told as broken off', async () => {
    const packed = gzipSync(JSON.stringify({ workspaces: [workspace] }));
    const url = await api((_, response) =>
      response
        .writeHead(200, { ...json, 'content-encoding': 'gzip' })
        .end(packed.subarray(0, packed.length - 12)),
    );
    expect(await login(temporaryDirectory(), url)).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('(Z_BUF_ERROR)'),
    });
  });

  test.each(['gzip', 'deflate', 'br'])('what is packed with %s is read', async encoding => {
    const { brotliCompressSync, deflateSync } = await import('node:zlib');
    const pack = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding];
    const url = await api((path, response) => {
      const answer = path.endsWith('workspaces') ? { workspaces: [workspace] } : workspace;
      response
        .writeHead(200, { ...json, 'content-encoding': encoding })
        .end(pack?.(JSON.stringify(answer)));
    });
    expect(await login(temporaryDirectory(), url)).toMatchObject({ code: 0 });
  });
});

describe('a list ends', () => {
  const pages = (tokenAfter: (n: number) => string) => {
    let asked = 0;
    return api((_, response) => {
      const answer = { workspaces: [workspace], meta: { nextToken: tokenAfter(++asked) } };
      response.writeHead(200, json).end(JSON.stringify(answer));
    });
  };
  test.each([
    ['where its next page is the same again', () => 'again', 'after 2 pages it starts again'],
    ['where its pages go round', (n: number) => `page ${n % 5}`, 'after 6 pages it starts again'],
    ['after 1,000 pages', (n: number) => `page ${n}`, 'after 1000 pages the rest was not read'],
  ])('%s', async (_, tokenAfter, says) => {
    const url = await pages(tokenAfter);
    const { code, stderr } = await login(temporaryDirectory(), url);
    expect(stderr).toContain(`The API's list does not end: ${says}`);
    expect(code).toBe(6);
  });
});

describe('names are cut at 200 characters as people count them', () => {
  const graphemes = (text: string) => [...new Intl.Segmenter().segment(text)].length;
  test.each([
    ['letters', 'x'],
    ['emoji of many parts', '👩‍👩‍👧‍👦'],
    ['one letter with accents without end', 'e\u0301\u0302'],
  ])('of %s', async (_, part) => {
    const name = part === 'e\u0301\u0302' ? `e${'\u0301'.repeat(1e6)}` : part.repeat(1e5);
    const url = await api((path, response) => {
      const long = { ...workspace, name, handle: `h${'a'.repeat(1e6)}` };
      const answer = path.endsWith('workspaces') ? { workspaces: [long] } : long;
      response.writeHead(200, json).end(JSON.stringify(answer));
    });
    const home = temporaryDirectory();
    expect(await login(home, url, '--profile', 'dev')).toMatchObject({ code: 0 });
    const file = readFileSync(join(home, '.botpress', 'config.json'), 'utf8');
    const { workspaceName, workspaceHandle } = JSON.parse(file).profiles.dev;
    for (const text of [workspaceName, workspaceHandle]) {
      expect(graphemes(text)).toBeLessThanOrEqual(200);
      expect(text.length).toBeLessThanOrEqual(2001);
    }
    for (const args of [['list'], ['list', '--json'], ['get', 'dev'], ['active']]) {
      const { stdout } = await run(home, 'profiles', ...args);
      expect(stdout.length).toBeLessThan(10_000);
    }
  });
});

describe('an error of a strange type is told by its status', () => {
  const types = [
    'constructor',
    '__proto__',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'x'.repeat(1e6),
  ];
  const statuses = [
    [401, 4],
    [402, 7],
    [403, 5],
    [404, 2],
    [409, 2],
    [429, 7],
    [500, 6],
  ] as const;
  const rows = types.flatMap((type, n) =>
    statuses.filter((_, m) => n === 0 || m % 3 === n % 3).map(row => [type, ...row] as const),
  );
  test.each(rows)('%.20s with %i: exit %i', async (type, status, exit) => {
    const body = { id: 'err_1', code: status, type, message: 'm' };
    const url = await api((_, response) =>
      response.writeHead(status, json).end(JSON.stringify(body)),
    );
    const { code, stderr } = await login(temporaryDirectory(), url);
    expect(stderr).not.toContain('undefined');
    expect(stderr.length).toBeLessThan(1000);
    expect(code).toBe(exit);
  });

  test('in every command that asks the API', async () => {
    const isBroken = { now: false };
    const url = await api((path, response) => {
      const error = { id: 'err_1', code: 403, type: 'constructor', message: 'm' };
      const answer = path.endsWith('workspaces') ? { workspaces: [workspace] } : workspace;
      response
        .writeHead(isBroken.now ? 403 : 200, json)
        .end(JSON.stringify(isBroken.now ? error : answer));
    });
    const home = temporaryDirectory();
    expect(await login(home, url)).toMatchObject({ code: 0 });
    isBroken.now = true;
    const commands = [
      'profiles active',
      'profiles list --check',
      'profiles activity',
      'tokens list',
      'tokens create',
      'tokens create --print',
      'tokens rotate -y',
      'tokens revoke pat_1 -y',
      'exec --ephemeral -- true',
      'login --workspaceId ws_2',
      'doctor',
    ];
    for (const command of commands) {
      const { code, stdout, stderr } = await run(home, ...command.split(' '));
      expect({ command, code }).not.toMatchObject({ code: 0 });
      expect({ command, code }).not.toMatchObject({ code: 1 });
      expect(stdout + stderr).not.toContain('undefined');
    }
  });
});

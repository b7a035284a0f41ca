// The blind set of faults (README.md). Each fault is built. Doctor runs, and the user's command, too, if it
// is a command of bp-auth. The output is compared with what an expert would say.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as realWait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Alternative, RootCause } from '../../source/diagnosis/diagnosis.ts';
import { type AppError, isAppError } from '../../source/errors.ts';
import { botpressHomeOf } from '../../source/files/homes.ts';
import { thisProcess } from '../../source/profiles/process.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import {
  type Answer,
  answering,
  closedPort,
  refusingProxy,
  silent,
  tlsServer,
} from '../diagnosis/servers.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { codesOf, missed, notPlayed, whatTells } from './phrases.ts';

type FileSpec = {
  $text?: string;
  $json?: object;
  $encoding?: BufferEncoding;
  $mode?: string;
  $kind?: 'directory';
  $edit?: Record<string, string>;
};

type Fault = {
  name: string;
  world: {
    words: string;
    setup?: ReadonlyArray<string | readonly string[]>;
    files?: Record<string, string | FileSpec | Record<string, unknown>>;
    env?: Record<string, string>;
    api?: { status?: number; headers?: Record<string, string>; body?: string; network?: string };
    command: string;
  };
  causes: readonly string[];
  never: readonly string[];
  known: 'certain' | 'likely' | 'possible' | 'cannot-know';
};

const faults: readonly Fault[] = JSON.parse(
  readFileSync(new URL('./faults.json', import.meta.url), 'utf8'),
);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  return () => sandbox.close();
});

/** The values of placeholders; servers are started only if they are used. */
async function placeholderValue(name: string, fault: Fault): Promise<string> {
  const { api = {}, words } = fault.world;
  const isAccountGood =
    /account call goes well/.test(words) || /account call good/.test(fault.name);
  const refusal =
    api.network === 'proxy407' ? '407 Proxy Authentication Required' : '403 Forbidden';
  switch (name) {
    case 'API':
      return sandbox.url;
    case 'OTHER':
      return sandbox.otherUrl;
    case 'API_PORT':
      return new URL(sandbox.url).port;
    case 'CLOSED':
      return `http://127.0.0.1:${await closedPort()}`;
    case 'CLOSED_PORT':
      return String(await closedPort());
    case 'HANG':
      return silent();
    case 'PROXY':
      return refusingProxy(refusal);
    case 'PROXY_HOST':
      return new URL(await refusingProxy(refusal)).host;
    case 'TLS_SELF_SIGNED':
      return (await tlsServer('self-signed')).url;
    case 'TLS_EXPIRED': {
      const { url, trust } = await tlsServer('expired');
      trust();
      return url;
    }
    case 'SERVER':
      return answering(path => answerOf(path, api, isAccountGood));
    default:
      throw new Error(`no such placeholder: ${name}`);
  }
}

function answerOf(
  path: string,
  api: NonNullable<Fault['world']['api']>,
  isAccountGood: boolean,
): Answer {
  const { status = 200, headers = {}, body = '' } = api;
  if (isAccountGood && path === '/v1/admin/account/me') {
    const account = {
      id: 'acc_1',
      email: 'a@example.com',
      emailVerified: true,
      createdAt: '2026-01-01T00:00:00Z',
    };
    return { status: 200, body: { account } };
  }
  return { status, headers, body };
}

async function filled<Value>(
  value: Value,
  fault: Fault,
  known: Map<string, string>,
): Promise<Value> {
  let text = JSON.stringify(value) ?? 'null';
  for (const [, name = ''] of text.matchAll(/\{([A-Z_]{3,})\}/g)) {
    if (name === 'BOTPRESS_TOKEN') continue;
    if (!known.has(name)) known.set(name, await placeholderValue(name, fault));
    text = text.replaceAll(`{${name}}`, known.get(name) ?? '');
  }
  return JSON.parse(text);
}

/** Splits a command line into words, as a shell would. The command lines of the blind set quote words with `"` only. */
function wordsOf(line: string | readonly string[]): string[] {
  if (typeof line !== 'string') return [...line];
  return [...line.matchAll(/"((?:\\.|[^"])*)"|\S+/g)].map(([word, inner]) => inner ?? word);
}

type World = { ctx: FakeContext; env: Record<string, string>; project: string };

async function worldOf(
  fault: Fault,
): Promise<{ world: World; command: string[]; fault: Fault['world'] }> {
  const known = new Map<string, string>();
  const told = await filled(fault.world, fault, known);
  const env: Record<string, string> = { PATH: process.env.PATH ?? '' };
  const base = fakeContext({ env });
  const project = join(base.userHome, 'project');
  mkdirSync(project);
  const factor = told.api?.network === 'timeout' ? 8 : 1;
  const ctx: FakeContext = {
    ...base,
    cwd: project,
    now: Date.now,
    wait: (ms, signal) => realWait(ms / factor, undefined, { signal }),
  };
  Object.defineProperty(ctx, 'botpressHome', {
    get: () => botpressHomeOf(env, { path: base.userHome, problem: null }, 'linux'),
    enumerable: true,
    configurable: true,
  });
  if (told.env?.DBUS_SESSION_BUS_ADDRESS) {
    ctx.openKeychain = async () => {
      throw new Error('no D-Bus');
    };
  }
  for (const line of told.setup ?? []) {
    const [, ...words] = wordsOf(line);
    const { code, stderr } = await runIn(ctx, ...words);
    if (code !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  }
  for (const [path, spec] of Object.entries(told.files ?? {})) write(ctx, project, path, spec);
  if (/holds the lock/.test(fault.causes.join())) {
    const lock = { ...thisProcess('bp-auth login'), pid: process.pid, started: null };
    writeFileSync(join(ctx.botpressHome, 'config.json.lock'), JSON.stringify(lock));
  }
  Object.assign(env, told.env);
  return { world: { ctx, env, project }, command: wordsOf(told.command), fault: told };
}

function write(
  ctx: FakeContext,
  project: string,
  path: string,
  spec: string | FileSpec | object,
): void {
  const full = path.startsWith('~/')
    ? join(ctx.userHome, path.slice(2))
    : join(project, path.slice(2));
  mkdirSync(dirname(full), { recursive: true, mode: 0o700 });
  const special: FileSpec = typeof spec === 'string' ? { $text: spec } : spec;
  if (special.$kind === 'directory') {
    mkdirSync(full, { recursive: true });
    return;
  }
  if (special.$edit !== undefined) {
    const value = JSON.parse(readFileSync(full, 'utf8'));
    for (const [place, to] of Object.entries(special.$edit)) {
      const keys = place.split('.');
      const last = keys.pop() ?? '';
      let at = value;
      for (const key of keys) at = at[key];
      at[last] = to;
    }
    writeFileSync(full, JSON.stringify(value));
    return;
  }
  const isPlain = !Object.keys(special).some(key => key.startsWith('$'));
  const text = special.$text ?? JSON.stringify(isPlain ? spec : special.$json);
  const bytes =
    special.$encoding === 'utf16le' ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text);
  writeFileSync(full, bytes, { mode: 0o600 });
  if (special.$mode !== undefined) chmodSync(full, Number.parseInt(special.$mode, 8));
}

type Said = {
  /** The first cause that doctor names, then the error codes of the user's command. */
  first: string[];
  others: Array<RootCause | Alternative>;
  root: RootCause | null;
  output: string;
};

async function ask(fault: Fault): Promise<Said> {
  const { world, command } = await worldOf(fault);
  const { ctx } = world;
  const problem = homeProblem(ctx);
  if (problem !== null) {
    return { first: [problem.code], root: null, others: [], output: problem.message };
  }
  // Of two commands the first only prepares the situation.
  const and = command.indexOf('&&');
  if (and !== -1) await runIn(ctx, ...command.slice(1, and));
  const [program, ...words] = command.slice(and + 1);
  const isDoctor = program === 'bp-auth' && words[0] === 'doctor';
  // A user who wants to deploy would tell doctor so.
  const wanted = command[1] === 'deploy' ? ['--for', 'deploy'] : [];
  const line = isDoctor ? words : ['doctor', ...wanted];
  const asked = await runIn(ctx, ...line, '--json');
  const text = await runIn(ctx, ...line);
  // While the lock is held, the user's command would wait five seconds, so it is not run.
  const isLocked = rootCauseOf(asked.stdout) === 'lock-held';
  const refused =
    program === 'bp-auth' && !isDoctor && !isLocked ? await refusal(ctx, words) : null;
  const { rootCause, alternatives } =
    asked.stdout === '' ? { rootCause: null, alternatives: [] } : JSON.parse(asked.stdout);
  const own =
    asked.stdout === '' ? [JSON.parse(asked.stderr).error.code] : [rootCause?.id ?? 'nothing'];
  return {
    first: [...own, ...(refused?.code ?? [])],
    root: rootCause,
    others: alternatives,
    output: text.stdout + text.stderr + (refused?.output ?? ''),
  };
}

/** The error that bp-auth gives for the home directory; null if bp-auth accepts the directory. */
function homeProblem(ctx: FakeContext): AppError | null {
  try {
    void ctx.botpressHome;
    return null;
  } catch (error) {
    return isAppError(error) ? error : null;
  }
}

const rootCauseOf = (json: string): string | null =>
  json === '' ? null : (JSON.parse(json).rootCause?.id ?? null);

/** The command's own message about the fault. */
async function refusal(ctx: FakeContext, words: readonly string[]) {
  const end = words.indexOf('--');
  const isRun = words[0] === 'exec';
  const line = isRun || end === -1 ? words : words.slice(0, end);
  // `exec` runs its program in this process's directory, so a script needs its full path.
  const argv = isRun
    ? line.map(word => (word.endsWith('.js') ? join(ctx.cwd, word) : word))
    : [...line, '--json'];
  const done = await runIn(ctx, ...argv);
  const codes = [...done.stderr.matchAll(/"code":"([a-z-]+)"/g)].map(([, code = '']) => code);
  const watched = [...done.stderr.matchAll(/First refusal: (.*)/g)].map(([, title = '']) => title);
  return {
    code: [...codes, ...watched.map(title => `said: ${title}`)],
    output: done.stdout + done.stderr,
  };
}

const scores: Array<{ name: string; cause: boolean; wrong: boolean; tells: boolean | null }> = [];

describe('a blind fault', () => {
  const played = faults.filter(({ name }) => !notPlayed.has(name));
  test.each(played)('$name', async fault => {
    const { first, root, others, output } = await ask(fault);
    const right = fault.causes.flatMap(codesOf);
    const wrong = fault.never.flatMap(codesOf).filter(code => !right.includes(code));
    const isSure = fault.known === 'certain';
    const named = [...first, ...(isSure ? [] : others.map(({ id }) => id))];
    const isSaid = right.some(
      one => one.startsWith('said: ') && new RegExp(one.slice(6), 'i').test(output),
    );
    const cause = isSaid || named.some(id => right.includes(id));
    const told = [...(root === null ? [] : [root]), ...others];
    const isWrong = told.some(
      ({ id, confidence }, at) => wrong.includes(id) && (confidence === 'certain' || at === 0),
    );
    const tells = fault.known === 'cannot-know' ? whatTells(fault.name).test(output) : null;
    scores.push({ name: fault.name, cause, wrong: isWrong, tells });
    if (missed.has(fault.name)) return;
    expect({ named: cause ? right : named, isWrong, tells: tells !== false }).toEqual({
      named: right,
      isWrong: false,
      tells: true,
    });
  });
});

test('the score', () => {
  const played = scores.length;
  const right = scores.filter(({ cause }) => cause).length;
  const wrong = scores.filter(({ wrong }) => wrong).length;
  const asked = scores.filter(({ tells }) => tells !== null);
  const told = asked.filter(({ tells }) => tells).length;
  const all = scores.filter(one => one.cause && !one.wrong && one.tells !== false).length;
  console.log(
    `faults: ${faults.length} entries, ${played} played, ${right} right, ${wrong} wrong told as certain, ${told} of ${asked.length} say what would tell, ${all} all three`,
  );
  expect(played).toBe(faults.length - notPlayed.size);
  expect(wrong).toBe(0);
  expect(all).toBe(played - missed.size);
});

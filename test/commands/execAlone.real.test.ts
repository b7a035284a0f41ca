// `exec -- CMD` against CMD alone: signals, keys, exit codes, pipes and arguments are the same. Every row
// runs both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { builtCli, cleanEnv } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { endGroup, printed } from '../support/processes.ts';
import { startPty } from '../support/pty.ts';
import { sampleTokens } from '../support/sandbox.ts';

const node = process.execPath;

/** A home with an active profile; nothing that runs here asks the API. */
function home(extra: object = {}): string {
  const directory = temporaryDirectory();
  const apiUrl = 'http://127.0.0.1:9';
  const dev = {
    apiUrl,
    workspaceId: 'ws_dev',
    token: sampleTokens.owner,
    tokenOrigin: apiUrl,
    ...extra,
  };
  const config = { version: 1, activeProfile: 'dev', profiles: { dev } };
  mkdirSync(join(directory, '.botpress'), { mode: 0o700 });
  writeFileSync(join(directory, '.botpress', 'config.json'), JSON.stringify(config), {
    mode: 0o600,
  });
  return directory;
}

type Way = readonly [what: string, prefix: readonly string[]];
const alone: Way = ['alone', []];
const byExec: Way = ['by exec', [node, builtCli, 'exec', '--']];
const ways: readonly Way[] = [alone, byExec];

type Ended = { code: number; stdout: string };

type Options = { cwd?: string; nodeArgs?: readonly string[]; env?: Record<string, string> };

function start([, prefix]: Way, command: readonly string[], options: Options = {}) {
  const [program = '', ...args] = [...prefix, ...command];
  const directory = home();
  const child = spawn(program, [...(options.nodeArgs ?? []), ...args], {
    cwd: options.cwd ?? directory,
    env: cleanEnv({ HOME: directory, ...options.env }),
    stdio: 'pipe',
    detached: true,
  });
  child.stdin.on('error', () => {});
  onTestFinished(() => endGroup(child));
  return child;
}

/**
 * Waits for the end. The exit code is as a shell reports it: 128+n for signal n. The output is Latin-1, one
 * character per byte.
 */
function ended(child: ReturnType<typeof start>): Promise<Ended> {
  let stdout = '';
  child.stdout.setEncoding('latin1').on('data', chunk => {
    stdout += chunk;
  });
  return once(child, 'close').then(([code, signal]) => ({
    code: code ?? 128 + constants.signals[signal as NodeJS.Signals],
    stdout,
  }));
}

async function run(way: Way, command: readonly string[], input: Buffer | null = null) {
  const child = start(way, command);
  const end = ended(child);
  child.stdin.end(input ?? undefined);
  return end;
}

/** Runs the command directly and through `exec`, and expects the same result. */
async function both(command: readonly string[], input?: Buffer): Promise<Ended> {
  const [first, second] = await Promise.all([
    run(alone, command, input),
    run(byExec, command, input),
  ]);
  expect(second).toEqual(first);
  return second;
}

describe('exec ends as its program alone would', () => {
  test.each([0, 1, 7, 126, 127, 255])('with exit code %i', async code => {
    expect(await both(['sh', '-c', `exit ${code}`])).toMatchObject({ code });
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGKILL', 'SIGSEGV', 'SIGPIPE'] as const)(
    'by %s',
    async signal => {
      const command = ['sh', '-c', `ulimit -c 0; kill -${signal.slice(3)} $$`];
      expect(await both(command)).toMatchObject({ code: 128 + constants.signals[signal] });
    },
  );

  test('when the reader of its output goes away', async () => {
    const piped = (prefix: readonly string[]) => {
      const quoted = [...prefix, 'yes'].map(word => `'${word}'`).join(' ');
      return ['bash', '-c', `${quoted} | head -1; echo \${PIPESTATUS[0]}`];
    };
    const [, prefix] = byExec;
    expect(await run(alone, piped(prefix))).toEqual(await run(alone, piped([])));
    expect(await run(alone, piped(prefix))).toEqual({ code: 0, stdout: 'y\n141\n' });
  });
});

describe('exec hands on what its program is given', () => {
  test('every byte of standard input', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7 + (n >> 8)) % 256));
    const { stdout } = await both(['cat'], bytes);
    expect(Buffer.from(stdout, 'latin1').equals(bytes)).toBe(true);
  });

  test('standard input that has ended', async () => {
    expect(await both(['sh', '-c', 'read line || echo nothing'])).toMatchObject({
      stdout: 'nothing\n',
    });
  });

  test('arguments as they are', async () => {
    const odd = ['', ' ', '"a"', "it's", 'a\nb', '$(id)', '`id`', '*', '\\', '--', '--help', '-y'];
    const command = [
      node,
      '-e',
      'console.log(JSON.stringify(process.argv.slice(1)))',
      '--',
      ...odd,
    ];
    const { stdout } = await both(command);
    expect(JSON.parse(stdout)).toEqual(odd);
  });
});

describe('exec says what cannot be run', () => {
  test.each([
    ['a program that is not there', 'no-such-program', 127, 'was not found'],
    ['a file that may not be run', '/etc/passwd', 126, 'cannot be run (EACCES)'],
    ['a directory', '/tmp', 126, 'cannot be run (EACCES)'],
    ['a path through a file', '/etc/passwd/x', 126, 'cannot be run (ENOTDIR)'],
    ['a name that is far too long', 'x'.repeat(300), 126, 'cannot be run (ENAMETOOLONG)'],
  ])('%s', async (_, program, code, why) => {
    const child = start(byExec, [program]);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', chunk => {
      stderr += chunk;
    });
    expect(await ended(child)).toEqual({ code, stdout: '' });
    expect(stderr).toBe(`Error: ${program} ${why}\n`);
  });
});

// A program that prints each signal it gets; USR2 or input ends it.
const counting = `for (const signal of ['SIGINT','SIGTERM','SIGHUP','SIGQUIT','SIGUSR1'])
  process.on(signal, () => process.stdout.write(signal + '\\n'));
process.on('SIGUSR2', () => process.exit(9));
process.stdin.on('data', () => process.exit(9));
setInterval(() => {}, 1000);
process.stdout.write('ready\\n');`;

describe('exec passes signals on, each once', () => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1'] as const;

  test.each(ways)('%s', async (...way) => {
    const child = start(way, [node, '-e', counting]);
    const end = ended(child);
    await printed(child, 'ready');
    for (const signal of signals) {
      child.kill(signal);
      await printed(child, signal);
    }
    child.kill('SIGUSR2');
    expect(await end).toEqual({ code: 9, stdout: `ready\n${signals.join('\n')}\n` });
  });

  test('though they come while it is being started', async () => {
    const directory = temporaryDirectory();
    const until = join(directory, 'go on');
    const running = join(directory, 'running');
    const script = `trap 'echo got; exit 3' INT; touch ${running}; while :; do sleep 0.02; done`;
    const preload = new URL('../support/heldSpawn.mjs', import.meta.url).href;
    const child = start(byExec, ['sh', '-c', script], {
      nodeArgs: ['--import', preload],
      env: { SPAWN_UNTIL: until },
    });
    const end = ended(child);
    while (!existsSync(running)) await new Promise(setImmediate);
    child.kill('SIGINT');
    writeFileSync(until, '');
    expect(await end).toEqual({ code: 3, stdout: 'got\n' });
  });
});

test('where a name has to be typed first, what is typed behind it is the program’s', async () => {
  const directory = home({ protected: true });
  const [, [file = '', ...args]] = byExec;
  const pty = startPty(file, [...args, 'sh', '-c', 'echo ready; cat'], {
    env: { HOME: directory },
    cwd: directory,
  });
  await pty.waitFor('dev is protected. Type its name');
  pty.press(...'dev', 'enter');
  await pty.waitFor('ready');
  pty.press(...'hello', 'enter');
  await pty.waitFor(text => text.split('hello').length > 2);
  pty.press('ctrl+d');
  expect(await pty.exited).toMatchObject({ code: 0 });
});

test('a signal for exec alone is passed on in front of a terminal, too', async () => {
  const directory = home();
  const [, [file = '', ...args]] = byExec;
  const options = { env: { HOME: directory }, cwd: directory };
  const pty = startPty(file, [...args, node, '-e', counting], options);
  await pty.waitFor('ready');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const) {
    pty.kill(signal);
    await pty.waitFor(signal);
  }
  pty.kill('SIGUSR2');
  expect(await pty.exited).toMatchObject({ code: 9 });
  expect(pty.output().match(/SIG\w+/g)).toEqual(['SIGINT', 'SIGTERM', 'SIGQUIT']);
});

describe('a key in the terminal reaches its program once', () => {
  const [, prefix] = byExec;
  const quoted = [...prefix, node, '-e'].map(word => `'${word}'`).join(' ');
  const rows = [
    ['Ctrl+C', '\u0003', 'SIGINT', ''],
    ['Ctrl+\\', '\u001c', 'SIGQUIT', ''],
    ['Ctrl+C, its input a pipe', '\u0003', 'SIGINT', 'sleep 60 |'],
  ] as const;
  test.each(rows)('%s', async (_, key, signal, before) => {
    const directory = home();
    const pty = startPty(
      'sh',
      ['-c', `trap : INT QUIT; ${before} ${quoted} "$SCRIPT"; echo "code $?"`],
      {
        env: { HOME: directory, SCRIPT: counting.replace("'ready", "process.pid + ' ready") },
        cwd: directory,
      },
    );
    await pty.waitFor('ready');
    const program = Number(/(\d+) ready/.exec(pty.screen.text())?.[1]);
    for (const times of [1, 2]) {
      pty.send(key);
      await pty.waitFor(text => text.split(signal).length - 1 >= times);
    }
    process.kill(program, 'SIGUSR2');
    await pty.waitFor('code 9');
    expect(pty.output().split(signal)).toHaveLength(3);
  });
});

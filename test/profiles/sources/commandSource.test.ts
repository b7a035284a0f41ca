// A command that prints a token: it runs without a shell and within limits, and its output is checked.
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { toAppError } from '../../../source/errors.ts';
import { commandLimit, readFromCommand } from '../../../source/profiles/sources/commandSource.ts';
import { type FakeContext, fakeContext, temporaryDirectory } from '../../support/context.ts';
import { sampleTokens } from '../../support/sandbox.ts';

const token = sampleTokens.owner;
const onPosix = process.platform !== 'win32';

/** Puts a shell script of that name into a directory. */
function script(directory: string, name: string, body: string): string {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

function world(env: Record<string, string> = {}): FakeContext {
  const ctx = fakeContext({ env: { PATH: process.env.PATH ?? '', ...env } });
  mkdirSync(ctx.botpressHome, { mode: 0o700 });
  return ctx;
}

const failureOf = async (promise: Promise<unknown>) =>
  toAppError(await promise.then(() => null).catch((error: unknown) => error));

describe.runIf(onPosix)('a command as the source of a token', () => {
  test.each([
    ['in the user directory', '.botpress', true],
    ['in a directory of the user directory', 'work/.botpress', true],
    ['beside the user directory', '../shared', false],
    ['in a link to elsewhere', 'linked', false],
  ])('on Windows is run for a home %s: %s %s', async (_, place, isRun) => {
    const outside = temporaryDirectory();
    const userHome = join(outside, 'me');
    const ctx = { ...world(), platform: 'win32' as const, userHome };
    mkdirSync(join(outside, 'shared'));
    mkdirSync(userHome);
    symlinkSync(join(outside, 'shared'), join(userHome, 'linked'));
    const botpressHome = join(userHome, place);
    mkdirSync(botpressHome, { recursive: true });
    // `no-such-program` does not exist, so the command always fails. The error's code tells whether
    // bp-auth refused the home before it tried the command.
    const failure = await failureOf(readFromCommand({ ...ctx, botpressHome }, ['no-such-program']));
    expect(failure.code).toBe(isRun ? 'command-failed' : 'config-not-ours');
  });

  test('gives its first line, whatever follows', async () => {
    const ctx = world();
    const pass = script(ctx.userHome, 'pass', `printf '%s\\nurl: https://x\\n' ${token}`);
    expect(await readFromCommand(ctx, [pass, 'show', 'botpress/ci'])).toBe(token);
  });

  test('gets its arguments as they are: no shell looks at them', async () => {
    const ctx = world();
    const echo = script(ctx.userHome, 'echo-second', 'printf %s "$2"');
    const argument = '$(touch pwned); `id` "quoted" *';
    expect(await readFromCommand(ctx, [echo, '-', argument])).toBe(argument);
    expect(existsSync(join(ctx.userHome, 'pwned'))).toBe(false);
  });

  test('sees no variable of Botpress, and its own ones', async () => {
    const ctx = world({
      BP_TOKEN: token,
      BP_BOTPRESS_HOME: '/elsewhere',
      BOTPRESS_TOKEN: token,
      VAULT_ADDR: 'https://vault.example',
    });
    const show = script(ctx.userHome, 'show-env', `env > "${ctx.userHome}/seen"; echo ${token}`);
    await readFromCommand(ctx, [show]);
    const seen = readFileSync(join(ctx.userHome, 'seen'), 'utf8');
    expect(seen).not.toMatch(/^(BP|BOTPRESS)_/m);
    expect(seen).toContain('VAULT_ADDR=https://vault.example');
  });

  test('runs in the home directory, where no repository steers it', async () => {
    const ctx = { ...world(), cwd: temporaryDirectory() };
    expect(await readFromCommand(ctx, ['pwd'])).toBe(ctx.userHome);
  });

  test.each([
    ['.', 'a relative PATH entry'],
    ['', 'an empty PATH entry'],
    ['bin', 'a directory below'],
  ])('PATH=%j never leads into the current directory (%s)', async entry => {
    const cwd = temporaryDirectory();
    script(cwd, 'pass', `echo ${token}`);
    script(join(cwd, 'bin'), 'pass', `echo ${token}`);
    const ctx = { ...world(), cwd, userHome: cwd, env: { PATH: `${entry}:/nonexistent` } };
    const error = await failureOf(readFromCommand(ctx, ['pass']));
    expect(error).toMatchObject({ kind: 'local' });
    expect(error.message).toBe('The command pass was not found on PATH');
  });

  test.each(['./pass', 'bin/pass', '../pass', ''])('%j is no way to name a program', async name => {
    const ctx = world();
    script(ctx.userHome, 'pass', `echo ${token}`);
    const error = await failureOf(readFromCommand(ctx, [name]));
    expect(error).toMatchObject({ kind: 'local' });
  });

  test('finds a program on PATH, past directories and files that cannot be run', async () => {
    const [first, second, third] = [
      temporaryDirectory(),
      temporaryDirectory(),
      temporaryDirectory(),
    ];
    mkdirSync(join(first, 'pass'));
    writeFileSync(join(second, 'pass'), 'no program', { mode: 0o644 });
    script(third, 'pass', `echo ${token}`);
    const ctx = world({ PATH: [first, second, third].join(':') });
    expect(await readFromCommand(ctx, ['pass'])).toBe(token);
  });

  test('that fails is told by its name, its exit code and its first complaint', async () => {
    const ctx = world();
    const pass = script(
      ctx.userHome,
      'pass',
      "printf '\\n\\033[31mgpg: decryption failed\\033[0m\\nmore\\n' >&2; exit 2",
    );
    const error = await failureOf(readFromCommand(ctx, [pass, 'show', 'x']));
    expect(error.kind).toBe('local');
    expect(error.message).toBe(`The command ${pass} failed (exit 2): gpg: decryption failed`);
  });

  test('does not get a token into a message by complaining with it', async () => {
    const ctx = world();
    const bad = script(ctx.userHome, 'bad', `echo "bad token ${token}" >&2; exit 1`);
    const error = await failureOf(readFromCommand(ctx, [bad]));
    expect(`${error.message}${error.hint}`).not.toContain(token);
  });

  test('is not believed when it prints a token and fails', async () => {
    const ctx = world();
    const bad = script(ctx.userHome, 'bad', `echo ${token}; exit 1`);
    expect(await failureOf(readFromCommand(ctx, [bad]))).toMatchObject({ kind: 'local' });
  });

  test.each([
    ['a line', `echo ${token}`],
    ['a line without its end', `printf %s ${token}`],
    ['a line and a lot more', `echo ${token}; head -c 300000 /dev/zero | tr '\\0' x`],
  ])('is over when it ends, whatever it started holds its output open: %s', async (_, body) => {
    const ctx = world();
    const pass = script(ctx.userHome, 'pass', `sleep 60 & echo $! > pid; ${body}`);
    expect(await readFromCommand(ctx, [pass])).toBe(token);
    process.kill(Number(readFileSync(join(ctx.userHome, 'pid'), 'utf8')));
  });

  test('may leave the answer to what it started', async () => {
    const ctx = world();
    const later = `mkfifo gate; (read -r go < gate; echo ${token}) & echo $$ > pid`;
    const reading = readFromCommand(ctx, [script(ctx.userHome, 'pass', later)]);
    const pid = await vi.waitFor(
      () => Number(readFileSync(join(ctx.userHome, 'pid'), 'utf8').trim()) || fail(),
    );
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'));
    writeFileSync(join(ctx.userHome, 'gate'), 'go\n');
    expect(await reading).toBe(token);
  });

  test('that fails is over as well, with its complaint', async () => {
    const ctx = world();
    const bad = script(ctx.userHome, 'bad', 'sleep 60 & echo $! > pid; echo no >&2; exit 2');
    const error = await failureOf(readFromCommand(ctx, [bad]));
    expect(error.message).toContain('failed (exit 2): no');
    process.kill(Number(readFileSync(join(ctx.userHome, 'pid'), 'utf8')));
  });

  test('that hangs is given up on, even if what it started holds on to its output', async () => {
    const ctx = world();
    const slow = script(ctx.userHome, 'slow', `sleep 60 & echo $$ > "${ctx.userHome}/pid"; wait`);
    const reading = failureOf(readFromCommand(ctx, [slow]));
    await vi.waitFor(() => readFileSync(join(ctx.userHome, 'pid'), 'utf8').trim() || fail());
    ctx.clock.advance(commandLimit);
    const error = await reading;
    expect(error.kind).toBe('local');
    expect(error.message).toBe(`The command ${slow} did not finish within 10 s`);
  });

  test('ends with Ctrl+C', async () => {
    const ctx = world();
    const reading = failureOf(readFromCommand(ctx, ['sleep', '60']));
    ctx.interrupt();
    expect((await reading).kind).toBe('cancelled');
  });

  test('that prints without end costs no more memory than a token needs', async () => {
    const ctx = world();
    const chatty = script(ctx.userHome, 'chatty', `echo ${token}; head -c 8000000 /dev/zero`);
    expect(await readFromCommand(ctx, [chatty])).toBe(token);
  });

  test('a program with a NUL in an argument is refused in words', async () => {
    const error = await failureOf(readFromCommand(world(), ['echo', 'a\u0000b']));
    expect(error).toMatchObject({ kind: 'local' });
  });
});

describe.runIf(onPosix)('a command out of files that others could have written', () => {
  const prepared = () => {
    const ctx = world();
    const path = join(ctx.botpressHome, 'config.json');
    writeFileSync(path, '{"version":1,"profiles":{}}', { mode: 0o600 });
    const marker = script(ctx.userHome, 'mark', `touch "${ctx.userHome}/ran"; echo ${token}`);
    const refusal = async () => {
      const error = await failureOf(readFromCommand(ctx, [marker]));
      expect(existsSync(join(ctx.userHome, 'ran'))).toBe(false);
      return error;
    };
    return { ctx, path, refusal };
  };

  test.each([0o620, 0o602, 0o666])('is not run while config.json has mode %o', async mode => {
    const { path, refusal } = prepared();
    chmodSync(path, mode);
    expect(await refusal()).toMatchObject({
      kind: 'local',
      message: `${path} can be written by others: bp-auth does not run the commands that config.json names`,
    });
  });

  test.each([0o770, 0o707, 0o1777])('is not run while its directory has mode %o', async mode => {
    const { ctx, refusal } = prepared();
    chmodSync(ctx.botpressHome, mode);
    expect(await refusal()).toMatchObject({ kind: 'local' });
  });

  test('is not run while the directory that a symlink leads to is open', async () => {
    const { ctx, path, refusal } = prepared();
    const elsewhere = join(ctx.userHome, 'dotfiles');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'config.json'), '{"version":1,"profiles":{}}', { mode: 0o600 });
    rmSync(path);
    symlinkSync(join(elsewhere, 'config.json'), path);
    chmodSync(elsewhere, 0o777);
    expect(await refusal()).toMatchObject({ kind: 'local' });
  });

  test('is not run out of another user’s directory', async () => {
    const { ctx, refusal } = prepared();
    // As root the test gives the directory to another user; otherwise it takes root's /etc.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(ctx.botpressHome, 12_345, 12_345);
    else ctx.botpressHome = '/etc';
    expect(await refusal()).toMatchObject({
      kind: 'local',
      message: `${ctx.botpressHome} belongs to another user: bp-auth does not run the commands that config.json names`,
    });
  });

  test('is run when all of it is closed', async () => {
    const { ctx } = prepared();
    expect(await readFromCommand(ctx, ['echo', token])).toBe(token);
  });
});

function fail(): never {
  throw new Error('not yet');
}

// Tokens from a program, such as pass, op, vault, aws or az.
import { isAbsolute } from 'node:path';
import { cleanText } from '../../botpress/text.ts';
import type { Context } from '../../context.ts';
import { AppError, isAppError } from '../../errors.ts';
import { type Captured, capture } from '../../files/capture.ts';
import { findProgram } from '../../files/findProgram.ts';
import { withoutBotpress } from '../../secrets/environment.ts';
import { redact } from '../../secrets/kind.ts';
import { withTimeLimit } from '../../timeLimit.ts';
import { requireOwnFiles } from './ownFiles.ts';

/** Milliseconds that a program may take; some ask the user to touch a security key. */
export const commandLimit = 10_000;

/**
 * The token that a program prints: its first line without surrounding blanks, or everything if that
 * is JSON. The program runs without a shell, in the user's home so that no repository can influence
 * it, and without any Botpress variable.
 * @param command program and arguments
 * @throws AppError `cancelled`, or `local` if the program is not found, fails or is too slow, or if
 * config.json is not the user's alone
 */
export async function readFromCommand(ctx: Context, command: readonly string[]): Promise<string> {
  requireOwnFiles(ctx);
  const [name = '', ...args] = command;
  const program = programOf(ctx, name);
  const shown = `The command ${nameForPeople(name)}`;
  const late = () => failure(`${shown} did not finish within ${commandLimit / 1000} s`);
  const options = { env: withoutBotpress(ctx.env), cwd: ctx.userHome };
  try {
    const result = await withTimeLimit(ctx, commandLimit, late, signal =>
      capture(program, args, { ...options, signal }),
    );
    return firstLine(result, shown);
  } catch (error) {
    if (isAppError(error) && error.code === 'argument-uncarried') throw failure(error.message);
    throw error;
  }
}

function firstLine(result: Captured, shown: string): string {
  if (result.type === 'unstarted') throw failure(`${shown} cannot be run (${result.code})`);
  const { code, stdout, stderr } = result;
  if (code === 0)
    return /^\s*\{/.test(stdout) ? stdout : (stdout.trimStart().split('\n', 1)[0] ?? '').trim();
  const how = code === null ? 'was ended' : `failed (exit ${code})`;
  const why = complaint(stderr);
  throw failure(`${shown} ${how}${why === '' ? '' : `: ${why}`}`);
}

/** A program's error output, safe to show: one line, without escape codes or our tokens. */
function complaint(stderr: string): string {
  const line = stderr.split('\n').find(line => cleanText(line).trim() !== '') ?? '';
  return redact(cleanText(line).trim()).slice(0, 200);
}

/**
 * The path of the program: absolute, or found on PATH. A relative entry in PATH would lead into the
 * current directory.
 */
function programOf(ctx: Context, name: string): string {
  if (isAbsolute(name) && ctx.platform !== 'win32') return name;
  if (name === '' || (/[/\\]/.test(name) && !isAbsolute(name))) {
    throw failure('The program is named neither by an absolute path nor by a name on PATH');
  }
  const found = findProgram(ctx, name);
  if (found.type === 'found') return found.path;
  const where = isAbsolute(name) ? '' : ' on PATH';
  throw failure(`The command ${nameForPeople(name)} was not found${where}`);
}

/** A name from config.json may contain anything. */
const nameForPeople = (name: string) =>
  /^[\p{L}\p{N} ./\\:_@+-]{1,200}$/u.test(name) ? redact(name) : 'that is configured';

function failure(message: string): AppError {
  return new AppError('command-failed', message, { hint: 'Run the command yourself to see why' });
}

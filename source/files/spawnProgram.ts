// Starting a program without a shell. Windows can run `.cmd` and `.bat` files, such as npm's, only through its command
// interpreter; their arguments are quoted so that each arrives unchanged.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { systemPlatform } from '../system.ts';
import { isBatch } from './findProgram.ts';

/**
 * @throws AppError `usage` for arguments that cannot be handed over, or the error that Node's
 * `spawn` throws
 */
export async function spawnProgram(
  path: string,
  args: readonly string[],
  options: SpawnOptions & { env: Context['env'] },
): Promise<ChildProcess> {
  if (systemPlatform !== 'win32' || !isBatch(path)) return spawn(path, args, options);
  const refused = lostInBatch(args);
  if (refused !== null) throw refusedArgument(path, refused);
  const { default: crossSpawn } = await import('cross-spawn');
  return crossSpawn(path, args, {
    ...options,
    env: { ...options.env, ...notHere },
  });
}

/**
 * The `.cmd` files of npm start `node` by its bare name. Without this variable, Windows would look
 * for `node` in the current directory first.
 */
const notHere = { NoDefaultCurrentDirectoryInExePath: '1' };

/**
 * The first argument that would not arrive unchanged, or would run something else; null if all
 * arrive. Pure. The interpreter reads the line twice: when it starts the file, and when the file
 * passes its arguments on. A line end ends the command. `%PATH%` is replaced even inside quotes.
 * After a `"` in an argument, the interpreter obeys signs such as `&` and `|`.
 */
export function lostInBatch(args: readonly string[]): string | null {
  const broken = args.find(argument => /[\r\n\0%]/.test(argument));
  if (broken !== undefined) return broken;
  const quoting = args.find(argument => argument.includes('"'));
  return quoting !== undefined && args.some(argument => /[&|<>^]/.test(argument)) ? quoting : null;
}

function refusedArgument(path: string, argument: string): AppError {
  const what = /[\r\n\0]/.test(argument)
    ? 'line ends'
    : argument.includes('%')
      ? '%'
      : '" beside & | < > ^';
  return new AppError('argument-uncarried', `${path} cannot be given an argument with ${what}`, {
    hint: 'Windows runs it with cmd.exe, which would change the argument. Pass the value in a file, or start the program itself: node SCRIPT …',
  });
}

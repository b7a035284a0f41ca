// `env --format github`: a complete set of credentials for the later steps of a GitHub Actions job,
// with the token masked in the log.
import { resolve } from 'node:path';
import { lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError, systemCode } from '../errors.ts';
import { appendLines } from '../files/append.ts';

/** Whether the runner refuses to take a variable of this name from the GITHUB_ENV file. */
const isTheRunners = (name: string) => /^(?:GITHUB_|RUNNER_)/.test(name) || name === 'NODE_OPTIONS';

/** The line that makes the runner hide a value in all later logs. */
export const maskLine = (token: string) => `::add-mask::${escaped(token)}\n`;

/** A text escaped for a workflow command. */
export const escaped = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** The file that the runner reads after this step. @throws AppError `usage` outside of GitHub Actions */
export function githubEnvFile({ env, cwd }: Pick<Context, 'env' | 'cwd'>): string {
  const named = env.GITHUB_ENV?.trim();
  if (named) return resolve(cwd, named);
  throw new AppError(
    'github-env-missing',
    'GITHUB_ENV is not set: this is not a step of GitHub Actions',
    {
      hint: say`Elsewhere use --format dotenv or json, or ${lineHere('exec', '--', 'CMD')}`,
    },
  );
}

/**
 * The lines for the runner's file. A variable that has to go is set to empty: it cannot be removed
 * for later steps.
 * @param delimiter ends each value; no value may contain it
 */
export function githubLines(variables: ReadonlyMap<string, string>, delimiter: string): string {
  return [...variables]
    .filter(([name]) => !isTheRunners(name))
    .map(([name, value]) =>
      value === '' ? `${name}=\n` : `${name}<<${delimiter}\n${value}\n${delimiter}\n`,
    )
    .join('');
}

/**
 * Appends to the runner's file and keeps what earlier steps wrote.
 * @throws AppError `local`
 */
export function appendForRunner(path: string, text: string): void {
  try {
    // An earlier step may have left its last line without a line end.
    if (!appendLines(path, text)) throw notWritten('it is not a regular file');
  } catch (error) {
    throw isAppError(error) ? error : notWritten(systemCode(error) ?? 'unknown');
  }
}

const notWritten = (why: string) =>
  new AppError(
    'github-env-unwritable',
    `The file that GITHUB_ENV names cannot be written (${why})`,
    {
      hint: 'Leave GITHUB_ENV as the runner sets it',
    },
  );

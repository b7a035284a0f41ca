// The options of `exec --watch`, `--read-only` and `--log`.

import { resolve } from 'node:path';
import { lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import type { Input } from './command.ts';
import { flagNeedless } from './usage.ts';

export type Watching = {
  /**
   * When to report calls: at the end, as they come, only those that `--read-only` refused, or
   * never.
   */
  tell: 'end' | 'live' | 'refused' | 'nothing';
  readOnly: boolean;
  /** The file to which each call is appended as a line of JSON. */
  log: string | null;
  json: boolean;
};

/** For a program that needs the relay although no flag asked for it. */
export const unwatched: Watching = { tell: 'nothing', readOnly: false, log: null, json: false };

/**
 * The watching that the flags ask for; null if none of them needs the relay between the program and the API.
 * @throws AppError `usage`
 */
export function watchingOf(ctx: Context, input: Input): Watching | null {
  const watch = input.text('watch');
  const readOnly = input.on('readOnly');
  const log = input.text('log');
  if (watch !== undefined && watch !== 'end' && watch !== 'live') {
    throw new AppError('watch-unknown', 'The flag --watch has an unknown value', {
      hint: 'Use --watch, or --watch=live',
    });
  }
  if (watch === undefined && !readOnly) {
    if (log === undefined) return null;
    throw flagNeedless(
      '--log',
      '--watch or --read-only',
      say`Example: ${lineHere('exec', '--watch', '--log', 'calls.jsonl', '--', 'bp', 'deploy')}`,
    );
  }
  return {
    tell: watch ?? 'refused',
    readOnly,
    log: log === undefined ? null : resolve(ctx.cwd, log),
    json: input.on('json'),
  };
}

// The errors for a failed write of our files.
import { basename } from 'node:path';
import { AppError, isAppError, systemCode } from '../errors.ts';
import { rightsHint } from '../files/rights.ts';
import { valueAt } from '../valueAt.ts';
import { closedToUs } from './foreignHome.ts';

/**
 * The error for a write that replaced the file `done` but not the file at `path`. The next write
 * repairs this.
 */
export function halfWritten(path: string, done: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = systemCode(error) ?? 'UNKNOWN';
  const message = `${path} could not be written (${code}), though ${basename(done)} was`;
  return new AppError('write-incomplete', message, { hint: 'Run the command again', cause: error });
}

/**
 * The error for a write that changed nothing.
 * @returns an AppError; an error that already is one is passed on unchanged
 */
export function notWritten(path: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = systemCode(error) ?? 'UNKNOWN';
  const closed = closedToUs(
    path,
    code,
    `${path} is not writable by you (${code}); nothing was changed`,
  );
  if (closed !== null) return closed;
  const notADirectory = 'cannot be used: a file stands where a directory should';
  const tooMany = 'could not be written: no more files can be opened';
  const moreFiles = 'Raise the limit with `ulimit -n 1024`, then run the command again';
  const elsewhere = 'Name another home with --botpressHome';
  const known: Record<string, readonly [says: string, hint: string]> = {
    ENOSPC: ['could not be written: the disk is full', 'Make room and run the command again'],
    EDQUOT: [
      'could not be written: your disk quota is used up',
      'Make room and run the command again',
    ],
    EACCES: ['is not writable by you', rightsHint('Check its owner and mode')],
    EPERM: ['is not writable by you', rightsHint('Check its owner, mode and attributes')],
    EMFILE: [tooMany, moreFiles],
    ENFILE: [tooMany, moreFiles],
    EROFS: ['lies on a read-only file system', elsewhere],
    EISDIR: ['is not a regular file', 'Find out who put it there, then remove it'],
    ENOTDIR: [notADirectory, elsewhere],
    EEXIST: [notADirectory, elsewhere],
  };
  const [says, hint] = valueAt(known, code) ?? [
    'could not be written',
    'Check the file and its directory',
  ];
  return new AppError('write-failed', `${path} ${says} (${code}); nothing was changed`, {
    hint,
    cause: error,
  });
}

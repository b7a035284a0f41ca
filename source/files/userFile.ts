// A new private file at a path that the user named.
import { lstatSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Context } from '../context.ts';
import { AppError, isAppError, systemCode } from '../errors.ts';
import { patiently } from './patience.ts';
import { createPrivate } from './privateFile.ts';
import { symlinkRefused } from './symlinks.ts';

/**
 * Writes a file created with mode 0600, completely or not at all.
 * @throws AppError `usage` if it exists and may not be replaced; `local` for a symlink, or a failed
 * write
 */
export function writeUserFile(ctx: Context, path: string, text: string, overwrite: boolean): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) {
    throw symlinkRefused(path, 'Name the file itself');
  }
  if (found !== undefined && !(overwrite && found.isFile())) throw exists(path);
  const born = found === undefined ? path : beside(path, ctx.randomId());
  try {
    createPrivate(born, text);
    if (born !== path) patiently(() => renameSync(born, path));
  } catch (error) {
    throw failed(path, error);
  }
}

const beside = (path: string, id: string) => join(dirname(path), `.${basename(path)}.${id}`);

const exists = (path: string) =>
  new AppError('file-exists', `${path} exists already`, {
    hint: 'Name another file; --overwrite replaces this one',
  });

function failed(path: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = systemCode(error) ?? 'UNKNOWN';
  if (code === 'EEXIST') return exists(path);
  return new AppError('export-failed', `${path} could not be written (${code})`, {
    hint: 'Check the directory, and that there is room',
    cause: error,
  });
}

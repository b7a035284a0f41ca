// Reading a file that the user named, or that a command is about: here an unreadable file is an
// error.
import { AppError } from '../errors.ts';
import { readForeign } from './foreignFile.ts';

type Options = {
  /** Bytes. */
  limit: number;
  lossy?: boolean;
  hint: string;
};

/**
 * The text of a file; null if there is none.
 * @throws AppError `local` if the file is no text, is too large, or cannot be read
 */
export function readNamed(path: string, { hint, ...options }: Options): string | null {
  const file = readForeign(path, options);
  if (file.type === 'text') return file.text;
  if (file.type === 'missing') return null;
  throw new AppError('file-unreadable', `${path} was not read: ${file.reason}`, { hint });
}

// Look-up of programs on PATH. Relative entries of PATH are ignored: they lead into the current
// directory, and a program there must not run only because of its name.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Context } from '../context.ts';

/**
 * The first of these names in the directories of PATH; null if there is none.
 * @param names file names, with the extension that Windows needs
 * @param isIt whether a path is what is looked for
 */
export function onPath(
  { env }: Pick<Context, 'env'>,
  names: readonly string[],
  isIt: (path: string) => boolean,
): string | null {
  const directories = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute);
  return (
    directories.flatMap(directory => names.map(name => join(directory, name))).find(isIt) ?? null
  );
}

/** Whether a file is executable. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

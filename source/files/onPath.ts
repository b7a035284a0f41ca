// Programs by their names on PATH. A directory that PATH names relatively would be the current one's, or lie in it: what
// came there with somebody's files is never run for its name.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Context } from '../context.ts';

/**
 * The first of these names in the directories of PATH; null where there is none.
 * @param names as the file is called, with the ending that Windows wants
 * @param isIt whether what may lie at a path is what is looked for
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

/** Whether a file can be run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

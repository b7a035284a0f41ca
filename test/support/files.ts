// Functions that look at everything below a directory.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Relative path → content of each regular file below a directory. */
export function filesBelow(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter(name => lstatSync(join(directory, name)).isFile());
  return Object.fromEntries(
    files.map(name => [name, readFileSync(join(directory, name), 'latin1')]),
  );
}

/** Files below a directory that contain a text, in their content or their name. */
export function filesWith(directory: string, text: string): string[] {
  return Object.entries(filesBelow(directory))
    .filter(([name, content]) => name.includes(text) || content.includes(text))
    .map(([name]) => name);
}

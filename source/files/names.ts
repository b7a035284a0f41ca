// The names of the entries in a directory.
import { readdirSync } from 'node:fs';

/** @throws Node's error if the directory cannot be listed */
export const namesIn = (directory: string): string[] => readdirSync(directory);

// The names of what lies in a directory.
import { readdirSync } from 'node:fs';

/** @throws Node's error where it cannot be listed */
export const namesIn = (directory: string): string[] => readdirSync(directory);

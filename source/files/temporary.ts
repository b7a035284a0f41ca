// A private temporary directory that exists while something runs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TemporaryDirectory = { path: string; remove(): void };

/** @param what one word that explains the directory to people who find it */
export function temporaryDirectory(what: string): TemporaryDirectory {
  const path = mkdtempSync(join(tmpdir(), `bp-auth-${what}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

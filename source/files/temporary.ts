// A directory for as long as something runs: in the system's place for such, closed to others.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TemporaryDirectory = { path: string; remove(): void };

/** @param what one word, for whoever finds it there */
export function temporaryDirectory(what: string): TemporaryDirectory {
  const path = mkdtempSync(join(tmpdir(), `bp-auth-${what}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

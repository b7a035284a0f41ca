// Child processes (children.ts) for one test file: bundled once, removed when its tests have run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { bundleStoreChild, type Children, childrenIn } from './children.ts';

/** Call once, at the top of a test file. */
export async function storeChildren(): Promise<Children> {
  const directory = mkdtempSync(join(tmpdir(), 'bp-auth-child-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  await bundleStoreChild(directory);
  return childrenIn(directory);
}

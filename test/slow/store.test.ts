// The promises of the store at full size; scripts/store-figures.mjs prints the same measurements.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { filesWith } from '../support/files.ts';
import { killsWhileWriting } from '../support/measure/kills.ts';
import { killHolders } from '../support/measure/lockKills.ts';
import { parallelLogins, parallelWrites } from '../support/measure/parallel.ts';
import {
  canRefuse,
  type Refusal,
  refusalsOfFullDisk,
  refusalsOfUser,
} from '../support/measure/refusals.ts';
import { costAt } from '../support/measure/scale.ts';
import { hearChanges } from '../support/measure/watching.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { storeChildren } from '../support/storeChildren.ts';

const children = await storeChildren();
if (!canRefuse)
  console.warn('SKIPPED: full disk and unprivileged user (no root, mount or setpriv)');

const nothingLost = { lost: 0, corrupt: 0, failed: [], leftOver: [] };

describe('many processes at once', () => {
  test('20 × 50 writes: none is lost, no file is ever half written', async () => {
    expect(await parallelWrites(children, 20, 50)).toMatchObject({
      expected: 1000,
      ...nothingLost,
    });
  });

  test('20 real logins: 20 profiles', async () => {
    expect(await parallelLogins(20)).toMatchObject({ expected: 20, ...nothingLost });
  });
});

test('300 SIGKILLs while writing: every file is the old or the new one, the next run works at once', async () => {
  const result = await killsWhileWriting(children, 300);
  expect(result).toMatchObject({ kills: 300, torn: [], leftOver: [] });
  // The test proves nothing if too few kills hit a write.
  expect(result.interrupted).toBeGreaterThan(50);
  expect(result.nextRun.longest).toBeLessThan(2000);
});

test('a lock lets one in at a time, also when its holders are killed 300 times', async () => {
  const { turns, killedInside, overlaps } = await killHolders(children, 300);
  expect(overlaps).toBe(0);
  // The test proves nothing if too few holders were killed.
  expect(turns).toBeGreaterThan(300);
  expect(killedInside).toBeGreaterThan(10);
});

describe.runIf(canRefuse)('where nothing can be written', () => {
  const expectRefused = (rows: readonly Refusal[]) => {
    for (const row of rows) {
      expect(row).toMatchObject({ what: row.what, code: 8, intact: true });
      expect({ ...row, late: row.longer > 200 }).toMatchObject({ what: row.what, late: false });
    }
  };

  test('a full disk is exit 8, and the old data is intact', async () => {
    const { refusals, succeeded } = await refusalsOfFullDisk();
    expectRefused(refusals);
    expect(refusals.length).toBeGreaterThanOrEqual(4);
    expect(succeeded).toBeGreaterThanOrEqual(1);
  });

  test('an unprivileged user is told in words, with exit 8, and the old data is intact', async () => {
    const rows = await refusalsOfUser();
    expectRefused(rows);
    expect(rows).toHaveLength(8);
    for (const { says } of rows) expect(says).toMatch(/^Error: .*\/\.botpress/);
  });
});

test('reading and writing cost no more than the file grows', async () => {
  const [few, many, most] = [await costAt(10), await costAt(1000), await costAt(10_000)];
  const growth = most.bytes / many.bytes;
  expect(most.read / many.read).toBeLessThan(growth * 2);
  expect(most.write / many.write).toBeLessThan(growth * 2);
  expect(few.read).toBeLessThan(50);
});

test('a change by another process is heard within 100 ms, once', async () => {
  const { median, callsPerChange } = await hearChanges(children, 50);
  expect(median).toBeLessThan(100);
  expect(callsPerChange).toBeLessThanOrEqual(1.5);
});

test('after `logout --all` no byte of any token is below the home', async () => {
  const { url } = await sandboxForTest();
  const userHome = temporaryDirectory();
  const home = join(userHome, '.botpress');
  const run = (...words: string[]) => runCli(userHome, words, { env: { CI: 'true' } });
  const tokens = [sampleTokens.owner, sampleTokens.viewer];
  for (const token of tokens) {
    for (const workspaceId of ['ws_dev', 'ws_abc123']) {
      const flags = ['--token', token, '--workspaceId', workspaceId];
      const name = `${workspaceId}-${tokens.indexOf(token)}`;
      const { code } = await run('login', '--apiUrl', url, '--profile', name, ...flags);
      expect(code).toBe(0);
    }
  }
  expect(filesWith(home, 'bp_pat_')).toEqual([
    'config.json',
    'config.json.good',
    'global.cache.json',
    'profiles.json',
  ]);
  expect(await run('logout', '--all', '-y')).toMatchObject({ code: 0, stderr: '' });
  for (const token of tokens) expect(filesWith(userHome, token)).toEqual([]);
  expect(filesWith(userHome, 'bp_pat_')).toEqual([]);
  expect(readdirSync(home)).toContain('config.json');
});

// The recording of the tour: it works, and two recordings are the same.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findTokens } from '../../source/secrets/kind.ts';
import { temporaryDirectory } from '../support/context.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('shows a login, a switch and the cause of a 403, small, and without what differs from run to run', async () => {
  const taken: string[] = [];
  for (let run = 0; run < 2; run++) {
    const directory = temporaryDirectory();
    await promisify(execFile)(process.execPath, ['scripts/tour.mjs', directory], { cwd: root });
    taken.push(readFileSync(join(directory, 'tour.svg'), 'utf8'));
  }
  const [svg = '', again] = taken;
  expect(again).toBe(svg);
  for (const shown of ['(23 characters)', 'Logged in', 'Now using dev', 'role viewer']) {
    expect(svg).toContain(shown);
  }
  expect(svg.length).toBeLessThan(60_000);
  expect(findTokens(svg)).toEqual([]);
  expect(svg.match(/127\.0\.0\.1:(?!40000)\d+|\/tmp\/|\/home\//g)).toBeNull();
});

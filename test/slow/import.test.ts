// Imports at full size by the built program, while another process wants to write.
import { expect, test } from 'vitest';
import { importBeside } from '../support/measure/imports.ts';

const waiting = /^Waiting for `bp-auth profiles import` \(process \d+ on .+\)\n/;

test('20,000 profiles take below 5 s, each no longer than one of 5,000', async () => {
  const few = await importBeside(5000);
  const many = await importBeside(20_000);
  expect(few.import).toMatchObject({ code: 0, added: 5000 });
  expect(many.import).toMatchObject({ code: 0, added: 20_000 });
  expect(many.cpu).toBeLessThan(5000);
  expect(many.cpu / few.cpu).toBeLessThan(6);
  expect(many.writer.code).toBe(0);
  // The other writer gets its turn within two seconds, or is told whom it waits for.
  expect(many.writer.stderr).toMatch(many.time < 2000 ? /^/ : waiting);
});

test('one that is busy for longer than the silence of a dead one keeps the lock', async () => {
  const run = await importBeside(600, true);
  expect(run.time).toBeGreaterThan(7000);
  expect(run.import).toMatchObject({ code: 0, added: 600 });
  expect(run.writer).toMatchObject({ code: 0, stderr: expect.stringMatching(waiting) });
});

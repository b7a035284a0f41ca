// An import of many profiles by the built program. The same at full size: test/slow/import.test.ts.
import { expect, test } from 'vitest';
import { importBeside } from '../support/measure/imports.ts';

test('an import of 3,000 ends well, and so does a write beside it', async () => {
  const run = await importBeside(3000);
  expect(run.import).toMatchObject({ code: 0, added: 3000 });
  expect(run.writer).toMatchObject({ code: 0, stdout: expect.stringContaining('prod') });
  expect(run.cpu).toBeLessThan(4000);
});

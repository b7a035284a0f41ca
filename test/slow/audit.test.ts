// `tokens audit` of a large tree: at most five times as long as `grep -rF`, in bounded memory.
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/context.ts';
import { makeTree, measureAudit } from '../support/measure/audit.ts';

test('takes at most five times as long as grep, and no more memory for more files', async () => {
  const small = await measureAudit(makeTree(temporaryDirectory(), 30), temporaryDirectory(), 1);
  const tree = makeTree(temporaryDirectory(), 400);
  const large = await measureAudit(tree, temporaryDirectory(), 3);
  console.log(
    `${Math.round(tree.bytes / 1e6)} MB: ${Math.round(large.audit)} ms, grep ${Math.round(large.grep)} ms, ratio ${large.ratio.toFixed(2)}; at most ${Math.round(large.peak)} MiB (30 MB: ${Math.round(small.peak)} MiB)`,
  );
  expect(large.hits).toBe(tree.planted);
  expect(large.ratio).toBeLessThanOrEqual(5);
  expect(large.peak).toBeLessThan(140);
});

// The times of `tokens audit` and `grep -rF` on a tree of 1 GB, or of the given number of MB:
// `node scripts/audit-figures.mjs [MB]`. Needs a build (npm run build).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

// The bundle is written beside its source files, because they find other files by relative paths.
const outfile = 'test/support/.audit-figures.mjs';
const place = mkdtempSync(join(tmpdir(), 'bp-auth-audit-'));
try {
  await build({
    entryPoints: ['test/support/measure/audit.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const { makeTree, measureAudit } = await import(`../${outfile}`);
  const tree = makeTree(join(place, 'tree'), Number(process.argv[2] ?? 1000));
  const home = mkdtempSync(join(place, 'home-'));
  const { audit, grep, ratio, peak, hits } = await measureAudit(tree, home, 5);
  console.log(`tree          ${tree.files} files, ${Math.round(tree.bytes / 1e6)} MB`);
  console.log(
    `tokens audit  ${Math.round(audit)} ms, at most ${Math.round(peak)} MiB, ${hits} hits`,
  );
  console.log(`grep -rF      ${Math.round(grep)} ms`);
  console.log(`ratio         ${ratio.toFixed(2)} (at most 5)`);
} finally {
  rmSync(place, { recursive: true, force: true });
  rmSync(outfile, { force: true });
}

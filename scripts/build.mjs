// `npm run build`: bundles into dist/, with the licences of the bundled packages.
import { chmod, rename, rm } from 'node:fs/promises';
import { bundle } from './bundle.mjs';
import { writeNotices } from './notices.mjs';

// Built in another directory, then swapped in: a build that fails leaves the last good one in place.
const outdir = `dist-${process.pid}`;
const says = () => process.stderr.write('Building bp-auth …\n');
const slow = process.stderr.isTTY ? setTimeout(says, 500) : undefined;
try {
  const metafiles = await bundle(outdir);
  await chmod(`${outdir}/cli.cjs`, 0o755);
  writeNotices(Object.values(metafiles), `${outdir}/THIRD-PARTY-NOTICES.md`);
  await rm('dist', { recursive: true, force: true });
  await rename(outdir, 'dist');
} finally {
  clearTimeout(slow);
  await rm(outdir, { recursive: true, force: true });
}

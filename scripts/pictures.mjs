// Takes the pictures of docs/pictures/ anew: `npm run build && node scripts/pictures.mjs`.
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';

// Beside the files that it is made of: they find others by their own place.
const outfile = 'test/support/.pictures.mjs';
try {
  await build({
    entryPoints: ['test/support/pictures/take.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  const { takePictures } = await import(`../${outfile}`);
  for (const file of await takePictures(resolve('dist/cli.cjs'), 'docs/pictures')) {
    process.stdout.write(`${file}\n`);
  }
} finally {
  await rm(outfile, { force: true });
}

// Prints the store's figures: `node scripts/store-figures.mjs [parallel|kills|refusals|scale|watching …]`.
// Needs a build (npm run build); root for the full disk and the unprivileged user.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

// With it Node starts three times slower, and every ratio looks too good (docs/notes/packages.md).
delete process.env.NODE_EXTRA_CA_CERTS;

// The bundle lies beside its source files, which find other files by paths relative to their own.
const outfile = 'test/support/.store-figures.mjs';
try {
  await build({
    entryPoints: ['test/support/measure/figures.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    external: ['esbuild', '@napi-rs/keyring'],
    logLevel: 'error',
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
  });
  const { printFigures } = await import(`../${outfile}`);
  await printFigures(process.argv.slice(2));
} finally {
  await rm(outfile, { force: true });
}

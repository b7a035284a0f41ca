// The store's figures: `node scripts/store-figures.mjs [parallel|kills|refusals|scale|watching …]`.
// Needs a build (npm run build); `refusals` has to run as root.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

// This variable makes Node start three times slower (docs/notes/packages.md): no process that is
// started from here may get it.
delete process.env.NODE_EXTRA_CA_CERTS;

// The bundle is written beside its source files, because they find other files by relative paths.
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

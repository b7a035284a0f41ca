// The code that takes the documentation's pictures, bundled so that this process can run it.
import { rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * @template Result
 * @param {string} name of the file in test/support/pictures/, without `.ts`
 * @param {(module: any) => Promise<Result>} use
 */
export async function withPictures(name, use) {
  // The bundle is written beside its source files, because they find other files by relative paths.
  const outfile = `test/support/.${name}.mjs`;
  try {
    await build({
      entryPoints: [`test/support/pictures/${name}.ts`],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    });
    return await use(await import(pathToFileURL(outfile).href));
  } finally {
    await rm(outfile, { force: true });
  }
}

// Owns how source/ is bundled: one small CommonJS file that answers what prompts and scripts ask for, one each for
// what people wait for, and ES modules that share their parts for everything else.
//
// Why three kinds: the first ES module costs Node a quarter of a `node -e 0`, and a small file is read faster than
// a large one (npm run bench). The first frame in sixty shared files, or the first request in twenty, would wait
// for each of them. And only ES modules can share.
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { plainTextFirst, withoutWaiting } from './patches.mjs';

/** Loaded dynamically in the source, but part of the entry: commands that only read what is stored. */
const inEntry = /\/commands\/(profilesList|profilesActive|profilesGet|token|env)\.ts$/;

/** What people wait for: each in one file, with its own copy of all that it is made of. */
const alone = ['source/tui/run.tsx', 'source/tokens/status.ts'];

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  // ofetch's entry for Node brings a fetch of its own for versions that have none.
  alias: { ofetch: './node_modules/ofetch/dist/index.mjs' },
  // `/\p{RGI_Emoji}/v` becomes `new RegExp`, which is run when it is reached: V8 checks a literal when it reads the
  // file, and looks its properties up for that. string-width's emoji take 30 ms.
  supported: { 'regexp-unicode-property-escapes': false, 'regexp-set-notation': false },
  minify: true,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  external: ['@napi-rs/keyring'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

const isAlone = path => alone.includes(relative('.', path));

/** A file's name in dist, which is flat: whatever loads it finds it beside itself. */
const nameInDist = path =>
  relative('.', path)
    .replace(/^source\/|^node_modules\//, '')
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replaceAll('/', '-');

/** Has the entry `require` what lies alone: `import()` would load it by way of the ES module loader. */
const requiredAlone = {
  name: 'required-alone',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, resolveDir, kind }) => {
      const file = resolve(resolveDir, path);
      if (kind !== 'dynamic-import' || !isAlone(file)) return;
      return { path: `./${nameInDist(file)}.cjs`, namespace: 'alone' };
    });
    onLoad({ filter: /.*/, namespace: 'alone' }, ({ path }) => ({
      contents: `module.exports = require('${path}')`,
    }));
    onResolve({ filter: /.*/, namespace: 'alone' }, ({ path }) => ({ path, external: true }));
  },
};

/** Leaves out what is imported dynamically and is to lie in a file of its own, and says so to `found`. */
const loadedLater = (isApart, found = () => {}) => ({
  name: 'loaded-later',
  setup(context) {
    context.onResolve({ filter: /.*/ }, async ({ path, pluginData, ...from }) => {
      if (from.kind !== 'dynamic-import' || pluginData?.seen || path.startsWith('node:')) return;
      const file = await context.resolve(path, { ...from, pluginData: { seen: true } });
      if (file.external || file.errors.length > 0 || !isApart(file.path)) return file;
      found(file.path);
      const extension = isAlone(file.path) ? 'cjs' : 'js';
      return { path: `./${nameInDist(file.path)}.${extension}`, external: true };
    });
  },
});

/** Bundles into a directory. @returns esbuild's metafiles */
export async function bundle(outdir) {
  const later = {};
  const note = path => {
    later[nameInDist(path)] = path;
  };
  const required = { ...common, outdir, format: 'cjs', outExtension: { '.js': '.cjs' } };
  const entry = await build({
    ...required,
    entryPoints: { cli: 'source/cli.ts' },
    plugins: [requiredAlone, loadedLater(path => !inEntry.test(path), note)],
    banner: { js: '#!/usr/bin/env node' },
    // For those who only read it (publint): words of ours like "profiles import" look like a module's.
    footer: { js: 'module.exports = {};' },
  });
  const single = await build({
    ...required,
    entryPoints: Object.fromEntries(alone.map(path => [nameInDist(path), path])),
    plugins: [
      loadedLater(path => !/\/(ink|ofetch)\//.test(path), note),
      withoutWaiting,
      plainTextFirst,
    ],
  });
  for (const path of alone) delete later[nameInDist(path)];
  const shared = await build({
    ...common,
    outdir,
    format: 'esm',
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
    entryPoints: later,
    chunkNames: '[name]-[hash]',
    splitting: true,
    plugins: [loadedLater(isAlone)],
  });
  return { entry: entry.metafile, single: single.metafile, shared: shared.metafile };
}

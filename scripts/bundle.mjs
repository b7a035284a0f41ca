// Owns how source/ is bundled: one small CommonJS file that answers what prompts and scripts ask for, a module
// each for what people wait for, and modules that share their parts for everything else.
//
// Why three kinds: Node starts a CommonJS entry faster, and a small file is read faster than a large one, by half
// of a `node -e 0` together (npm run bench). ink and yoga need top-level await, hence modules. And the first frame
// in sixty shared files, or the first request in twenty, would wait for each of them.
import { relative } from 'node:path';
import { build } from 'esbuild';
import { plainTextFirst, yogaInFile } from './patches.mjs';

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
  // Node 20 reads `/…/v` itself, and then only when it is first used; esbuild does not know.
  supported: { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true },
  minify: true,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  external: ['@napi-rs/keyring'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** What ink would load for React's developer tools: never, and not even if it were wanted. */
const withoutDevtools = {
  name: 'without-devtools',
  setup({ onLoad }) {
    onLoad({ filter: /\/ink\/build\/devtools\.js$/ }, () => ({ contents: '' }));
  },
};

/** A file's name in dist, which is flat: whatever loads it finds it beside itself. */
const nameInDist = path =>
  relative('.', path)
    .replace(/^source\/|^node_modules\//, '')
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replaceAll('/', '-');

/** Leaves out what is imported dynamically and is to lie in a file of its own, and says so to `found`. */
const loadedLater = (isApart, found = () => {}) => ({
  name: 'loaded-later',
  setup(context) {
    context.onResolve({ filter: /.*/ }, async ({ path, pluginData, ...from }) => {
      if (from.kind !== 'dynamic-import' || pluginData?.seen || path.startsWith('node:')) return;
      const file = await context.resolve(path, { ...from, pluginData: { seen: true } });
      if (file.external || file.errors.length > 0 || !isApart(file.path)) return file;
      found(file.path);
      return { path: `./${nameInDist(file.path)}.js`, external: true };
    });
  },
});

/** Bundles into a directory. @returns esbuild's metafiles */
export async function bundle(outdir) {
  const later = {};
  const note = path => {
    later[nameInDist(path)] = path;
  };
  const entry = await build({
    ...common,
    entryPoints: { cli: 'source/cli.ts' },
    outdir,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    plugins: [loadedLater(path => !inEntry.test(path), note)],
    banner: { js: '#!/usr/bin/env node' },
    // For those who only read it (publint): words of ours like "profiles import" look like a module's.
    footer: { js: 'module.exports = {};' },
  });
  const esm = {
    ...common,
    outdir,
    format: 'esm',
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
  };
  const single = await build({
    ...esm,
    entryPoints: Object.fromEntries(alone.map(path => [nameInDist(path), path])),
    plugins: [
      loadedLater(path => !/\/(ink|ofetch)\//.test(path), note),
      withoutDevtools,
      yogaInFile,
      plainTextFirst,
    ],
  });
  for (const path of alone) delete later[nameInDist(path)];
  const shared = await build({
    ...esm,
    entryPoints: later,
    chunkNames: '[name]-[hash]',
    splitting: true,
    plugins: [loadedLater(path => alone.includes(relative('.', path)))],
  });
  return { entry: entry.metafile, single: single.metafile, shared: shared.metafile };
}

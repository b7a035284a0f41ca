// Owns how source/ is bundled: one small CommonJS file that answers what prompts and scripts ask for,
// and ECMAScript modules that it loads for everything else.
//
// Why two: Node starts a CommonJS entry faster, and a small file is read faster than a large one, by
// half of a `node -e 0` together (npm run bench). ink and yoga need top-level await, hence modules.
import { relative } from 'node:path';
import { build } from 'esbuild';

/** Loaded dynamically in the source, but part of the entry: commands that only read what is stored. */
const inEntry =
  /\/commands\/(profilesList|profilesActive|profilesGet|token|env|profilesShort)\.ts$/;

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  // ofetch's entry for Node brings a fetch of its own for versions that have none.
  alias: { ofetch: './node_modules/ofetch/dist/index.mjs' },
  minify: true,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  external: ['@napi-rs/keyring'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

// ink imports this optional package statically; the stub keeps the bundle closed (facts: stack.md).
const devtoolsStub = {
  name: 'react-devtools-stub',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'stub', namespace: 'devtools' }));
    onLoad({ filter: /.*/, namespace: 'devtools' }, () => ({
      contents: 'export default { initialize() {}, connectToDevTools() {} }',
    }));
  },
};

/** Leaves what is imported dynamically out of the entry, and notes it: name in dist → file it is made from. */
const loadedLater = later => ({
  name: 'loaded-later',
  setup(context) {
    context.onResolve({ filter: /.*/ }, async ({ path, pluginData, ...from }) => {
      if (from.kind !== 'dynamic-import' || pluginData?.seen || path.startsWith('node:')) return;
      const found = await context.resolve(path, { ...from, pluginData: { seen: true } });
      if (found.external || found.errors.length > 0 || inEntry.test(found.path)) return found;
      const name = relative('.', found.path)
        .replace(/^source\/|^node_modules\//, '')
        .replace(/\.[cm]?[jt]sx?$/, '');
      later[name] = found.path;
      return { path: `./${name}.js`, external: true };
    });
  },
});

/** Bundles into a directory. @returns esbuild's metafiles, of the entry and of the modules loaded later */
export async function bundle(outdir) {
  const later = {};
  const entry = await build({
    ...common,
    entryPoints: { cli: 'source/cli.ts' },
    outdir,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    plugins: [loadedLater(later)],
    banner: { js: '#!/usr/bin/env node' },
  });
  const modules = await build({
    ...common,
    entryPoints: later,
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    format: 'esm',
    plugins: [devtoolsStub],
    banner: {
      js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
    },
  });
  return { entry: entry.metafile, modules: modules.metafile };
}

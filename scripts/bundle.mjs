// How source/ is bundled: one CommonJS file for each part of the program, each source file in one
// part. CommonJS, because the first ES module that is loaded adds about 15 % to the time of
// `node -e 0` (docs/notes/packages.md). Parts, because a small file is read faster than a large
// one: a shell prompt loads `cli` alone, a command that asks the API `cli` and `request`.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { parseSync } from 'oxc-parser';
import { loadedWhenCalled, partsOf } from './parts.mjs';
import { leanMeow, plainTextFirst, withoutUndici, withoutWaiting } from './patches.mjs';

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  // ofetch's entry for Node includes a fetch for versions of Node that have none.
  alias: { ofetch: './node_modules/ofetch/dist/index.mjs' },
  // V8 checks a literal such as `/\p{RGI_Emoji}/v` as soon as it reads the file, and looks up its
  // Unicode properties: 30 ms for the emoji of string-width. With these settings esbuild writes
  // `new RegExp` in its place, which V8 evaluates only when the code is reached. The settings name
  // a pattern's flags (u, y, v), because esbuild's own setting for Unicode properties overlooks
  // those inside brackets.
  supported: { 'regexp-sticky-and-unicode-flags': false, 'regexp-set-notation': false },
  minify: true,
  jsx: 'automatic',
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    // CommonJS has no import.meta. Code uses import.meta.url only to look for a package, starting
    // from the code's own file.
    'import.meta.url': '__filename',
  },
  // kerberos: https-proxy-agent needs it for Negotiate authentication, which we do not use.
  external: ['@napi-rs/keyring', 'kerberos'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/**
 * The imports of each module, as esbuild sees them.
 * @returns the metafile's inputs, by path
 */
async function imports() {
  const { metafile } = await build({
    ...common,
    entryPoints: ['source/cli.ts'],
    outdir: 'dist',
    write: false,
    plugins: [withoutWaiting, leanMeow],
  });
  return metafile.inputs;
}

/**
 * Bundles into a directory.
 * @param {string} outdir
 * @returns {Promise<Record<string, import('esbuild').Metafile>>} esbuild's metafile of each part, by its name
 */
export async function bundle(outdir) {
  const { partOf, exported } = partsOf(await imports());
  const built = Object.entries(exported).map(async ([name, modules]) => {
    const { metafile } = await build({
      ...common,
      outdir,
      stdin: { contents: entryOf(name, modules), resolveDir: '.', sourcefile: name },
      entryNames: name,
      outExtension: { '.js': '.cjs' },
      banner: name === 'cli' ? { js: '#!/usr/bin/env node' } : {},
      plugins: [
        requiredFromOthers(name, partOf),
        ...(name === 'cli' ? [leanMeow] : []),
        ...(name === 'request' ? [withoutUndici] : []),
        ...(name === 'tui' ? [withoutWaiting, plainTextFirst] : []),
      ],
    });
    return /** @type {[string, import('esbuild').Metafile]} */ ([name, metafile]);
  });
  return Object.fromEntries(await Promise.all(built));
}

/**
 * The interface of a part: for each module that other parts use, a function that returns it.
 * @param {string} name
 * @param {readonly string[]} modules
 */
function entryOf(name, modules) {
  if (name !== 'cli') {
    const lines = modules.map(path => `'${path}': () => require('./${path}'),`);
    return `module.exports = {\n${lines.join('\n')}\n};`;
  }
  // `cli` imports its modules instead of requiring them: they then share one scope, which is faster
  // to read than a function around each. The object `modules` is assigned to `module.exports`: for
  // `export`s esbuild would define a property each at every start. `__esModule` tells an importer
  // that `default` is an export like the others.
  const imported = modules.map((path, index) => {
    const names = exportsOf(path);
    const locals = names.map(name => `${name} as ${name}${index}`);
    const getters = names.map(name => `get ${name}() { return ${name}${index}; },`);
    return {
      line: `import { ${locals.join(', ')} } from './${path}';`,
      getter: `'${path}': () => ({ __esModule: true,\n${getters.join('\n')}\n}),`,
    };
  });
  return [
    ...imported.map(({ line }) => line),
    `const modules = {\n${imported.map(({ getter }) => getter).join('\n')}\n};`,
    // A statement of its own: publint takes the file for CommonJS only then.
    'module.exports = modules;',
    "import { start } from './source/cli.ts';",
    'if (require.main === module) start();',
  ].join('\n');
}

/**
 * The names of the values that a module of ours exports.
 * @param {string} path
 */
function exportsOf(path) {
  const { staticExports } = parseSync(path, readFileSync(path, 'utf8')).module;
  return staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ exportName: { name }, isType }) => (isType ? [] : [name ?? 'default']));
}

/**
 * Turns an import of another part's module into a call to that part.
 * @param {string} name
 * @param {ReadonlyMap<string, string>} partOf
 * @returns {import('esbuild').Plugin}
 */
const requiredFromOthers = (name, partOf) => ({
  name: 'required-from-others',
  setup({ onResolve, onLoad, resolve: find }) {
    onResolve({ filter: /.*/ }, async ({ path, pluginData, ...from }) => {
      const isOurs =
        pluginData?.seen || path.startsWith('node:') || from.namespace === 'other-part';
      if (isOurs) return undefined;
      const found = await find(path, { ...from, pluginData: { seen: true } });
      if (found.external || found.errors.length > 0 || found.namespace !== 'file') return found;
      const module = found.path.slice(resolve('.').length + 1);
      const part = partOf.get(module) ?? name;
      const isLater = part === 'cli' && from.kind === 'dynamic-import';
      if (part === name && !isLater) return found;
      // With the ending `.mjs`, esbuild would treat the module as an ES module.
      return { path: `${module}.cjs`, namespace: 'other-part', pluginData: { part, module } };
    });
    onLoad({ filter: /.*/, namespace: 'other-part' }, ({ pluginData: { part, module } }) => {
      const asked = `require('./${part}.cjs')['${module}']()`;
      if (!loadedWhenCalled.has(module)) return { contents: `module.exports = ${asked}` };
      const functions = exportsOf(module).map(
        name => `export const ${name} = (...given) => later().${name}(...given);`,
      );
      return { contents: [`const later = () => ${asked};`, ...functions].join('\n') };
    });
    onResolve({ filter: /.*/, namespace: 'other-part' }, ({ path }) => ({ path, external: true }));
  },
});

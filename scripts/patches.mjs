// Our changes to other people's code while bundling it. Each change removes a slow step from the
// start, the first frame or a request. A change fails the build if its target is no longer there.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * ink has a top-level `await` for React's developer tools, and yoga has one for its WebAssembly.
 * Only ES modules may have one, and CommonJS starts faster (scripts/bundle.mjs). Besides, yoga's
 * WebAssembly is in a data URL of 120 KB: compiling it as text, and fetching it with undici, takes
 * 50 ms. With this plugin ink does not look for the tools, and yoga finds its WebAssembly in a file
 * beside the bundle, through a hook of Emscripten. Covered by every test that sees a frame of the
 * built file.
 * @type {import('esbuild').Plugin}
 */
export const withoutWaiting = {
  name: 'without-waiting',
  setup({ initialOptions: { outdir = '' }, onLoad, onEnd }) {
    const missing = new Set([reconciler, yogaBinary, yoga]);
    /** @param {RegExp} filter @param {(text: string) => string | Promise<string>} change */
    const patch = (filter, change) =>
      onLoad({ filter }, async ({ path }) => {
        missing.delete(filter);
        return { contents: await change(await readFile(path, 'utf8')) };
      });
    patch(reconciler, text =>
      replaced(text, { "await import('./devtools.js')": '', 'await loadPackageJson()': '{}' }),
    );
    patch(yogaBinary, async text => {
      const [url = '', base64 = ''] =
        /"data:application\/octet-stream;base64,([^"]{1000,})"/.exec(text) ?? [];
      const changed = replaced(text, { [url]: '""', 'import.meta.url': '""' });
      await mkdir(outdir, { recursive: true });
      await writeFile(join(outdir, 'yoga.wasm'), Buffer.from(base64, 'base64'));
      return changed;
    });
    patch(yoga, text => broughtYoga + replaced(text, { 'await loadYoga()': 'brought(loadYoga)' }));
    onEnd(() => {
      if (missing.size > 0) throw new Error(`not found to be patched: ${[...missing].join(' ')}`);
    });
  },
};

const reconciler = /\/ink\/build\/reconciler\.js$/;
const yogaBinary = /\/yoga-wasm-base64-esm\.js$/;
const yoga = /\/yoga-layout\/dist\/src\/index\.js$/;

const broughtYoga = `
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function brought(load) {
  const yoga = {
    instantiateWasm(imports, receive) {
      const compiled = new WebAssembly.Module(readFileSync(join(__dirname, 'yoga.wasm')));
      const instance = new WebAssembly.Instance(compiled, imports);
      receive(instance);
      return instance.exports;
    },
  };
  load(yoga);
  return yoga;
}
`;

/**
 * When ofetch is loaded, it creates a fetch of its own from Node's. Merely naming Node's `Headers`
 * loads undici, which takes longer than everything else in a request. Our code passes fetch and
 * Headers in where it needs them. Covered by test/bundle.real.test.ts.
 * @type {import('esbuild').Plugin}
 */
export const withoutUndici = {
  name: 'without-undici',
  setup({ onLoad, onEnd }) {
    let found = false;
    onLoad({ filter: /\/ofetch\/dist\/index\.mjs$/ }, async ({ path }) => {
      found = true;
      const made = 'createFetch({ fetch, Headers, AbortController })';
      const text = await readFile(path, 'utf8');
      return { contents: replaced(text, { [made]: 'null', '_globalThis.Headers': 'null' }) };
    });
    onEnd(() => {
      if (!found) throw new Error('ofetch is not where it was');
    });
  },
};

/**
 * meow is published with its dependencies in one file that cannot be tree-shaken, most of which we
 * do not use. With scripts/meow.mjs in its place, a command that only reads takes 1.3 instead of
 * 1.5 times as long as `node -e 0`. The patched meow does not rename the process either, which on
 * Windows would change the title of the user's window. Covered by
 * test/commands/arguments.real.test.ts.
 * @type {import('esbuild').Plugin}
 */
export const leanMeow = {
  name: 'lean-meow',
  setup({ onLoad, onEnd }) {
    const missing = new Set([meowIndex, meowDependencies]);
    onLoad({ filter: meowIndex }, async ({ path }) => {
      missing.delete(meowIndex);
      const title = 'process.title = getProcessTitle(parsedOptions.pkg);';
      return { contents: replaced(await readFile(path, 'utf8'), { [title]: '' }) };
    });
    onLoad({ filter: meowDependencies }, async ({ path }) => {
      missing.delete(meowDependencies);
      const published = (await readFile(path, 'utf8')).trim().split('\n').at(-1);
      if (published !== meowExports) throw new Error(`meow has other dependencies: ${published}`);
      const contents = await readFile(resolve('scripts/meow.mjs'), 'utf8');
      return { contents, resolveDir: resolve('scripts') };
    });
    onEnd(() => {
      if (missing.size > 0) throw new Error('meow is not where it was');
    });
  },
};

const meowIndex = /\/meow\/build\/index\.js$/;
const meowDependencies = /\/meow\/build\/dependencies\.js$/;
const meowExports =
  'export { readPackageUpSync as a, constructParserOptions as b, camelcaseKeys as c, decamelizeKeys as d, ' +
  'decamelize as e, normalizePackageData as n, redent as r, trimNewlines as t, yargsParser as y };';

/**
 * @param {string} text
 * @param {Readonly<Record<string, string>>} parts what replaces each part
 * @throws if a part does not occur exactly once: the patched code has changed
 */
function replaced(text, parts) {
  return Object.entries(parts).reduce((rest, [part, by]) => {
    const around = rest.split(part);
    if (around.length !== 2) throw new Error(`${part} is not where it was`);
    return around.join(by);
  }, text);
}

const plainText = resolve('source/tui/text/plainText.ts');
const stringWidth = resolve('node_modules/string-width/index.js');

/**
 * ink and its dependencies measure and split every row with string-width and Intl.Segmenter, whose
 * Unicode tables take 50 ms to read, although our rows are plain. This plugin gives them
 * `source/tui/text/plainText.ts`, which loads string-width and Intl.Segmenter only for a text that
 * is not plain. Covered by test/tui/text/plainText.test.ts.
 * @type {import('esbuild').Plugin}
 */
export const plainTextFirst = {
  name: 'plain-text-first',
  setup({ initialOptions, onResolve, onLoad, onEnd }) {
    initialOptions.define = { ...initialOptions.define, 'Intl.Segmenter': 'PlainSegmenter' };
    initialOptions.inject = [plainText];
    const askers = new Set();
    onResolve({ filter: /^string-width$/ }, ({ importer }) => {
      if (importer === plainText) return { path: stringWidth, namespace: 'when-asked' };
      askers.add(importer);
      // Every package gets plainText, also wrap-ansi. The older string-width that wrap-ansi brings
      // builds a regular expression of 14 KB anew for each character that it measures.
      return { path: plainText };
    });
    onLoad({ filter: /.*/, namespace: 'when-asked' }, ({ path }) => ({
      contents: `export default (...asked) => require(${JSON.stringify(path)}).default(...asked)`,
      resolveDir: '.',
    }));
    onEnd(() => {
      if (askers.size === 0) throw new Error('nobody asks for string-width any more');
    });
  },
};

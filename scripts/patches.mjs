// Owns what we change in other people's code while bundling it: two things that cost the first frame more than
// all the rest of it. Each fails the build when it no longer finds what it was made for.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * yoga carries its WebAssembly as a data URL of 120 KB, which is compiled along as text, and fetches it, which
 * loads undici: 50 ms. Here it lies in a file beside the bundle, by the way that yoga has for those who bring it
 * themselves. Covered by every test that sees a frame of the built file.
 */
export const yogaInFile = {
  name: 'yoga-in-file',
  setup({ initialOptions: { outdir }, onLoad }) {
    onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const data = /"data:application\/octet-stream;base64,([^"]+)"/;
      const brought = 'var w;h.wasmBinary&&(w=h.wasmBinary);';
      const base64 = data.exec(text)?.[1];
      if (base64 === undefined || !text.includes(brought)) {
        throw new Error('yoga carries its WebAssembly in another way now');
      }
      await mkdir(outdir, { recursive: true });
      await writeFile(join(outdir, 'yoga.wasm'), Buffer.from(base64, 'base64'));
      const read = 'readFileSync(new URL("./yoga.wasm",import.meta.url))';
      const contents = text.replace(data, '""').replace(brought, `var w=${read};`);
      return { contents: `import{readFileSync}from"node:fs";${contents}` };
    });
  },
};

const plainText = resolve('source/tui/plainText.ts');

/**
 * ink and what it uses measure and split every row with string-width and Intl.Segmenter, whose tables of Unicode
 * take 50 ms to read, and our rows are plain. They get `source/tui/plainText.ts`, which asks the real ones about
 * text that is not. Covered by test/tui/plainText.test.ts.
 */
export const plainTextFirst = {
  name: 'plain-text-first',
  setup({ initialOptions, onResolve, onEnd }) {
    initialOptions.define = { ...initialOptions.define, 'Intl.Segmenter': 'PlainSegmenter' };
    initialOptions.inject = [plainText];
    const askers = new Set();
    onResolve({ filter: /^string-width$/ }, ({ importer }) => {
      // One version for all: wrap-ansi's older one makes an expression of 14 KB for every character.
      if (importer === plainText) return { path: resolve('node_modules/string-width/index.js') };
      askers.add(importer);
      return { path: plainText };
    });
    onEnd(() => {
      if (askers.size === 0) throw new Error('nobody asks for string-width any more');
    });
  },
};

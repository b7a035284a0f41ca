// Owns what we change in other people's code while bundling it: two things that cost the first frame more than
// all the rest of it. Each fails the build when it no longer finds what it was made for.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * yoga carries its WebAssembly as a data URL and fetches it, which loads undici: 40 ms. The way that it has for
 * a world without fetch decodes the same text at once. Covered by every test that sees a frame of the built file.
 */
export const yogaWithoutFetch = {
  name: 'yoga-without-fetch',
  setup({ onLoad }) {
    onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const asks = '"function"!=typeof fetch';
      const found = text.split(asks).length - 1;
      if (found !== 2) throw new Error(`yoga asks for fetch in ${found} places now, not in 2`);
      return { contents: text.replaceAll(asks, 'true') };
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

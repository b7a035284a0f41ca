// meow's dependencies, under the names by which meow imports them. They take the place of the one
// file of 245 KB that meow is published with. The parsers are the packages' own. yargs-parser's
// functions convert the flag names, because camelcase-keys and decamelize use Unicode look-ups,
// which take longer than all the parsing.
import parserOptions from 'minimist-options';
// @ts-expect-error yargs-parser has no types. Our code sees only meow, which has types.
import yargsParser from 'yargs-parser';

const { camelCase, decamelize } = yargsParser;

/** @param {object} object @param {(name: string) => string} rename */
const renamed = (object, rename) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [rename(name), value]));

export const y = yargsParser;
export const b = parserOptions;
/** @param {object} object */
export const c = object => renamed(object, camelCase);
/** @param {object} object */
export const d = object => renamed(object, decamelize);
export const e = decamelize;
// Functions that are not needed here: they read and normalise a package.json and indent a help
// text, but meow is given a package.json and no help text.
export const a = undefined;
export const n = undefined;
export const r = undefined;
export const t = () => '';

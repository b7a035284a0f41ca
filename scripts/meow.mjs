// What meow is made of, under the names by which it imports them, in place of the one file of 245 KB that it is
// published with. What parses is the packages' own; the names of flags are turned by yargs-parser's functions, because
// those of camelcase-keys and decamelize look letters up in Unicode, which takes longer than all the parsing.
import parserOptions from 'minimist-options';
// @ts-expect-error It has no types; meow, which is given it, has its own.
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
// These read and mend a package.json, which meow is given, and indent a help text, which it is not.
export const a = undefined;
export const n = undefined;
export const r = undefined;
export const t = () => '';

// meow's dependencies, under the names by which it imports them, instead of the one file of 245 KB that it
// is published with. The parsers are the packages' own; flag names are converted by yargs-parser's
// functions, because camelcase-keys and decamelize use Unicode look-ups, which take longer than all the
// parsing.
import parserOptions from 'minimist-options';
// @ts-expect-error The package has no types; meow, which gets it from here, has its own.
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
// Not needed here: functions that read and normalise a package.json, but meow is given one; and that indent
// a help text, but meow is given none.
export const a = undefined;
export const n = undefined;
export const r = undefined;
export const t = () => '';

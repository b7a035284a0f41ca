// What meow is made of, in place of the one file of 245 KB that it is published with: the packages that parse, under
// the names by which meow imports them. The others read and mend a package.json, which it is given, and indent a
// help text, which it is not.

export { default as c } from 'camelcase-keys';
export { default as e } from 'decamelize';
export { default as d } from 'decamelize-keys';
export { default as b } from 'minimist-options';
// @ts-expect-error It has no types; meow, which is given it, has its own.
export { default as y } from 'yargs-parser';
export const a = undefined;
export const n = undefined;
export const r = undefined;
export const t = () => '';

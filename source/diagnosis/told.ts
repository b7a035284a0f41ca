// Sentences that know which of their words are private, because reports go into public issues. A
// value in such a sentence is private unless it is marked as open.
import type { AppError } from '../errors.ts';

/** A private value, and its replacement in a report. */
export type Private = { value: string; instead: string };

export type Told = { parts: ReadonlyArray<string | Private> };

/** The sorts of private values. A report shows the sort in place of the value. */
export type PrivateSort =
  | 'account'
  | 'bot'
  | 'directory'
  | 'error'
  | 'host'
  | 'id'
  | 'integration'
  | 'path'
  | 'process'
  | 'profile'
  | 'role'
  | 'type'
  | 'URL'
  | 'variable'
  | 'word'
  | 'workspace'
  | 'workspace name';

export const placeholder = (sort: PrivateSort): string => `<${sort}>`;

export const hidden = (sort: PrivateSort, value: string): Private => ({
  value,
  instead: placeholder(sort),
});

/** Several values of one sort, as a list in a sentence. */
export const hiddenList = (sort: PrivateSort, values: readonly string[]): Private => ({
  value: values.join(', '),
  instead: values.map(() => placeholder(sort)).join(', '),
});

/** An error's message. The text may contain anything, so a report shows the code in its place. */
export const errorTold = ({ code, message }: Pick<AppError, 'code' | 'message'>): Told => ({
  parts: [{ value: message, instead: `<${code}>` }],
});

/** A sentence that is private as a whole. */
export const tellingNothing = (text: string, instead = '<…>'): Told => ({
  parts: [{ value: text, instead }],
});

/**
 * A sentence from a template. A value in it is a `Private`, another `Told`, or a number. Numbers
 * are always open.
 */
export function told(
  texts: TemplateStringsArray,
  ...values: ReadonlyArray<Told | Private | number>
): Told {
  return {
    parts: texts.flatMap((text, at) => {
      const value = values[at];
      if (value === undefined) return [text];
      if (typeof value === 'number') return [text, String(value)];
      return 'parts' in value ? [text, ...value.parts] : [text, value];
    }),
  };
}

/** A literal in the source, not a text put together at run time. */
export type Literal<Text extends string> =
  Record<never, never> extends Record<Text, unknown> ? never : Text;

/** A sentence from a literal in the source, which contains nothing private. */
export const open = <Text extends string>(text: Literal<Text>): Told => ({ parts: [text] });

/** Words from a table of our own, none of which is private. */
export const ours = (text: string): Told => ({ parts: [text] });

/** A word that is private unless it is one of the `known` ones. */
export const openIf = (known: readonly string[], sort: PrivateSort, word: string): Told => ({
  parts: [known.includes(word) ? word : hidden(sort, word)],
});

/** Several sentences as one; empty ones are left out. */
export function toldTogether(separator: string, all: readonly Told[]): Told {
  const some = all.filter(one => revealed(one) !== '');
  return { parts: some.flatMap(({ parts }, at) => (at === 0 ? parts : [separator, ...parts])) };
}

/** Turns a sentence into text. */
export type Telling = (sentence: Told) => string;

/** The text as the user sees it. */
export const revealed: Telling = ({ parts }) =>
  parts.map(part => (typeof part === 'string' ? part : part.value)).join('');

/** The text as the public sees it. */
export const concealed: Telling = ({ parts }) =>
  parts
    .map(part => (typeof part === 'string' ? part : part.value === '' ? '' : part.instead))
    .join('');

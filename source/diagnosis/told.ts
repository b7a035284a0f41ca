// Sentences that know which of their words are private: a report goes into public issues. What is put into such a
// sentence is private unless it is said to be open, so that nobody has to look for it in a text afterwards.
import type { AppError } from '../errors.ts';

/** A value that only this machine's user knows, and what stands for it in a report. */
export type Private = { value: string; instead: string };

export type Told = { parts: ReadonlyArray<string | Private> };

/** What may be private, in the words that stand for it. */
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

/** Several of one sort, as a sentence lists them. */
export const hiddenList = (sort: PrivateSort, values: readonly string[]): Private => ({
  value: values.join(', '),
  instead: values.map(() => placeholder(sort)).join(', '),
});

/** What an error says: its sentence may hold anything, its code nothing. */
export const errorTold = ({ code, message }: Pick<AppError, 'code' | 'message'>): Told => ({
  parts: [{ value: message, instead: `<${code}>` }],
});

/** A sentence that is private as a whole. */
export const tellingNothing = (text: string, instead = '<…>'): Told => ({
  parts: [{ value: text, instead }],
});

/** A template of a sentence; what stands in it is private, or told itself, or a number. */
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

/** A literal of the source; a text that was put together is none. */
export type Literal<Text extends string> =
  Record<never, never> extends Record<Text, unknown> ? never : Text;

/** Words of our own. */
export const open = <Text extends string>(text: Literal<Text>): Told => ({ parts: [text] });

/** Words out of a table of our own, of which none is private. */
export const ours = (text: string): Told => ({ parts: [text] });

/** A word that is open where it is one of those that are known. */
export const openIf = (known: readonly string[], sort: PrivateSort, word: string): Told => ({
  parts: [known.includes(word) ? word : hidden(sort, word)],
});

/** Sentences one after the other; those without a word are left out. */
export function toldTogether(separator: string, all: readonly Told[]): Told {
  const some = all.filter(one => revealed(one) !== '');
  return { parts: some.flatMap(({ parts }, at) => (at === 0 ? parts : [separator, ...parts])) };
}

/** Makes a text of a sentence. */
export type Telling = (sentence: Told) => string;

/** For the user. */
export const revealed: Telling = ({ parts }) =>
  parts.map(part => (typeof part === 'string' ? part : part.value)).join('');

/** For everybody. */
export const concealed: Telling = ({ parts }) =>
  parts
    .map(part => (typeof part === 'string' ? part : part.value === '' ? '' : part.instead))
    .join('');

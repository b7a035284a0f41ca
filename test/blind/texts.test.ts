// The blind texts: `explain`'s answer to each, checked against the rules of test/blind/README.md.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { explainText } from '../../source/diagnosis/explain.ts';
import { valueAt } from '../../source/valueAt.ts';
import { codesOfPhrases, unrecognised } from './textPhrases.ts';

type Entry = {
  name: string;
  text: string;
  causes: string[];
  never: string[];
  known: 'certain' | 'likely' | 'possible' | 'cannot-know';
};

const entries: Entry[] = JSON.parse(readFileSync(new URL('texts.json', import.meta.url), 'utf8'));

const codesOf = (phrases: readonly string[]): readonly string[] =>
  phrases.flatMap(phrase => {
    const codes = valueAt(codesOfPhrases, phrase);
    if (codes === undefined) throw new Error(`no code for: ${phrase}`);
    return codes;
  });

test.each(entries)('$name', ({ text, causes, never, known }) => {
  const { recognised, otherwise } = explainText(text);
  const right = codesOf(causes);
  const [first, ...others] = recognised;
  const also = [
    ...others.map(({ cause }) => cause),
    ...recognised.flatMap(({ rivals }) => rivals.map(({ cause }) => cause)),
  ];
  const named = first === undefined ? [] : [first.cause, ...(known === 'certain' ? [] : also)];
  const isLeftOpen =
    causes.some(phrase => unrecognised.includes(phrase)) &&
    recognised.every(({ confidence }) => confidence === 'possible');
  expect(isLeftOpen || named.some(cause => right.includes(cause)), named.join()).toBe(true);

  const wrong = codesOf(never).filter(code => !right.includes(code));
  const sure = recognised.filter(({ confidence }) => confidence === 'certain');
  expect(sure.filter(({ cause }) => wrong.includes(cause) || !right.includes(cause))).toEqual([]);
  expect(first?.command ?? otherwise.command).toMatch(/^bp-auth /);
  if (known === 'cannot-know') expect(first?.check ?? otherwise.check).not.toBe('');
});

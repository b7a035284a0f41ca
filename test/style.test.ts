// The mechanical rules of docs/style.md: what a file's first comment is, and how long a sentence may be.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sentencesOf } from './support/literalSentences.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const files = ['source', 'test', 'scripts', 'bench'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(?:tsx?|m?js|cjs)$/.test(file))
    .map(file => join(root, folder, file)),
);

describe('the first comment of a file', () => {
  test('says what the file is, not what it owns', () => {
    const wrong = files.filter(file => /^\W*Owns\b/.test(readFileSync(file, 'utf8')));
    expect(wrong.map(file => relative(root, file))).toEqual([]);
  });
});

describe('a sentence that people read', () => {
  const longest = 25;
  const tooLong = (file: string, source: string) =>
    sentencesOf(file, source).filter(({ words }) => words > longest);

  test('has 25 words at most', () => {
    const program = files.filter(file => file.startsWith(join(root, 'source')));
    const found = program.flatMap(file =>
      tooLong(file, readFileSync(file, 'utf8')).map(
        ({ line, words, text }) => `${relative(root, file)}:${line}, ${words} words: ${text}`,
      ),
    );
    expect(found).toEqual([]);
  });

  const words = (count: number) => Array(count).fill('word').join(' ');

  test.each([
    [`say('${words(26)}');`, [26]],
    [`say('${words(25)}');`, []],
    [`say('${words(20)}. ${words(20)}.');`, []],
    [`say('${words(20)}; ${words(20)}');`, [40]],
    [`say(\`${words(25)} \${name}\`);`, [26]],
    [`say('${words(13)} ' + name + ' ${words(12)}');`, [26]],
    [`say(ok ? '${words(30)}' : '${words(31)}');`, [30, 31]],
    [`say(\`\${ok ? '${words(27)}' : ''}\`);`, [27]],
    [`// ${words(40)}`, []],
  ])('is counted: %s', (code, lengths) => {
    expect(tooLong('planted.ts', code).map(({ words }) => words)).toEqual(lengths);
  });
});

describe('a message', () => {
  const tokens = '(?:tokens?|keys?|PATs?)';
  const verbs = [
    [new RegExp(`\\bdelet(?:e|es|ed|ing)\\b.{0,30}\\b${tokens}\\b`, 'i'), 'revoke'],
    [new RegExp(`\\b${tokens}\\b.{0,30}\\bdelet(?:e|es|ed|ing)\\b`, 'i'), 'revoke'],
    [new RegExp(`\\b(?:make|makes|made|making)\\s(?:\\w+\\s){0,2}${tokens}\\b`, 'i'), 'create'],
    [new RegExp(`\\b${tokens}\\s(?:\\w+\\s){0,2}(?:is|was|were)\\smade\\b`, 'i'), 'create'],
    [/\bdelet(?:e|es|ed|ing)\b.{0,30}\bprofiles?\b/i, 'remove'],
    [/\b(?:activat(?:e|es|ed|ing)|change to)\b.{0,30}\bprofiles?\b/i, 'switch'],
  ] as const;
  const wrongVerbs = (file: string, source: string) =>
    sentencesOf(file, source).flatMap(({ line, text }) =>
      verbs.flatMap(([wrong, verb]) => (wrong.test(text) ? [{ line, text, verb }] : [])),
    );
  // These files quote Botpress's documentation and other programs.
  const quoting = ['source/secrets/scopes.ts', 'source/commands/spec/familiar.ts'];

  test('has one verb for one action', () => {
    const program = files.filter(file => file.startsWith(join(root, 'source')));
    const found = program
      .filter(file => !quoting.includes(relative(root, file)))
      .flatMap(file =>
        wrongVerbs(file, readFileSync(file, 'utf8')).map(
          ({ line, text, verb }) => `${relative(root, file)}:${line}, ${verb}: ${text}`,
        ),
      );
    expect(found).toEqual([]);
  });

  test.each([
    ["say('Delete the token?');", 'revoke'],
    ["say('The old token was deleted');", 'revoke'],
    ["say('Making a new token …');", 'create'],
    ["say('The key that was made');", 'create'],
    ["say('Deletes the profile');", 'remove'],
    ["say('Revoke the token, then create a new key');", undefined],
  ])('has its verb: %s', (code, verb) => {
    expect(wrongVerbs('planted.ts', code)[0]?.verb).toBe(verb);
  });
});

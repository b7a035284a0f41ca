// Names: one encoding for each, no invisible characters, and a note about those that look alike.
import { describe, expect, test } from 'vitest';
import { lookAlikesAmong, lookAlikeText } from '../../source/profiles/lookAlike.ts';
import { nameForWorkspace, nameProblem, tidyName } from '../../source/profiles/name.ts';

const unseen: ReadonlyArray<readonly [what: string, character: string]> = [
  ['a combining grapheme joiner', '\u034f'],
  ['a variation selector', '\ufe00'],
  ['the emoji selector', '\ufe0f'],
  ['a selector of the supplement', '\u{e0100}'],
  ['a Hangul filler', '\u3164'],
  ['a half-width Hangul filler', '\uffa0'],
  ['a choseong filler', '\u115f'],
  ['a joiner', '\u200d'],
  ['a non-joiner', '\u200c'],
  ['a space of no width', '\u200b'],
  ['a word joiner', '\u2060'],
  ['a soft hyphen', '\u00ad'],
  ['a byte order mark', '\ufeff'],
  ['a mark of direction', '\u202e'],
  ['a tag letter', '\u{e0041}'],
  ['an empty Braille cell', '\u2800'],
  ['a Khmer vowel that is not written', '\u17b4'],
];

describe.each(unseen)('%s', (_, character) => {
  test.each([
    ['in the middle', `pr${character}od`],
    ['at the end', `prod${character}`],
    ['at the beginning', `${character}prod`],
  ])('%s is refused where typed, and taken off what comes from elsewhere', (_, name) => {
    expect(nameProblem(name)).toBe('holds characters that nobody can see');
    expect(tidyName(name)).toBe('prod');
    expect(nameForWorkspace({ id: 'ws_1', name: 'x', handle: name })).toBe('prod');
    expect(nameForWorkspace({ id: 'ws_1', name: `${name} ${character}` })).toBe('prod');
  });
});

test.each([
  ['dev'],
  ['acme-staging_2'],
  ['café'],
  ['Zürich'],
  ['株式会社'],
  ['한국어'],
  ['продажи'],
  ['🚀'],
  ['👩‍💻'],
  ['👍🏽'],
  ['🇨🇭'],
])('%s is a name, and stays as it is', name => {
  expect(nameProblem(name)).toBeNull();
  expect(tidyName(name)).toBe(name);
});

test('a name is in NFC: another form is refused where typed, and made so else', () => {
  const apart = 'cafe\u0301';
  expect(nameProblem(apart)).toBe('is not in the usual form of Unicode (NFC)');
  expect(tidyName(apart)).toBe('café');
});

test('a name made of a workspace’s keeps syllables whole', () => {
  expect(nameForWorkspace({ id: 'ws_1', name: '한국어 팀' })).toBe('한국어-팀');
});

describe('names that look alike', () => {
  test.each([
    ['other capitals', 'Prod', 'prod'],
    ['Cyrillic', 'рrоd', 'prod'],
    ['Cyrillic capitals', 'РROD', 'prod'],
    ['Greek', 'prοd', 'prod'],
    ['full width', 'ｐｒｏｄ', 'prod'],
    ['a zero', 'pr0d', 'prod'],
    ['a one', 'c1ient', 'client'],
    ['a capital I', 'cIient', 'client'],
    ['r and n', 'acrne', 'acme'],
    ['two v', 'vveb', 'web'],
    ['a script of its own', 'аср', 'acp'],
  ])('by %s', (_, name, other) => {
    expect(lookAlikesAmong(['dev', other]).of(name)).toBe(other);
    expect(lookAlikesAmong(['dev', name]).of(other)).toBe(name);
  });

  test.each([
    ['dev', 'prod'],
    ['dev1', 'dev2'],
    ['client', 'clients'],
    ['café', 'cafe'],
    ['продажи', 'prod'],
  ])('%s and %s do not', (name, other) => {
    expect(lookAlikesAmong([other]).of(name)).toBeNull();
  });

  test('are told with the letters that cannot be told apart', () => {
    const known = lookAlikesAmong(['prod']);
    expect(lookAlikeText('prоd', known)).toBe(
      'The name prоd is easily confused with that of the profile prod: the former has U+043E',
    );
    expect(lookAlikeText('Prod', known)).toBe(
      'The name Prod is easily confused with that of the profile prod',
    );
    expect(lookAlikeText('prod', known)).toBeNull();
  });
});

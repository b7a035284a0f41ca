// How sentences in the source are replaced by keys, for `npm run test:keys`.
import { describe, expect, test } from 'vitest';
import { withKeys } from './support/sentenceKeys.ts';

describe('a sentence', () => {
  test.each([
    ["note(ctx, 'The profile is gone');", "note(ctx, '@:planted:1');"],
    ['note(ctx, `The profile ${name} is gone`);', "note(ctx, '@:planted:1');"],
    ["if (told === 'is missing here') stop();", "if (told === '@:planted:1') stop();"],
    [
      "new AppError('cancelled', 'Cancelled', {});",
      "new AppError('cancelled', '@:planted:1', {});",
    ],
    [
      "const it = { reason: bad ? 'Refused' : null };",
      "const it = { reason: bad ? '@:planted:1' : null };",
    ],
    ["say(\n  'It is here' + 'and it is there');", "say(\n  '@:planted:2' + '@:planted:2.1');"],
    ['say(`one two\nthree`);\nsay("four five");', "say('@:planted:1'\n);\nsay('@:planted:3');"],
    [
      "throw say`Log in first: ${line('login')}, then\nlook at ${it}`;",
      "throw say`@:planted:1 ${line('login')} ${\nit}`;",
    ],
    ['const all = say`Nothing to do`;', 'const all = say`@:planted:1`;'],
  ])('is replaced by the place where it is made: %s', (code, expected) => {
    expect(withKeys('planted.ts', code)).toBe(expected);
  });

  test.each([
    "import { one } from 'of them all.ts';",
    "const it = { 'one of many': 1, id: 'no-profile' };",
    "type Basis = 'probed' | 'not there yet';",
    'const authorization = `Bearer ${token}`;',
    "changeState(ctx, 'profiles use', change);",
    'const pattern = String.raw`(?:one two|three\\s+)`;',
    "const example = 'bp-auth login --token TOKEN for all';",
  ])('is not what no person reads: %s', code => {
    expect(withKeys('planted.ts', code)).toBe(code);
  });
});

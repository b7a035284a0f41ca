import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonPlaces } from '../../source/profiles/jsonPlaces.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('the first thing that is not JSON', () => {
  const broken: ReadonlyArray<readonly [text: string, offset: number]> = [
    ['', 0],
    [' \n', 2],
    ['{', 1],
    ['{"a"', 4],
    ['{"a":', 5],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['{"a": 1,}', 8],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['[1}', 2],
    ['01', 1],
    ['1.', 0],
    ['-', 0],
    ['tru', 0],
    ['nulls', 0],
    ['"open', 0],
    ['"line\nbreak"', 0],
    ['"\\x"', 0],
    ['"\\u12G4"', 0],
    ['{} {}', 3],
    ['// no', 0],
  ];
  test.each(broken)('in %j is at %i', (text, offset) => {
    expect(isJson(text)).toBe(false);
    expect(jsonPlaces(text).error).toBe(offset);
  });

  test('is there exactly when JSON.parse fails, whatever was cut, doubled or put in', () => {
    const mangled = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.nat(3),
        fc.constantFrom('', '"', '{', ']', ',', '\\', '0', '\n'),
      )
      .map(([text, at, length, extra]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + extra + text.slice(place + length);
      });
    fc.assert(
      fc.property(fc.oneof(mangled, fc.json(), fc.string()), text => {
        expect(jsonPlaces(text).error === null).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('of a string of megabytes is found; of a nest too deep to be followed it is not known', () => {
    expect(jsonPlaces('['.repeat(500_000)).error).toBe(null);
    expect(jsonPlaces(`"${'x'.repeat(5_000_000)}`).error).toBe(0);
  });
});

test('the values of the outermost object are found by key, the last one of a key that comes twice', () => {
  const text = '{"a": {"b": 1}, "\\u0062": [2], "a":3}';
  expect([...jsonPlaces(text).values]).toEqual([
    ['a', 35],
    ['b', 26],
  ]);
});

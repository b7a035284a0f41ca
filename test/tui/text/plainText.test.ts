import fc from 'fast-check';
import measure from 'string-width';
import { describe, expect, test } from 'vitest';
import { createTheme } from '../../../source/tui/look/theme.ts';
import stringWidth, { PlainSegmenter } from '../../../source/tui/text/plainText.ts';

const { icons } = createTheme({ env: {} });
const glyphs = [...Object.values(icons).join(''), ...'╭╮╰╯│‘’“”–—'];
const units = [
  ...glyphs,
  ...'aZ09 ~#*',
  'é',
  'ſ',
  'e\u0301',
  '世',
  '👩‍👩‍👧',
  '❤\ufe0f',
  '1\ufe0f\u20e3',
  '🇨🇭',
  '\u200d',
  '\u202e',
  '\u001b[31m',
  '\u001b[7m',
  '\r\n',
  '\u001b]0;x\u0007',
];
const texts = fc.string({ unit: fc.constantFrom(...units), maxLength: 12 });
const segmenter = PlainSegmenter(undefined, { granularity: 'grapheme' });
const real = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

describe('text measured without tables', () => {
  test('is as wide as string-width says', () => {
    fc.assert(
      fc.property(texts, text => {
        expect(stringWidth(text)).toBe(measure(text));
      }),
    );
  });

  test('falls into the graphemes that Intl.Segmenter finds', () => {
    fc.assert(
      fc.property(texts, text => {
        expect([...segmenter.segment(text)]).toEqual([...real.segment(text)]);
        for (let index = 0; index <= text.length; index++) {
          const found = segmenter.segment(text).containing(index);
          expect(found).toEqual(real.segment(text).containing(index));
        }
      }),
    );
  });

  test('each Latin letter with an accent is one column and one grapheme', () => {
    for (let code = 0xc0; code <= 0x24f; code++) {
      const letter = String.fromCharCode(code);
      expect(measure(letter), letter).toBe(1);
      expect([...real.segment(`a${letter}b`)].length, letter).toBe(3);
    }
  });

  test.each(glyphs)('the mark %s is one column and one grapheme', glyph => {
    expect(measure(glyph)).toBe(1);
    expect([...real.segment(`a${glyph}b`)].map(({ segment }) => segment)).toEqual([
      'a',
      glyph,
      'b',
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { cleanText, cleanValue } from '../../source/botpress/text.ts';

describe('text from servers and files', () => {
  const rows: ReadonlyArray<readonly [what: string, text: string, clean: string]> = [
    ['plain text', 'Acme Dev', 'Acme Dev'],
    ['accents, emoji and right-to-left letters', 'Çá 👩‍👩‍👧 שלום', 'Çá 👩‍👩‍👧 שלום'],
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a clear screen', 'a\u001b[2J\u001b[Hb', 'ab'],
    ['a window title (OSC 0)', 'a\u001b]0;owned\u0007b', 'ab'],
    ['a write to the clipboard (OSC 52)', 'a\u001b]52;c;ZXZpbA==\u0007b', 'ab'],
    ['a string sequence that ends with ST', 'a\u001bPpayload\u001b\\b', 'ab'],
    ['C1 controls', 'a\u009b31mb\u0085c', 'abc'],
    ['a bell, a backspace, a carriage return, a line feed', 'a\u0007b\bc\rd\ne', 'abcde'],
    ['reordering', 'a\u202egpj.exe\u2066b', 'agpj.exeb'],
    ['characters that cannot be seen', 'a\u200bb\ufeffc', 'abc'],
  ];
  test.each(rows)('%s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test('is cleaned at any depth of an answer', () => {
    const answer = { a: ['\u001b[1mx', { b: 'y\u0007' }], n: 1, z: null };
    expect(cleanValue(answer)).toEqual({ a: ['x', { b: 'y' }], n: 1, z: null });
  });
});

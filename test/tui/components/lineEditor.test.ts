import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EditedLine,
  edit,
  insert,
  lineOf,
  maxLine,
  textOf,
  viewOf,
} from '../../../source/tui/components/lineEditor.ts';
import type { KeyInput } from '../../../source/tui/terminal/keys.ts';
import { widthOf } from '../../../source/tui/text/width.ts';

/** `|` stands for the cursor. */
function line(text: string): EditedLine {
  const [before = '', after = ''] = text.split('|');
  return { before, after };
}
const shown = ({ before, after }: EditedLine) => `${before}|${after}`;

function key(name: string): KeyInput {
  return { type: 'key', key: name, text: [...name].length === 1 ? name : '' };
}

describe('editing a line', () => {
  test.each<[key: string, before: string, after: string]>([
    ['x', 'ab|c', 'abx|c'],
    ['left', 'ab|c', 'a|bc'],
    ['left', '|abc', '|abc'],
    ['right', 'ab|c', 'abc|'],
    ['right', 'abc|', 'abc|'],
    ['ctrl+b', 'ab|', 'a|b'],
    ['ctrl+f', '|ab', 'a|b'],
    ['home', 'ab|c', '|abc'],
    ['ctrl+a', 'ab|c', '|abc'],
    ['end', 'a|bc', 'abc|'],
    ['ctrl+e', 'a|bc', 'abc|'],
    ['backspace', 'ab|c', 'a|c'],
    ['ctrl+h', 'ab|c', 'a|c'],
    ['backspace', '|abc', '|abc'],
    ['delete', 'ab|c', 'ab|'],
    ['ctrl+d', '|abc', '|bc'],
    ['ctrl+u', 'ab|c', '|c'],
    ['ctrl+k', 'a|bc', 'a|'],
    ['ctrl+w', 'one two|', 'one |'],
    ['ctrl+w', 'one two  |', 'one |'],
    ['ctrl+w', 'acme-dev|', 'acme-|'],
    ['alt+backspace', 'one two|', 'one |'],
    ['alt+d', '|one two', '| two'],
    ['alt+b', 'one two|', 'one |two'],
    ['ctrl+left', 'one |two', '|one two'],
    ['alt+f', '|one two', 'one| two'],
    ['ctrl+right', 'one| two', 'one two|'],
    ['up', 'a|b', 'a|b'],
    ['f5', 'a|b', 'a|b'],
  ])('%s makes of %s %s', (name, before, after) => {
    expect(shown(edit(line(before), key(name)))).toBe(after);
  });

  test.each<[what: string, key: string, before: string, after: string]>([
    ['a family is one character', 'backspace', 'a👨‍👩‍👧|', 'a|'],
    ['an accent goes with its letter', 'backspace', 'cafe\u0301|', 'caf|'],
    ['a flag is stepped over whole', 'left', '🇩🇪|', '|🇩🇪'],
    ['a wide letter is deleted whole', 'delete', '|世界', '|界'],
  ])('%s', (_, name, before, after) => {
    expect(shown(edit(line(before), key(name)))).toBe(after);
  });

  test('a paste becomes one line, without what could harm a terminal', () => {
    const pasted = edit(line('a|b'), { type: 'paste', text: 'x\r\n  y\u001b[31m\u202ez\u0007' });
    expect(shown(pasted)).toBe('ax yz|b');
  });

  test('a paste is cut where the line is full, never through a character', () => {
    const full = insert(lineOf('x'.repeat(maxLine - 3)), '👨‍👩‍👧y');
    expect(textOf(full).replace(/^x+/, '')).toBe('');
    expect(textOf(insert(lineOf(''), 'y'.repeat(maxLine + 100)))).toHaveLength(maxLine);
  });

  test('never shows more than there is room for, and always the cursor', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 4, max: 40 }), (before, after, columns) => {
        const view = viewOf({ before, after }, columns);
        const all = view.before + view.at + view.after;
        expect(view.at).not.toBe('');
        expect(widthOf(all)).toBeLessThanOrEqual(columns);
        expect(before.endsWith(view.before)).toBe(true);
      }),
    );
  });
});

// Rows as data: text in which the matches of a filter are marked.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../source/botpress/text.ts';
import { veil } from '../../../source/secrets/kind.ts';
import { markedPieces, type Piece } from '../../../source/tui/look/rows.ts';
import { createFilter } from '../../../source/tui/text/fuzzy.ts';
import { fixed } from '../../../source/tui/text/width.ts';

const filter = createFilter<{ text: string }>(({ text }) => ({ loose: [text], strict: [] }));
const marked = (text: string, query: string, columns: number) =>
  markedPieces(text, columns, filter.markerOf({ text }, query));
const textOf = (pieces: readonly Piece[]) =>
  pieces.map(piece => ('text' in piece ? piece.text : '')).join('');

describe('marked text', () => {
  test('is the same text, however much of it is marked and wherever it is cut', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 1, max: 30 }), (text, query, columns) => {
        const shown = textOf(marked(text, query, columns));
        expect(shown).toBe(fixed(veil(cleanText(text)), columns));
      }),
    );
  });

  test('shows no token, though a filter looks for a piece of it', () => {
    const secret = 'bp_pat_1234567890abcdef';
    for (const query of ['5678', 'b1d', secret]) {
      const shown = textOf(marked(`team ${secret}`, query, 60));
      expect(shown).toContain('team bp_pat_•');
      expect(shown).not.toMatch(/[1-9]/);
    }
  });
});

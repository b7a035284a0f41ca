// The width of plain text without the tables of Unicode: printable ASCII, Latin letters with their accents, and the
// marks that our rows are made of (icons.ts, ink's round border). Each is one grapheme and one column, and part
// of no emoji.
//
// The bundle (scripts/patches.mjs) gives the two functions of this file to ink and all that it
// uses, instead of string-width and Intl.Segmenter: reading Unicode's table of emoji alone takes
// 30 ms.
import { stripVTControlCharacters } from 'node:util';
import measure from 'string-width';

// No regular expression literals: esbuild escapes non-ASCII characters in strings but not in such literals. One such
// character makes V8 store the whole bundle with two bytes per character. test/bundle.real.test.ts finds any.
const marks = ' -~À-ɏ–—‘’“”…·←↑→↓─│╭╮╰╯█░▲●○◆⊘✓✗❯⠀-⣿';
const plain = new RegExp(`^[${marks}]*$`);
/** Plain text with style control codes in between. */
const styled = new RegExp(`^[\u001b${marks}]*$`);

/** The width of a text in columns, as string-width counts it. */
export default function stringWidth(text: string, options?: Parameters<typeof measure>[1]): number {
  if (options !== undefined) return measure(text, options);
  const bare = text.includes('\u001b') ? stripVTControlCharacters(text) : text;
  return plain.test(bare) ? bare.length : measure(bare);
}

type Segment = Pick<Intl.SegmentData, 'segment' | 'index' | 'input'>;

/** Intl.Segmenter for graphemes: created only if there is a text that is not plain. */
export function PlainSegmenter(...options: ConstructorParameters<typeof Intl.Segmenter>) {
  let real: Intl.Segmenter | undefined;
  return {
    segment(text: string) {
      if (styled.test(text)) return plainSegments(text);
      real ??= new globalThis.Intl.Segmenter(...options);
      return real.segment(text);
    },
  };
}

function plainSegments(input: string) {
  const at = (index: number): Segment => ({ segment: input[index] ?? '', index, input });
  return {
    containing: (index: number) => (index < input.length ? at(index) : undefined),
    *[Symbol.iterator]() {
      for (let index = 0; index < input.length; index++) yield at(index);
    },
  };
}

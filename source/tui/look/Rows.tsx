// Rows on the screen: the only place where text is drawn, cleaned and cut to its width.
import { Box, Text } from 'ink';
import { cleanText } from '../../botpress/text.ts';
import { veil } from '../../secrets/kind.ts';
import { cut, widthOf } from '../text/width.ts';
import type { Piece, Row } from './rows.ts';
import { spokenLine } from './spoken.ts';
import { cursorMark, styled } from './styled.ts';
import { useTheme } from './ThemeContext.tsx';
import type { Theme, Tone } from './theme.ts';

type Props = {
  rows: readonly Row[];
  columns: number;
  /** The most rows that fit; ink would draw further ones over each other. */
  height?: number;
  /** Epoch milliseconds; animates the spinners. */
  now?: number;
};

/**
 * All rows are one Text, because ink lays out, measures and cleans each Text separately, which is
 * slow.
 */
export function Rows({ rows, columns, height = rows.length, now = 0 }: Props) {
  const theme = useTheme();
  const lines = rows.slice(0, height).map(row => lineOf(row, columns, now, theme));
  return (
    <Box width={columns} flexShrink={0}>
      {lines.length > 0 && <Text wrap="truncate-end">{lines.join('\n')}</Text>}
    </Box>
  );
}

function lineOf(row: Row, columns: number, now: number, theme: Theme): string {
  const isTyped = row.some(piece => 'cursor' in piece);
  if (theme.isSpoken && !isTyped) {
    const trimmed = (text: string, less: number) => cut(text, columns - less, theme.icons.ellipsis);
    return spokenLine(row, piece => textOf(piece, now, theme), trimmed) || ' ';
  }
  let line = '';
  let room = columns;
  for (const piece of row) {
    if (room <= 0) break;
    const text = textOf(piece, now, theme);
    if ('cursor' in piece) line += cursorMark.start + text + cursorMark.end;
    else {
      const tone = toneOf(piece);
      const style = tone === undefined ? {} : theme.styles[tone];
      if (text !== '') line += styled(cut(text, room, theme.icons.ellipsis), style);
    }
    room -= widthOf(text);
  }
  // A Text without text would have no height.
  return line || ' ';
}

const toneOf = (piece: Piece): Tone | undefined => {
  if ('entry' in piece) return piece.entry === 'selected' ? 'selected' : undefined;
  return 'tone' in piece ? piece.tone : undefined;
};

const spinnerTime = 100;

function textOf(piece: Piece, now: number, { icons, plain }: Theme): string {
  if ('cursor' in piece) return plain(cleanText(piece.cursor)) || ' ';
  if ('entry' in piece) return piece.entry === 'selected' ? icons.pointer : ' ';
  if ('text' in piece) {
    const text = cleanText(piece.text);
    return plain(piece.bare ? text : veil(text));
  }
  if (piece.icon !== 'spinner') return icons[piece.icon];
  const turns = [...icons.spinner];
  return turns[Math.floor(now / spinnerTime) % turns.length] ?? '';
}

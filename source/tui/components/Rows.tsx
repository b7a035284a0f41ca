// Owns drawing rows: the one place where text reaches the screen, cleaned and cut to the room it has.
import { Box, Text } from 'ink';
import { cleanText } from '../../botpress/text.ts';
import { veil } from '../../tokens/kind.ts';
import { cursorMark } from '../painter.ts';
import type { Piece, Row } from '../rows.ts';
import type { Theme } from '../theme.ts';
import { cut, widthOf } from '../width.ts';
import { useTheme } from './theme.tsx';

type Props = {
  rows: readonly Row[];
  columns: number;
  /** Rows that there is room for; ink would lay further ones over each other. */
  height?: number;
  /** Epoch milliseconds; turns the spinners. */
  now?: number;
};

export function Rows({ rows, columns, height = rows.length, now = 0 }: Props) {
  return (
    <Box flexDirection="column" width={columns} flexShrink={0}>
      {rows.slice(0, height).map((row, index) => (
        // Rows are places on the screen, not things with an identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <RowLine key={index} row={row} columns={columns} now={now} />
      ))}
    </Box>
  );
}

/** One row is one Text, so that it is one line of output (facts: stack.md, ink). */
function RowLine({ row, columns, now }: { row: Row; columns: number; now: number }) {
  const theme = useTheme();
  return (
    <Text wrap="truncate-end">
      {shownPieces(row, columns, now, theme).map(({ text, style }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are places too
        <Text key={index} {...style}>
          {text}
        </Text>
      ))}
    </Text>
  );
}

type Shown = { text: string; style: Theme['styles'][keyof Theme['styles']] };

function shownPieces(row: Row, columns: number, now: number, theme: Theme): Shown[] {
  const shown: Shown[] = [];
  let room = columns;
  for (const piece of row) {
    if (room <= 0) break;
    const text = textOf(piece, now, theme);
    const style = 'tone' in piece && piece.tone ? theme.styles[piece.tone] : {};
    if ('cursor' in piece) {
      shown.push({ text: cursorMark.start + text + cursorMark.end, style });
    } else if (text !== '') shown.push({ text: cut(text, room, theme.icons.ellipsis), style });
    room -= widthOf(text);
  }
  // A Text without text would have no height.
  return shown.length === 0 ? [{ text: ' ', style: {} }] : shown;
}

const spinnerTime = 100;

function textOf(piece: Piece, now: number, { icons, plain }: Theme): string {
  if ('cursor' in piece) return plain(cleanText(piece.cursor)) || ' ';
  if ('text' in piece) {
    const text = cleanText(piece.text);
    return plain(piece.bare ? text : veil(text));
  }
  if (piece.icon !== 'spinner') return icons[piece.icon];
  const turns = [...icons.spinner];
  return turns[Math.floor(now / spinnerTime) % turns.length] ?? '';
}

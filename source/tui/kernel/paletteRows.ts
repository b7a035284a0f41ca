// The rows of the palette: what is typed, and the actions with their keys.
import { choiceRows } from '../components/choices.ts';
import { textOf } from '../components/lineEditor.ts';
import { linePieces } from '../components/textField.ts';
import { keyLabel } from '../contract/keymap.ts';
import { markedPieces, type Piece, paragraph, type Row, withRight } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';
import { fixed, widthOf } from '../text/width.ts';
import { actionFilter, actionsShown, type PaletteAction, paletteHeight } from './palette.ts';
import type { Palette, UiState } from './state.ts';

export function paletteRows(state: UiState, palette: Palette, columns: number): Row[] {
  const { line, scroll } = palette;
  const actions = actionsShown(state, palette);
  const count = { text: `${actions.length}`, tone: 'muted' } as const;
  const field: Row = [{ text: ':', tone: 'accent' }, ...linePieces(line, columns - 8)];
  const rows = choiceRows(actions, scroll, paletteHeight(state), (action, tone) =>
    actionPieces(action, textOf(line), tone, columns),
  );
  const none = paragraph('No action is called that. Esc closes the list.', columns);
  return [withRight(field, [count], columns), ...(rows.length === 0 ? none : rows)];
}

const keyColumns = 10;

function actionPieces(
  action: PaletteAction,
  query: string,
  marked: Tone | undefined,
  columns: number,
): Piece[] {
  const { title, entry, unavailable } = action;
  const tone = unavailable === null ? marked : 'muted';
  const room = columns - keyColumns - 2;
  const mark = actionFilter.markerOf(action, query);
  const does = markedPieces(entry.does, Math.min(room, widthOf(entry.does)), mark, tone);
  return [
    { text: `${fixed(keyLabel(entry.keys[0] ?? ''), keyColumns)}`, tone: 'accent' },
    ...does,
    { text: '  ' },
    ...(unavailable === null
      ? markedPieces(title, widthOf(title), mark, 'muted')
      : [{ text: `(${unavailable})`, tone: 'muted' as const }]),
  ];
}

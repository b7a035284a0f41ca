// The rows of the palette: what is typed, and the actions with their keys.

import { linePieces } from '../components/textField.ts';
import { keyLabel } from '../contract/keymap.ts';
import { windowOf } from '../contract/scroll.ts';
import { markedPieces, paragraph, type Row, withRight } from '../look/rows.ts';
import { textOf } from '../text/lineEditor.ts';
import { fixed, widthOf } from '../text/width.ts';
import { actionFilter, actionsShown, type PaletteAction, paletteHeight } from './palette.ts';
import type { Palette, UiState } from './state.ts';

export function paletteRows(state: UiState, palette: Palette, columns: number): Row[] {
  const { line, scroll } = palette;
  const actions = actionsShown(state, palette);
  const count = { text: `${actions.length}`, tone: 'muted' } as const;
  const field: Row = [{ text: ':', tone: 'accent' }, ...linePieces(line, columns - 8)];
  const [start, end] = windowOf(scroll, actions.length, paletteHeight(state));
  const rows = actions
    .slice(start, end)
    .map((action, index) =>
      actionRow(action, textOf(line), start + index === scroll.index, columns),
    );
  const none = paragraph('No action is called that. Esc closes the list.', columns);
  return [withRight(field, [count], columns), ...(rows.length === 0 ? none : rows)];
}

const keyColumns = 10;

function actionRow(action: PaletteAction, query: string, selected: boolean, columns: number): Row {
  const { title, entry, unavailable } = action;
  const tone = unavailable !== null ? 'muted' : selected ? 'selected' : undefined;
  const room = columns - keyColumns - 2;
  const mark = actionFilter.markerOf(action, query);
  const does = markedPieces(entry.does, Math.min(room, widthOf(entry.does)), mark, tone);
  return [
    selected ? { icon: 'pointer', tone: 'selected' } : { text: ' ' },
    { text: ` ${fixed(keyLabel(entry.keys[0] ?? ''), keyColumns)}`, tone: 'accent' },
    ...does,
    { text: '  ' },
    ...(unavailable === null
      ? markedPieces(title, widthOf(title), mark, 'muted')
      : [{ text: `(${unavailable})`, tone: 'muted' as const }]),
  ];
}

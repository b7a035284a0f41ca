// The rows of the palette: the text field, the actions with their keys, and the full text of the
// selected one.
import { choiceRows } from '../components/choices.ts';
import { textOf } from '../components/lineEditor.ts';
import { linePieces } from '../components/textField.ts';
import { keyLabel } from '../contract/keymap.ts';
import { markedPieces, type Piece, paragraph, type Row, withRight } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';
import { fixed, widthOf } from '../text/width.ts';
import type { FoundAction } from './actionSearch.ts';
import { aboutHeight, actionsShown, paletteHeight } from './palette.ts';
import type { Palette, UiState } from './state.ts';

export function paletteRows(state: UiState, palette: Palette, columns: number): Row[] {
  const { line, scroll } = palette;
  const actions = actionsShown(state, palette);
  const count = { text: `${actions.length}`, tone: 'muted' } as const;
  const field: Row = [{ text: ':', tone: 'accent' }, ...linePieces(line, columns - 8)];
  const rows = choiceRows(actions, scroll, paletteHeight(state), (action, tone) =>
    actionPieces(action, tone, columns),
  );
  const none = paragraph(`No action is called “${textOf(line)}”. Esc closes the list`, columns);
  const selected = actions[scroll.index];
  return [
    withRight(field, [count], columns),
    ...(selected === undefined ? none : rows),
    ...(selected === undefined ? [] : aboutRows(selected, columns, aboutHeight(state))),
  ];
}

const keyColumns = 10;

const roomOf = (columns: number) => columns - keyColumns - 2;

/**
 * An action in the palette: its key, its name, and the heading under which the help lists it. If
 * the action is not possible now and there is room for the reason, the reason replaces the heading.
 */
function actionPieces(found: FoundAction, marked: Tone | undefined, columns: number): Piece[] {
  const { action, name, mark } = found;
  const { title, entry, unavailable } = action;
  const tone = unavailable === null ? marked : 'muted';
  const does = markedPieces(entry.does, Math.min(roomOf(columns), widthOf(entry.does)), mark, tone);
  const left = roomOf(columns) - widthOf(entry.does) - 2;
  const called = name === null ? '' : ` · ${name}`;
  const where =
    widthOf(title) + widthOf(called) <= left
      ? [
          ...markedPieces(title, widthOf(title), mark, 'muted'),
          ...markedPieces(called, widthOf(called), mark, 'muted'),
        ]
      : [];
  return [
    { text: `${fixed(keyLabel(entry.keys[0] ?? ''), keyColumns)}`, tone: 'accent' },
    ...does,
    { text: '  ' },
    ...(unavailable !== null && isBeside(found, columns)
      ? [{ text: `(${unavailable})`, tone: 'muted' as const }]
      : where),
  ];
}

/** Whether the reason fits after the name. */
const isBeside = ({ action: { entry, unavailable } }: FoundAction, columns: number): boolean =>
  widthOf(entry.does) + widthOf(unavailable ?? '') + 4 <= roomOf(columns);

/** The part of the selected action that its row has no room for. */
function aboutRows(found: FoundAction, columns: number, height: number): Row[] {
  const { entry, unavailable } = found.action;
  const says = [
    ...(widthOf(entry.does) > roomOf(columns) ? [entry.does] : []),
    ...(unavailable !== null && !isBeside(found, columns) ? [`Not now: ${unavailable}`] : []),
  ].join('. ');
  return says === '' ? [] : paragraph(says, columns, 'muted').slice(0, height);
}

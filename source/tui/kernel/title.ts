// The title of the visible screen: the path to it, and its own short note.
import type { Title } from '../contract/screen.ts';
import { type Piece, type Row, rowWidth } from '../look/rows.ts';
import { askScreen } from './screens.ts';
import type { UiState } from './state.ts';

const between = ' › ';
const leftOut = `…${between}`;

/** `Profiles › dev › Tokens`, followed by the screen's note. */
export function titleRow(state: UiState, columns: number): Row {
  const above = overlayName(state);
  const titles = state.stack.map(name =>
    askScreen(state, name, (screen, own) => screen.title(own, state.shared)),
  );
  const path = pathOf(titles, above);
  const beside = above === null ? titles.at(-1)?.beside : undefined;
  const pieces = pathPieces(path, columns);
  const room = columns - rowWidth(pieces) - 2;
  return beside === undefined || room < 1 ? pieces : [...pieces, { text: '  ' }, ...beside(room)];
}

/** The open layer above the screens, if it has a title. */
function overlayName({ help, log, palette }: UiState): string | null {
  if (help !== null) return 'Help';
  if (log.seen !== null) return 'Log';
  return palette === null ? null : 'Actions';
}

/** The path of the open screens, which names a profile once even if several screens are about it. */
function pathOf(titles: readonly (Title | null)[], above: string | null): string[] {
  const path = titles.flatMap(title => title?.path ?? []);
  const once = path.filter((part, index) => path.indexOf(part) === index);
  return above === null ? once : [...once, above];
}

/** The end of the path, as far as it fits. */
function pathPieces(path: readonly string[], columns: number): Piece[] {
  let shown = path;
  let start = '';
  const width = () => rowWidth([{ text: start + shown.join(between) }]);
  while (shown.length > 1 && width() > columns) {
    shown = shown.slice(1);
    start = leftOut;
  }
  const last = shown.at(-1) ?? '';
  const before = shown.slice(0, -1).map(part => part + between);
  return [
    { text: start + before.join(''), tone: 'muted' },
    { text: last, tone: 'strong' },
  ];
}

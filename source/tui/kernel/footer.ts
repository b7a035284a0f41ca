// The footer: the keys that matter now, from the key tables, and the toast.
import { isMore } from '../components/more.ts';
import type { Toast } from '../contract/effects.ts';
import { type KeyEntry, keyLabel } from '../contract/keymap.ts';
import { layoutOf } from '../look/layout.ts';
import { type Piece, type Row, rowWidth } from '../look/rows.ts';
import { helpRows } from './help.ts';
import { layersOf } from './listening.ts';
import { logRows } from './log.ts';
import { actionsShown, paletteHeight } from './palette.ts';
import type { UiState } from './state.ts';
import { noticeRows } from './toastRows.ts';

/** A key in the footer; the lower its rank, the sooner it gets room. */
type Hint = { key: string; words: string; atEnd: boolean; rank: number };

/** As many keys as fit. The way out is dropped last; pinned keys come at the end. */
export function footerRow(state: UiState, columns: number): Row {
  const hints = hintsOf(state);
  const kept = new Set<Hint>();
  let room = columns + gap.length;
  for (const hint of hints.toSorted((a, b) => a.rank - b.rank)) {
    const width = rowWidth(hintPieces(hint)) + gap.length;
    if (width > room) continue;
    kept.add(hint);
    room -= width;
  }
  const shown = hints.filter(hint => kept.has(hint));
  const inOrder = [...shown.filter(({ atEnd }) => !atEnd), ...shown.filter(({ atEnd }) => atEnd)];
  return inOrder.flatMap((hint, index) => [
    ...(index === 0 ? [] : [{ text: gap }]),
    ...hintPieces(hint),
  ]);
}

const gap = '  ';

function hintsOf(state: UiState): Hint[] {
  const layers = layersOf(state);
  const hints = layers.flatMap(({ entries }) => entries.flatMap(hintOf));
  const isMoreThere = overlayIsMore(state) ?? layers.some(({ more }) => more);
  if (!isMoreThere) return hints;
  const key = state.shared.size.linear ? 'Up, Down' : '↑↓';
  return [...hints, { key, words: 'scroll', atEnd: false, rank: 2 }];
}

/** Whether the layer above the screens has more rows than fit; null if no layer is open. */
function overlayIsMore(state: UiState): boolean | null {
  const { modal, help, log, palette } = state;
  const { columns, body } = layoutOf(state.shared.size);
  if (modal !== null) return false;
  if (help !== null) return isMore(helpRows(state, columns).length, body);
  if (log.seen !== null) return isMore(logRows(log, columns).length, body);
  if (palette === null) return null;
  return isMore(actionsShown(state, palette).length, paletteHeight(state));
}

function hintOf({ keys, footer, pinned, moves, unavailable }: KeyEntry): Hint[] {
  if (footer === undefined || unavailable !== null) return [];
  const atEnd = pinned === true;
  const isOut = keys.includes('esc') || keys[0] === 'q';
  const rank = isOut ? 0 : keys.includes('f1') ? 1 : moves ? 2 : atEnd ? 3 : 4;
  return [{ key: keyLabel(keys[0] ?? ''), words: footer, atEnd, rank }];
}

const hintPieces = ({ key, words }: Hint): Piece[] => [
  { text: key, tone: 'accent' },
  { text: ` ${words}`, tone: 'muted' },
];

const mostRows = 3;

/** The text of a toast; if its offer was taken over from an earlier toast, the text includes the offer. */
function textOf({ text, isCarried, offer }: Toast): string {
  if (!isCarried || offer === undefined) return text;
  const { keys, does } = offer.binding;
  return `${text}. ${keys.join(' or ')}: ${does}`;
}

/** One row, or up to three for a long toast. */
export function toastRows(toast: Toast | null, columns: number): Row[] {
  if (toast === null) return [[]];
  return noticeRows({ ...toast, text: textOf(toast) }, columns).slice(0, mostRows);
}

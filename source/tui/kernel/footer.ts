// The footer: the keys that matter now, from the key tables, and the toast.
import type { Toast } from '../contract/effects.ts';
import { type KeyEntry, keyLabel } from '../contract/keymap.ts';
import { type Piece, type Row, rowWidth } from '../look/rows.ts';
import { layersOf } from './listening.ts';
import type { UiState } from './state.ts';
import { noticeRows } from './toastRows.ts';

/** As many keys as fit; pinned ones always, at the end. */
export function footerRow(state: UiState, columns: number): Row {
  const entries = layersOf(state)
    .flatMap(layer => layer.entries)
    .filter(({ footer, unavailable }) => footer !== undefined && unavailable === null);
  const pinned = entries.filter(entry => entry.pinned).flatMap(entryPieces);
  const others = entries.filter(entry => !entry.pinned).map(entryPieces);
  let row: Piece[] = [];
  const room = columns - rowWidth(pinned);
  for (const pieces of others) {
    if (rowWidth(row) + rowWidth(pieces) <= room) row = [...row, ...pieces];
  }
  return [...row, ...pinned];
}

function entryPieces({ keys, footer }: KeyEntry): Piece[] {
  return [
    { text: keyLabel(keys[0] ?? ''), tone: 'accent' },
    { text: ` ${footer}  `, tone: 'muted' },
  ];
}

const mostRows = 3;

/** One row, or up to three for a long toast. */
export function toastRows(toast: Toast | null, columns: number): Row[] {
  if (toast === null) return [[]];
  return noticeRows(toast, columns).slice(0, mostRows);
}

// Bars that show a share or progress.
import type { Icon } from '../look/icons.ts';
import type { Piece } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';

/**
 * A bar.
 * @param share from 0 to 1; larger values fill it completely
 */
export function barPieces(share: number, columns: number, tone: Tone = 'accent'): Piece[] {
  const full = Math.max(0, Math.min(columns, Math.floor(share * columns)));
  const icons = (count: number, icon: Icon, tone: Tone): Piece[] =>
    Array.from({ length: count }, () => ({ icon, tone }));
  return [...icons(full, 'full', tone), ...icons(columns - full, 'empty', 'muted')];
}

/** Progress as a bar and in numbers. */
export function progressPieces(done: number, total: number, columns = 12): Piece[] {
  const share = total === 0 ? 1 : done / total;
  return [...barPieces(share, columns), { text: ` ${done} of ${total}` }];
}

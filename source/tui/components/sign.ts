// A sign as part of a row.
import { type Sign, signText } from '../home/signs.ts';
import type { Piece } from '../look/rows.ts';

/** A state's icon and word. */
export function signPieces(sign: Omit<Sign, 'reason'>): Piece[] {
  return [
    { icon: sign.icon, tone: sign.tone },
    { text: ` ${signText(sign)}`, tone: sign.tone },
  ];
}

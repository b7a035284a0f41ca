// A sign as it stands in a row.
import { type Sign, signText } from '../home/signs.ts';
import type { Piece } from '../look/rows.ts';

/** Icon and word of a state. */
export function signPieces(sign: Omit<Sign, 'reason'>): Piece[] {
  return [
    { icon: sign.icon, tone: sign.tone },
    { text: ` ${signText(sign)}`, tone: sign.tone },
  ];
}

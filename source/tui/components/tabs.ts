// A row of tabs, with the current one in brackets.
import type { Row } from '../look/rows.ts';
import { chosenPieces } from './choices.ts';

export function tabsRow(names: readonly string[], chosen: number): Row {
  return names.flatMap((name, index) => [
    ...(index === 0 ? [] : [{ text: ' ' }]),
    ...(index === chosen ? chosenPieces(name) : [{ text: ` ${name} `, tone: 'muted' as const }]),
  ]);
}

// A row of tabs, with the current one in brackets.
import type { Row } from '../look/rows.ts';
import { chosenPieces } from './choices.ts';

/** @param isRead whether the row is read aloud: then only the visible tab is named, with its number */
export function tabsRow(names: readonly string[], chosen: number, isRead = false): Row {
  if (isRead) return [{ text: `Tab ${chosen + 1} of ${names.length}: ${names[chosen]}` }];
  return names.flatMap((name, index) => [
    ...(index === 0 ? [] : [{ text: ' ' }]),
    ...(index === chosen ? chosenPieces(name) : [{ text: ` ${name} `, tone: 'muted' as const }]),
  ]);
}

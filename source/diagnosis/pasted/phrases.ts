// Clues that are whole phrases: messages of systems and programs in many languages.
import type { ErrorCode } from '../../errorCodes.ts';
import type { Confidence } from '../diagnosis.ts';
import { type Clue, clue } from './clue.ts';

/** A clue of literal phrases, ignoring case; `…` stands for a name. */
export function phrases(
  cause: ErrorCode,
  confidence: Confidence,
  list: readonly string[],
  means?: string,
): Clue {
  const hints = list.map(phrase => longestPart(phrase).toLowerCase());
  const forms = list.map(phrase => phrase.split('…').map(escaped).join('.{1,120}?'));
  return clue(cause, confidence, hints, new RegExp(forms.join('|'), 'i'), means);
}

/**
 * The hint for a phrase: the longest part between its quotation marks and its `…`, which stand for
 * names. A long part is rare in a text, so the pattern is tried at few places.
 */
const longestPart = (phrase: string): string =>
  phrase.split(/[…'’]/).reduce((longest, part) => (part.length > longest.length ? part : longest));

/** Makes straight and typographic quotes match each other, and any blank match any other. */
const escaped = (part: string): string =>
  part
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/['’]/g, "['’´`]")
    .replace(/ /g, '\\s');

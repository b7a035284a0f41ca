// Clues that are whole phrases, as messages of systems and programs in many languages.
import type { ErrorCode } from '../../errorCodes.ts';
import type { Confidence } from '../diagnosis.ts';
import { type Clue, clue } from './clue.ts';

/** A clue of phrases that are taken as they stand, whatever their letters' case; `…` stands for a name in between. */
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

/** The longest part that is written in one way only, so that a search for it finds few places. */
const longestPart = (phrase: string): string =>
  phrase.split(/[…'’]/).reduce((longest, part) => (part.length > longest.length ? part : longest));

/** Straight and typographic apostrophes and quotes are one; so are blanks, of which some scripts have none. */
const escaped = (part: string): string =>
  part
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/['’]/g, "['’´`]")
    .replace(/ /g, '\\s');

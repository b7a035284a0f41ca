// The size of a JSON text in memory, estimated before parsing: an empty list takes two bytes of
// text and forty in memory.

/** The most values in one API answer; a page has a few thousand. */
export const mostInAnswer = 500_000;

/** The most values in one file. */
export const mostInFile = 1_000_000;

/**
 * Whether a JSON text holds more than `most` values. A list or an object counts twice, because it
 * takes the most memory. For text that is not JSON, either answer may come.
 */
export function holdsMoreThan(most: number, text: string): boolean {
  // Each value takes at least one character, plus one separator.
  if (text.length < 2 * most) return false;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      if (at === -1) return false;
    } else if (code === comma || code === bracket || code === brace) {
      values++;
      if (values > most) return true;
    }
  }
  return false;
}

const [quote, comma, bracket, brace, backslash] = [0x22, 0x2c, 0x5b, 0x7b, 0x5c];

/** The end of the string that begins here; -1 if it has none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === backslash) before--;
  return (at - before) % 2 === 0;
}

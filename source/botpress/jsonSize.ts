// How much a JSON text would become in memory, told before it is parsed: an empty list takes two bytes of text
// and twenty times as much afterwards.

/** Values of one answer of the API; a page of it has some thousands. */
export const mostInAnswer = 500_000;

/** Values of one file. */
export const mostInFile = 1_000_000;

/**
 * Whether a JSON text holds more values than that. A list or an object counts once more, for it takes the most memory.
 * A text that is no JSON may be told either way.
 */
export function holdsMoreThan(most: number, text: string): boolean {
  // Each value takes a character at least, and one to part it from the next.
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

/** Where a string ends that begins here; -1 where it does not. */
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

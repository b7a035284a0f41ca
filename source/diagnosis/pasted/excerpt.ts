// The part of a long text that is examined: the start, the end, and places in between that mention
// an error.

/** A text of up to this many characters is examined as a whole. */
const whole = 100_000;

const parts = { head: 16_000, tail: 56_000, around: 800 } as const;

/**
 * How many places in the middle are examined: some of the first and more of the last, because
 * programs report a fatal error last.
 */
const most = { first: 6, last: 10 } as const;

/** Words for errors and statuses. */
const telling =
  /[ "'(:=][45]\d\d[ "'),:;.]|[×✗✖✘] |orbidden|nauthorized|uotaExceeded|CERT_|ECONN|ENOTFOUND|EACCES|certificate|denied|rror: |xception|ould not |ogin failed|refused|timed out/g;

/** The text, or the telling parts of a long one; in linear time. */
export function excerptOf(text: string): string {
  if (text.length <= whole) return text;
  const end = text.length - parts.tail;
  const middle = text.slice(parts.head, end);
  const places = placesIn(middle);
  const chosen =
    places.length <= most.first + most.last
      ? places
      : [...places.slice(0, most.first), ...places.slice(-most.last)];
  const pieces = chosen.map(at => middle.slice(Math.max(0, at - parts.around), at + parts.around));
  return [text.slice(0, parts.head), ...pieces, text.slice(end)].join('\n');
}

/** Places far enough apart that no two excerpts overlap. */
function placesIn(text: string): number[] {
  const places: number[] = [];
  telling.lastIndex = 0;
  for (let found = telling.exec(text); found !== null; found = telling.exec(text)) {
    places.push(found.index);
    telling.lastIndex = found.index + 2 * parts.around;
  }
  return places;
}

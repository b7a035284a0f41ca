// The part of a long text that is looked at: its beginning, its end, and the places in between that speak of an error.

/** Up to this length a text is looked at as it is, in characters. */
const whole = 100_000;

const parts = { head: 16_000, tail: 56_000, around: 800 } as const;

/** Places in the middle that are looked at: the first and the last, for what ends a program is told last. */
const most = { first: 6, last: 10 } as const;

/** Words of errors and statuses. */
const telling =
  /[ "'(:=][45]\d\d[ "'),:;.]|[×✗✖✘] |orbidden|nauthorized|uotaExceeded|CERT_|ECONN|ENOTFOUND|EACCES|certificate|denied|rror: |xception|ould not |ogin failed|refused|timed out/g;

/** The text, or of a long one what is worth being looked at; in time linear to its length. */
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

/** Each far enough from the one before that no two pieces say the same. */
function placesIn(text: string): number[] {
  const places: number[] = [];
  telling.lastIndex = 0;
  for (let found = telling.exec(text); found !== null; found = telling.exec(text)) {
    places.push(found.index);
    telling.lastIndex = found.index + 2 * parts.around;
  }
  return places;
}

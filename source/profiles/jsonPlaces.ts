// Places in a JSON text: where it stops being JSON, and where a value of its outermost object is.
// V8 names no place for short texts and quotes the content, which may hold a token; a parser with places is
// code that every start would load for a file that is broken once in years.

export type JsonPlaces = {
  /** Offset of the first thing that is not JSON, the text's length if it ends too early; null if all is well. */
  error: number | null;
  /** Offset of each value of the outermost object, by its key. */
  values: ReadonlyMap<string, number>;
};

const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const blank = /[ \t\n\r]*/y;

/** What may come next, at the place reached. `or end`: the bracket just opened may close at once. */
type Wanted = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end';

/** Reads a text once, from its start to its first error (grammar: RFC 8259). */
export function jsonPlaces(text: string): JsonPlaces {
  const values = new Map<string, number>();
  /** The brackets that are open, as what closes them. */
  const open: Array<'}' | ']'> = [];
  let wanted: Wanted = 'value';
  let key = '';
  let at = past(blank, text, 0);
  for (; at < text.length; at = past(blank, text, at)) {
    const start = at;
    const character = text[at] ?? '';
    if (wanted.endsWith('or end') && character === open.at(-1)) {
      open.pop();
      at += 1;
      wanted = 'comma or end';
    } else if (wanted === 'comma or end') {
      if (character !== ',' || open.length === 0) return { error: at, values };
      at += 1;
      wanted = open.at(-1) === '}' ? 'key' : 'value';
    } else if (wanted === 'colon') {
      if (character !== ':') return { error: at, values };
      at += 1;
      wanted = 'value';
    } else if (wanted.startsWith('key')) {
      at = pastString(text, at);
      if (at === start) return { error: at, values };
      key = text.slice(start, at);
      wanted = 'colon';
    } else {
      if (open.length === 1 && open[0] === '}') values.set(JSON.parse(key), at);
      if (character === '{' || character === '[') {
        open.push(character === '{' ? '}' : ']');
        at += 1;
        wanted = character === '{' ? 'key or end' : 'value or end';
      } else {
        at = character === '"' ? pastString(text, at) : past(word, text, at);
        if (at === start) return { error: at, values };
        wanted = 'comma or end';
      }
    }
  }
  const isWhole = wanted === 'comma or end' && open.length === 0;
  return { error: isWhole ? null : text.length, values };
}

/** The offset behind what the pattern finds at `at`; `at` itself where it finds nothing. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The offset behind the string that begins at `at`; `at` itself where none does, or it is not sound. */
function pastString(text: string, at: number): number {
  if (text[at] !== '"') return at;
  let next = at + 1;
  while (next < text.length) {
    const character = text[next] ?? '';
    if (character === '"') return next + 1;
    if (character < ' ') return at;
    if (character !== '\\') next += 1;
    else if (past(escaped, text, next) > next) next = past(escaped, text, next);
    else return at;
  }
  return at;
}

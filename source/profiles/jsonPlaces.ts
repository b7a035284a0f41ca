// The place of a fault in a JSON text. V8 names none for short texts, and quotes the content, which
// may hold a token.
import { type Node, type ParseError, parseTree } from 'jsonc-parser';

export type JsonPlaces = {
  /**
   * Offset of the first character that is not JSON, or the text's length if it ends too early; null
   * if all is well, or if the nesting is too deep for this parser.
   */
  error: number | null;
  /**
   * Offset of each value of the top-level object, by key; as in JSON.parse, the last duplicate
   * wins.
   */
  values: ReadonlyMap<string, number>;
};

/** Parses a text that JSON.parse rejects, or whose value has the wrong shape. */
export function jsonPlaces(text: string): JsonPlaces {
  try {
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { disallowComments: true });
    return { error: errors[0]?.offset ?? null, values: new Map(root?.children?.flatMap(place)) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { error: null, values: new Map() };
  }
}

function place({ children: [key, value] = [] }: Node): Array<[key: string, offset: number]> {
  return typeof key?.value === 'string' && value !== undefined ? [[key.value, value.offset]] : [];
}

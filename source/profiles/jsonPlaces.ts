// Places in a JSON text that is not as it should be. V8 names none for short texts, and quotes the content, which may
// hold a token.
import { type Node, type ParseError, parseTree } from 'jsonc-parser';

export type JsonPlaces = {
  /**
   * Offset of the first thing that is not JSON, the text's length if it ends too early; null if all is well, or
   * if the text is nested too deeply for a parser that remembers where it is.
   */
  error: number | null;
  /** Offset of each value of the outermost object, by its key; of the last one, as in JSON.parse. */
  values: ReadonlyMap<string, number>;
};

/** Reads a text in which JSON.parse has found something wrong, or whose value is not what it should be. */
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

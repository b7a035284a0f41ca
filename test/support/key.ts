// The keys that replace the program's sentences in `npm run test:keys` (sentenceKeys.ts).

const mark = '@:';

/**
 * A key is ASCII, because a screen may be unable to show anything else.
 * @param place where the sentence is created
 */
export const keyOf = (place: string): string => mark + place;

/** A key is recognised by its beginning, because a screen may cut off its end. */
export const holdsKey = (text: string): boolean => text.includes(mark);

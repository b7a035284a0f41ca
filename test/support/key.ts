// The keys that stand for sentences in the test run without the program's sentences
// (sentenceKeys.ts).

const mark = '@:';

/** @param place where the sentence is created. Only ASCII, because a screen may show nothing else. */
export const keyOf = (place: string): string => mark + place;

/** A key is recognised by its beginning, because a screen may cut off its end. */
export const holdsKey = (text: string): boolean => text.includes(mark);

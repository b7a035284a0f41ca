// What stands in the place of a sentence where the sentences are taken away.

const mark = '@:';

/** @param place where the sentence is made. Plain letters, for a screen may be allowed no others. */
export const keyOf = (place: string): string => mark + place;

/** Told by its beginning, for a screen may cut off its end. */
export const holdsKey = (text: string): boolean => text.includes(mark);

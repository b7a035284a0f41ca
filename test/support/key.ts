// The keys that replace sentences in the run without them.

const mark = '@:';

/** @param place where the sentence is created. Only ASCII, because a screen may show nothing else. */
export const keyOf = (place: string): string => mark + place;

/** Recognised by its beginning, because a screen may cut off its end. */
export const holdsKey = (text: string): boolean => text.includes(mark);

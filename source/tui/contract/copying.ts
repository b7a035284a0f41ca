// What is put on the clipboard.

/** A text to copy. It is never told itself: it may be a new token. */
export type Copying = {
  text: string;
  /** What it is, for people: `the token`, an id. */
  what: string;
  /** What to do with it then, in a few words. */
  next?: string;
  /** The id of the new token whose value it is. */
  tokenId?: string;
};

// Text for the clipboard.

/** A text to copy. It is never shown: it may be a new token. */
export type Copying = {
  text: string;
  /** The text's name for people: `the token`, an id. */
  what: string;
  /** What to do with the copied text, in a few words. */
  next?: string;
  /** The token's id, if the text is the value of a new token. */
  tokenId?: string;
};

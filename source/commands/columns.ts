// The columns that a text takes in a terminal.
import stringWidth from 'string-width';

/** @param text without control characters */
export const columnsOf = (text: string): number => stringWidth(text);

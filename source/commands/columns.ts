// The width of a text in terminal columns.
import stringWidth from 'string-width';

/** @param text without control characters */
export const columnsOf = (text: string): number => stringWidth(text);

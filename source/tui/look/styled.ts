// The text styles and their control codes.

/** In the order of their codes: 30 is black. */
const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

export type Style = {
  color?: (typeof colours)[number];
  bold?: boolean;
  dimColor?: boolean;
  underline?: boolean;
};

const reset = '\u001b[0m';

/** The text in this style; the text after it has none. */
export function styled(text: string, { color, bold, dimColor, underline }: Style): string {
  const codes = [
    ...(bold ? [1] : []),
    ...(dimColor ? [2] : []),
    ...(underline ? [4] : []),
    ...(color === undefined ? [] : [30 + colours.indexOf(color)]),
  ];
  return codes.length === 0 ? text : `\u001b[${codes.join(';')}m${text}${reset}`;
}

/** The codes around the character under a field's cursor; the painter replaces them by the terminal's own cursor. */
export const cursorMark = { start: '\u001b[7m', end: '\u001b[27m' } as const;

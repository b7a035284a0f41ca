// The background colour of a terminal, asked for by OSC 11.
import type { Ground } from '../look/theme.ts';

/** Ends with BEL: every terminal that understands the question understands that end, too. */
export const groundQuestion = '\u001b]11;?\u0007';

/** Milliseconds to wait for an answer. */
export const groundTime = 1000;

const answer = /\u001b\]11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i;

/** The background in a terminal's answer; null for other answers. */
export function groundIn(reply: string): Ground | null {
  const parts = answer.exec(reply)?.slice(1);
  if (parts === undefined) return null;
  const [red = 0, green = 0, blue = 0] = parts.map(
    part => Number.parseInt(part, 16) / (16 ** part.length - 1),
  );
  // Brightness as the eye sees it: green counts most.
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? 'light' : 'dark';
}

/** Whether the terminal may understand the question; the Linux console and terminals without escape codes do not. */
export const canAnswer = ({ TERM = '' }: Readonly<Record<string, string | undefined>>): boolean =>
  TERM !== 'linux' && TERM !== 'dumb';

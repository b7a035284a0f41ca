// The colour that a terminal draws on, asked for by OSC 11.
import type { Ground } from '../look/theme.ts';

/** Ends with BEL, which every terminal knows that knows the question. */
export const groundQuestion = '\u001b]11;?\u0007';

/** An answer that takes longer is not waited for, in milliseconds. */
export const groundTime = 1000;

const answer = /\u001b\]11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i;

/** What a terminal answered; null for what is no such answer. */
export function groundIn(reply: string): Ground | null {
  const parts = answer.exec(reply)?.slice(1);
  if (parts === undefined) return null;
  const [red = 0, green = 0, blue = 0] = parts.map(
    part => Number.parseInt(part, 16) / (16 ** part.length - 1),
  );
  // As bright as it looks: of the three colours green tells most.
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 ? 'light' : 'dark';
}

/** Terminals that take the question for something else: the Linux console, and what has no codes at all. */
export const canAnswer = ({ TERM = '' }: Readonly<Record<string, string | undefined>>): boolean =>
  TERM !== 'linux' && TERM !== 'dumb';

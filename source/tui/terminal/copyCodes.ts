// The codes that put a text on the clipboard of the user's terminal (OSC 52).
import type { Context } from '../../context.ts';

type Place = Pick<Context, 'env' | 'platform'>;

const bel = '\u0007';
const esc = '\u001b';

/** GNU screen drops pass-through data in longer pieces. */
const longestPiece = 700;

/**
 * The codes that tell the terminal to copy a text; null for terminals that are known to ignore them. Pure. No terminal
 * confirms that it has copied the text.
 */
export function copyCodes(text: string, { env, platform }: Place): string | null {
  if (!mayListen({ env, platform })) return null;
  const code = `${esc}]52;c;${Buffer.from(text).toString('base64')}${bel}`;
  // With `set-clipboard on` tmux itself obeys the code. With `allow-passthrough on` it hands the
  // wrapped code to the terminal.
  if (env.TMUX) return code + passedOn(`tmux;${code.replaceAll(esc, esc + esc)}`);
  if (!env.STY) return code;
  return (code.match(new RegExp(`[^]{1,${longestPiece}}`, 'g')) ?? []).map(passedOn).join('');
}

const passedOn = (piece: string) => `${esc}P${piece}${esc}\\`;

/** Whether the terminal may know the codes; Apple's Terminal, the Linux console and Windows' own console do not. */
function mayListen({ env, platform }: Place): boolean {
  if (env.TMUX || env.STY) return true;
  const { TERM, TERM_PROGRAM } = env;
  if (TERM === 'linux' || TERM === 'dumb' || TERM_PROGRAM === 'Apple_Terminal') return false;
  return platform !== 'win32' || Boolean(env.WT_SESSION || TERM_PROGRAM || TERM);
}

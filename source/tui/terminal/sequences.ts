// A terminal's bytes, cut into characters, escape sequences and pastes by the grammar of ECMA-48. Pure.

/** A complete piece of the input. */
export type Sent =
  /** A text or control character. */
  | { type: 'character'; text: string }
  /** An escape sequence, from a key or from something else. */
  | { type: 'sequence'; text: string }
  /** The Esc key. */
  | { type: 'escape' }
  /** Esc and the character after it: two keys in one packet, or one key with Alt. */
  | { type: 'pair'; text: string }
  /** A paste between paste marks. */
  | { type: 'paste'; text: string }
  /** A control string such as OSC or DCS: the terminal's answer, or a command to the terminal. */
  | { type: 'string'; text: string };

/** The cutter's memory: the input that has begun but is not complete. */
export type Cutter = {
  readonly rest: string;
  /** The text pasted so far; null outside a paste. */
  readonly pasted: string | null;
};

export const nothingBegun: Cutter = { rest: '', pasted: null };

/** Longest paste that is kept (UTF-16 units); fields have their own, smaller limits. */
export const maxPaste = 65_536;

/** The length limit of a sequence: real ones are shorter. */
const longest = 4096;

const pasteEnd = '\u001b[201~';
const esc = '\u001b';
const ctrlC = '\u0003';

/** Appends text to incomplete input. @returns the new incomplete input, and the complete pieces */
export function cutUp(before: Cutter, text: string): [Cutter, Sent[]] {
  const pieces: Sent[] = [];
  let { pasted } = before;
  let rest = before.rest + text;
  while (rest !== '') {
    if (pasted !== null) {
      const end = endOfPaste(rest);
      pasted = (pasted + rest.slice(0, end.at)).slice(0, maxPaste);
      rest = rest.slice(end.at + end.length);
      if (end.length === 0) return [{ rest, pasted }, pieces];
      // Ctrl+C ends a paste whose end mark was lost; otherwise no key would work from then on.
      pieces.push(end.length === 1 ? { type: 'character', text: ctrlC } : paste(pasted));
      pasted = null;
      continue;
    }
    const length = lengthOf(rest);
    if (length === null) {
      if (rest.length < longest) return [{ rest, pasted }, pieces];
      return [nothingBegun, pieces];
    }
    const piece = pieceOf(rest.slice(0, length));
    if (piece === 'paste-start') pasted = '';
    else if (piece !== null) pieces.push(piece);
    rest = rest.slice(length);
  }
  return [{ rest, pasted }, pieces];
}

const paste = (text: string): Sent => ({ type: 'paste', text });

/** Ends incomplete input after a timeout. An unknown beginning is dropped whole. */
export function cutShort({ rest, pasted }: Cutter): [Cutter, Sent[]] {
  if (pasted !== null || rest === '') return [{ rest, pasted }, []];
  const pieces: Sent[] =
    rest === esc
      ? [{ type: 'escape' }]
      : rest.length === 2
        ? [{ type: 'pair', text: rest.slice(1) }]
        : rest[1] === '['
          ? // rxvt ends some sequences with `$`, which never ends a sequence in ECMA-48.
            [{ type: 'sequence', text: rest }]
          : [];
  return [nothingBegun, pieces];
}

/** Whether input other than a paste is incomplete; a paste has no time limit. */
export const hasBegun = ({ rest, pasted }: Cutter): boolean => pasted === null && rest !== '';

/** Whether a control string is incomplete: over a slow connection it comes in pieces. */
export const hasBegunString = ({ rest, pasted }: Cutter): boolean =>
  pasted === null && /^\u001b(?:\]|[PX^_].)/u.test(rest);

/**
 * Where a paste ends, and the length of its end mark: 0 if it goes on. A possible beginning of the mark is kept for
 * later.
 */
function endOfPaste(text: string): { at: number; length: number } {
  const lost = text.indexOf(ctrlC);
  const end = text.indexOf(pasteEnd);
  if (end !== -1 && (lost === -1 || end < lost)) return { at: end, length: pasteEnd.length };
  if (lost !== -1) return { at: lost, length: 1 };
  for (let length = Math.min(pasteEnd.length - 1, text.length); length > 0; length--) {
    if (pasteEnd.startsWith(text.slice(-length))) return { at: text.length - length, length: 0 };
  }
  return { at: text.length, length: 0 };
}

/** The length of the first piece; null if it is incomplete. */
function lengthOf(text: string): number | null {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  if (first !== esc) return first.length;
  const second = text[1];
  if (second === undefined) return null;
  // The Esc key, followed by another Esc or by a key whose sequence begins with Esc.
  if (second === esc) return 1;
  if (second === '[') return controlLength(text);
  if (second === 'O') return shiftLength(text);
  if (/[\]PX^_]/.test(second)) return stringLength(text);
  return 1 + String.fromCodePoint(text.codePointAt(1) ?? 0).length;
}

/**
 * The length of `ESC [`, its parameters and its last byte; null if the last byte is missing. One
 * byte follows `ESC [[` (F keys of a Linux console), three follow `ESC [M` (oldest mouse reports).
 */
function controlLength(text: string): number | null {
  if (text[2] === '[') return text.length > 3 ? 4 : null;
  if (text[2] === 'M') return text.length > 5 ? 6 : null;
  let at = 2;
  while (at < text.length && /[ -?]/.test(text[at] ?? '')) at++;
  const last = text[at];
  if (last === undefined) return null;
  // A byte that cannot be part of the sequence ends it.
  return /[@-~]/.test(last) ? at + 1 : at;
}

/** The length of `ESC O`, perhaps a modifier, and a letter; null if the letter is missing. */
function shiftLength(text: string): number | null {
  const at = /[0-9]/.test(text[2] ?? '') ? 3 : 2;
  if (text.length <= at) return null;
  return (text[at] ?? '') < ' ' ? at : at + 1;
}

/**
 * The length of a control string, which ends with BEL or `ESC \`, or before any other control
 * character; null if its end is missing.
 */
function stringLength(text: string): number | null {
  for (let at = 2; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\u0007') return at + 1;
    if (character === esc) {
      if (text[at + 1] === undefined) return null;
      return text[at + 1] === '\\' ? at + 2 : at;
    }
    if (character < ' ') return at;
  }
  return null;
}

function pieceOf(text: string): Sent | 'paste-start' | null {
  if (!text.startsWith(esc)) return { type: 'character', text };
  if (text === esc) return { type: 'escape' };
  if (text === '\u001b[200~') return 'paste-start';
  if (text === pasteEnd) return null;
  const kind = text[1] ?? '';
  // An Esc directly before Ctrl+C is ignored.
  if (kind === ctrlC) return { type: 'character', text: ctrlC };
  if (kind === '[' || kind === 'O') return { type: 'sequence', text };
  if (/[\]PX^_]/.test(kind)) return text.length === 2 ? null : { type: 'string', text };
  return { type: 'pair', text: text.slice(1) };
}

// Keys and pastes, decoded from what the terminal sends by Node's own decoder.
import { emitKeypressEvents, type Interface, type Key } from 'node:readline';

/** A key by its name (`up`, `ctrl+a`, `G`), or a whole bracketed paste. */
export type KeyInput =
  /** `text` is what a text field would insert: empty for keys that are not text. */
  { type: 'key'; key: string; text: string } | { type: 'paste'; text: string };

/** Longest paste that is kept (UTF-16 units); fields have their own, smaller limits. */
export const maxPaste = 65_536;

/** A lone Esc counts as the Esc key after this time (milliseconds); Node's default is 500. */
const escapeCodeTimeout = 30;

/** What one key of Node's decoder is called here; null for sequences that are no key. */
function keyNamed(text: string | undefined, key: Key): KeyInput | null {
  const printable = text !== undefined && !key.ctrl && !key.meta && /^\P{C}$/u.test(text);
  if (printable) return { type: 'key', key: text === ' ' ? 'space' : text, text };
  // On a slow line an Esc and what is pressed behind it come together; Ctrl+C is heard all the same.
  if (key.sequence === '\u001b\u0003') return { type: 'key', key: 'ctrl+c', text: '' };
  if (key.name === undefined || key.name === 'undefined') {
    // Private-use and joining characters are text too, though they are no letter of their own.
    const joins = text !== undefined && !key.meta && /^[\p{Cf}\p{Co}]$/u.test(text);
    return joins ? { type: 'key', key: text, text } : null;
  }
  // A lone Esc is told by nothing following it, and reported with `meta`.
  if (key.name === 'escape') return { type: 'key', key: 'esc', text: '' };
  const modifiers = [key.ctrl && 'ctrl', key.meta && 'alt', key.shift && 'shift'];
  const name = key.name === 'return' ? 'enter' : key.name;
  return { type: 'key', key: [...modifiers.filter(Boolean), name].join('+'), text: '' };
}

/** Gathers what lies between paste-start and paste-end into one paste. */
function createDecoder(heard: (input: KeyInput) => void) {
  let pasted: string | null = null;
  return (text: string | undefined, key: Key): void => {
    if (key.name === 'paste-start') {
      pasted = '';
    } else if (key.name === 'paste-end') {
      if (pasted !== null) heard({ type: 'paste', text: pasted });
      pasted = null;
    } else if (pasted !== null && !(key.ctrl && key.name === 'c')) {
      if (pasted.length < maxPaste) pasted += key.sequence ?? text ?? '';
    } else {
      // Ctrl+C ends a paste whose end got lost on the way, else no key would work any more.
      pasted = null;
      const input = keyNamed(text, key);
      if (input !== null) heard(input);
    }
  };
}

/** Starts hearing keys. @returns the way to stop */
export function listenForKeys(
  stdin: NodeJS.ReadStream,
  heard: (input: KeyInput) => void,
): () => void {
  // Node reads only this one option of the interface (lib/internal/readline/emitKeypressEvents.js).
  emitKeypressEvents(stdin, { escapeCodeTimeout } as unknown as Interface);
  const decode = createDecoder(heard);
  stdin.on('keypress', decode);
  return () => stdin.off('keypress', decode);
}

// Keys by name, recognised by Node's own decoder in what a terminal sends.
import { EventEmitter } from 'node:events';
import { emitKeypressEvents, type Key } from 'node:readline';

/** A key by its name (`up`, `ctrl+a`, `G`), or a whole paste. */
export type KeyInput =
  /** `text` is what a text field would insert: empty for keys that are not text. */
  { type: 'key'; key: string; text: string } | { type: 'paste'; text: string };

/** The key for a character or a whole escape sequence; null if there is none. */
export function keyInputOf(sequence: string): KeyInput | null {
  if (sequence === '\u001b') return { type: 'key', key: 'esc', text: '' };
  const found: [string | undefined, Key][] = [];
  // Each sequence separately: an incomplete one must not change the meaning of the next.
  const decoder = new EventEmitter();
  emitKeypressEvents(decoder as NodeJS.ReadableStream);
  decoder.on('keypress', (text: string | undefined, key: Key) => found.push([text, key]));
  decoder.emit('data', Buffer.from(sequence));
  const [first, ...others] = found;
  return first === undefined || others.length > 0 ? null : keyNamed(...first);
}

/** Our name for a key of Node's decoder; null for sequences that are not keys. */
function keyNamed(text: string | undefined, key: Key): KeyInput | null {
  const printable = text !== undefined && !key.ctrl && !key.meta && /^\P{C}$/u.test(text);
  if (printable) return { type: 'key', key: text === ' ' ? 'space' : text, text };
  if (key.name === undefined || key.name === 'undefined') {
    // Private-use and joining characters are text too, although they are not letters.
    const joins = text !== undefined && !key.meta && /^[\p{Cf}\p{Co}]$/u.test(text);
    return joins ? { type: 'key', key: text, text } : null;
  }
  const modifiers = [key.ctrl && 'ctrl', key.meta && 'alt', key.shift && 'shift'];
  const name = key.name === 'return' ? 'enter' : key.name;
  return { type: 'key', key: [...modifiers.filter(Boolean), name].join('+'), text: '' };
}

// The box of `explain`: a growing pasted text, and the part of it that may be shown.
import { type Explanation, explainText } from '../../../diagnosis/explain.ts';
import type { KeyInput } from '../../terminal/keys.ts';
import { maxPaste } from '../../terminal/sequences.ts';
import { graphemes } from '../../text/width.ts';

export type PasteBox = {
  /** The raw text, including tokens: never drawn, and dropped once it is explained. */
  text: string;
  explanation: Explanation;
};

export const emptyPasteBox = (): PasteBox => pasteBoxOf('');

/** The longest text (UTF-16 units): the length of the longest paste. */
export const maxText = maxPaste;

function pasteBoxOf(text: string): PasteBox {
  return { text, explanation: explainText(text) };
}

/** The text after a key or a paste; unchanged if the key has no meaning for it. */
export function typedInto(paste: PasteBox, input: KeyInput): PasteBox {
  const { text } = paste;
  if (input.type === 'paste') return added(text, input.text.replace(/\r\n?/g, '\n'));
  if (input.text !== '') return added(text, input.text);
  if (input.key === 'backspace' || input.key === 'ctrl+h') {
    // A character may have many code units: a short tail is enough to find the last one.
    const tail = text.slice(-64);
    const last = graphemes(tail).at(-1) ?? '';
    return pasteBoxOf(text.slice(0, text.length - last.length));
  }
  return input.key === 'ctrl+u' ? emptyPasteBox() : paste;
}

const added = (text: string, more: string): PasteBox => pasteBoxOf((text + more).slice(0, maxText));

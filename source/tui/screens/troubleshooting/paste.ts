// The box for `explain`: the pasted text so far, and its explanation, which hides the tokens.
import { type Explanation, explainText } from '../../../diagnosis/explain.ts';
import type { KeyInput } from '../../terminal/keys.ts';
import { maxPaste } from '../../terminal/sequences.ts';
import { graphemes } from '../../text/width.ts';

export type PasteBox = {
  /** The raw text, including tokens. It is never shown, and is dropped with the box. */
  text: string;
  explanation: Explanation;
};

export const emptyPasteBox = (): PasteBox => pasteBoxOf('');

/** The most UTF-16 units in the box: the length of the longest paste. */
export const maxText = maxPaste;

function pasteBoxOf(text: string): PasteBox {
  return { text, explanation: explainText(text) };
}

/** The box after a key or a paste. */
export function typedInto(paste: PasteBox, input: KeyInput): PasteBox {
  const { text } = paste;
  if (input.type === 'paste') return added(text, input.text.replace(/\r\n?/g, '\n'));
  if (input.text !== '') return added(text, input.text);
  if (input.key === 'backspace' || input.key === 'ctrl+h') {
    // Splitting the whole text into characters is slow; a short tail contains the last character.
    const tail = text.slice(-64);
    const last = graphemes(tail).at(-1) ?? '';
    return pasteBoxOf(text.slice(0, text.length - last.length));
  }
  return input.key === 'ctrl+u' ? emptyPasteBox() : paste;
}

const added = (text: string, more: string): PasteBox => pasteBoxOf((text + more).slice(0, maxText));

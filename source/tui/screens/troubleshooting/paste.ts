// The box of `explain`: a pasted text as it grows, and what of it may be shown.
import { type Explanation, explainText } from '../../../diagnosis/explain.ts';
import type { KeyInput } from '../../terminal/keys.ts';
import { maxPaste } from '../../terminal/sequences.ts';
import { graphemes } from '../../text/width.ts';

export type PasteBox = {
  /** As it was pasted, tokens included: never drawn, and gone once it is explained. */
  text: string;
  explanation: Explanation;
};

export const emptyPasteBox = (): PasteBox => pasteBoxOf('');

/** Longest text (UTF-16 units), as long as a single paste can be. */
export const maxText = maxPaste;

function pasteBoxOf(text: string): PasteBox {
  return { text, explanation: explainText(text) };
}

/** The text after a key or a paste; the same one when the key means nothing to it. */
export function typedInto(paste: PasteBox, input: KeyInput): PasteBox {
  const { text } = paste;
  if (input.type === 'paste') return added(text, input.text.replace(/\r\n?/g, '\n'));
  if (input.text !== '') return added(text, input.text);
  if (input.key === 'backspace' || input.key === 'ctrl+h') {
    // Characters as people see them: looking back a little is enough to find the last one.
    const tail = text.slice(-64);
    const last = graphemes(tail).at(-1) ?? '';
    return pasteBoxOf(text.slice(0, text.length - last.length));
  }
  return input.key === 'ctrl+u' ? emptyPasteBox() : paste;
}

const added = (text: string, more: string): PasteBox => pasteBoxOf((text + more).slice(0, maxText));

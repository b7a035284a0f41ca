// The keys of marks, the same in every list that has them.
import type { Binding } from '../contract/keymap.ts';
import type { Message } from '../contract/messages.ts';

export type MarkMessage<List extends string> =
  /** Marks the selected entry, or takes its mark off, and goes one down. */
  | { type: `${List}.mark` }
  /** All that are shown, or none of them. */
  | { type: `${List}.mark.shown` }
  | { type: `${List}.mark.clear` };

const words = ['several', 'bulk', 'multiple', 'batch', 'unmark', 'deselect'];

/** @param what is marked, in the singular @param unavailable why nothing can be marked */
export function markBindings<Own>(
  what: string,
  messages: { one: Message; shown: Message; clear: Message },
  unavailable: (own: Own) => string | null,
): { one: Binding<Own>; shown: Binding<Own>; clear: Binding<Own> } {
  return {
    one: {
      keys: ['space'],
      does: `Mark the selected ${what}, or take its mark off`,
      footer: 'mark',
      words: ['select', ...words],
      message: messages.one,
      unavailable,
    },
    shown: {
      keys: ['*'],
      does: 'Mark all that are shown, or none',
      words: ['select all', 'everything', ...words],
      message: messages.shown,
      unavailable,
    },
    clear: {
      keys: ['esc'],
      does: 'Take all marks off',
      footer: 'unmark',
      words: ['deselect'],
      message: messages.clear,
    },
  };
}

// The keys for marking entries, the same in every list that has marks.
import type { Binding } from '../contract/keymap.ts';
import type { Message } from '../contract/messages.ts';

export type MarkMessage<List extends string> =
  /** Marks or unmarks the selected entry, and moves down one row. */
  | { type: `${List}.mark` }
  /** Marks all visible entries, or none if all are marked. */
  | { type: `${List}.mark.shown` }
  | { type: `${List}.mark.clear` };

const words = ['several', 'bulk', 'multiple', 'batch', 'unmark', 'deselect'];

/**
 * @param what the name of one marked thing, such as `profile`
 * @param unavailable why nothing can be marked
 */
export function markBindings<Own>(
  what: string,
  messages: { one: Message; shown: Message; clear: Message },
  unavailable: (own: Own) => string | null,
): { one: Binding<Own>; shown: Binding<Own>; clear: Binding<Own> } {
  return {
    one: {
      keys: ['space'],
      does: `Mark or unmark the selected ${what}`,
      footer: 'mark',
      words: ['select', ...words],
      message: messages.one,
      unavailable,
    },
    shown: {
      keys: ['*'],
      does: `Mark all visible ${what}s, or none`,
      words: ['select all', 'everything', ...words],
      message: messages.shown,
      unavailable,
    },
    clear: {
      keys: ['esc'],
      does: 'Clear all marks',
      footer: 'unmark',
      words: ['deselect'],
      message: messages.clear,
    },
  };
}

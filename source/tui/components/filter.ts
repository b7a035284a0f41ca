// The filter of a list: typed in a field, kept in force, cleared.
import { type Binding, listBindingsWhileTyping } from '../contract/keymap.ts';
import type { Message } from '../contract/messages.ts';
import type { ListMove } from '../contract/scroll.ts';
import type { Piece } from '../look/rows.ts';
import type { KeyInput } from '../terminal/keys.ts';
import { type EditedLine, edit, emptyLine, textOf } from './lineEditor.ts';

/** Null without one; one that is no longer typed in stays in force. */
export type ListFilter = { line: EditedLine; typing: boolean } | null;

/** What happens to it, for the list of that name. */
export type FilterMessage<List extends string> =
  | { type: `${List}.filter` }
  | { type: `${List}.filter.type`; input: KeyInput }
  | { type: `${List}.filter.keep` }
  | { type: `${List}.filter.clear` };

export const openedFilter = (filter: ListFilter): ListFilter => ({
  line: filter?.line ?? emptyLine,
  typing: true,
});

export const typedFilter = (filter: ListFilter, input: KeyInput): ListFilter =>
  filter && { line: edit(filter.line, input), typing: true };

/** Without a text there is none. */
export const keptFilter = (filter: ListFilter): ListFilter =>
  filterText(filter) === '' ? null : filter && { ...filter, typing: false };

export const filterText = (filter: ListFilter): string =>
  filter === null ? '' : textOf(filter.line);

/** What it lets through, as the title of its list says it. */
export function filterPieces(filter: ListFilter, found: number, all: number): Piece[] {
  return [
    { text: `${found} of ${all} match ` },
    { text: filterText(filter), tone: 'accent' },
    { text: '  (esc clears)', tone: 'muted' },
  ];
}

/** Enter and Esc of it, and what moves in the list beside it. */
export function filterBindings<Own>(messages: {
  keep: Message;
  clear: Message;
  move: (by: ListMove) => Message;
}) {
  const clear: Binding<Own> = {
    keys: ['esc'],
    does: 'Clear the filter',
    footer: 'clear the filter',
    message: messages.clear,
  };
  const keep: Binding<Own> = {
    keys: ['enter'],
    does: 'Keep the filter and go on',
    footer: 'keep',
    message: messages.keep,
  };
  return { clear, whileTyping: [...listBindingsWhileTyping<Own>(messages.move), keep, clear] };
}

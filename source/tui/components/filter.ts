// A list's filter: typed in a field, kept, cleared.
import { type Binding, listBindingsWhileTyping } from '../contract/keymap.ts';
import type { Message } from '../contract/messages.ts';
import type { ListMove } from '../contract/scroll.ts';
import type { Piece } from '../look/rows.ts';
import type { KeyInput } from '../terminal/keys.ts';
import { type EditedLine, edit, emptyLine, textOf } from './lineEditor.ts';

/** Null without a filter; it stays in force after typing has ended. */
export type ListFilter = { line: EditedLine; typing: boolean } | null;

/** The events of a filter, for the list with that name. */
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

/** An empty filter is removed. */
export const keptFilter = (filter: ListFilter): ListFilter =>
  filterText(filter) === '' ? null : filter && { ...filter, typing: false };

export const filterText = (filter: ListFilter): string =>
  filter === null ? '' : textOf(filter.line);

/** The filter as part of its list's title. */
export function filterPieces(filter: ListFilter, found: number, all: number): Piece[] {
  return [
    { text: `${found} of ${all} match ` },
    { text: filterText(filter), tone: 'accent' },
    { text: '  (esc clears)', tone: 'muted' },
  ];
}

/** The filter's Enter and Esc, and the keys that move in its list. */
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
    footer: 'keep filter',
    message: messages.keep,
  };
  return { clear, whileTyping: [...listBindingsWhileTyping<Own>(messages.move), keep, clear] };
}

// The keys of lists: all lists move and filter with the same keys.
import {
  type Binding,
  type Keys,
  keysFor,
  moveBindings,
  moveBindingsWhileTyping,
} from '../contract/keymap.ts';
import { type ListName, listMessage } from '../contract/lists.ts';
import type { ListFilter } from './filter.ts';

/** The keys of one list. `Own` is the state of its screen. */
export type ListTable<Own> = {
  list: ListName;
  moves: readonly Binding<Own>[];
  filter: Binding<Own>;
  /** The keys while the list's filter is typed. */
  typing: readonly Binding<Own>[];
  /** The key Esc while a filter is kept. */
  clear: Binding<Own>;
};

/** @param unfilterable the reason why there is nothing to filter; null if there are entries */
export function listTable<Own>(
  list: ListName,
  unfilterable?: (own: Own) => string | null,
): ListTable<Own> {
  const move: Parameters<typeof moveBindings>[0] = by => listMessage(list, { type: 'move', by });
  const filter: Binding<Own> = {
    keys: ['/'],
    does: 'Filter the list',
    footer: 'filter',
    words: ['search', 'find'],
    message: listMessage(list, { type: 'filter' }),
    opensField: true,
    ...(unfilterable === undefined ? {} : { unavailable: unfilterable }),
  };
  const clear: Binding<Own> = {
    keys: ['esc'],
    does: 'Clear the filter',
    footer: 'clear the filter',
    message: listMessage(list, { type: 'filter.clear' }),
  };
  const keep: Binding<Own> = {
    keys: ['enter'],
    does: 'Keep the filter and go on',
    footer: 'keep filter',
    message: listMessage(list, { type: 'filter.keep' }),
  };
  return {
    list,
    moves: moveBindings<Own>(move),
    filter,
    typing: [...moveBindingsWhileTyping<Own>(move), keep, clear],
    clear,
  };
}

/**
 * The present meaning of keys in a list, with or without a filter.
 * @param bindings what keys mean while no filter is typed; if a filter is kept, Esc clears that first
 */
export function listKeysFor<Own>(
  title: string,
  table: ListTable<Own>,
  filter: ListFilter,
  bindings: readonly Binding<Own>[],
  own: Own,
): Keys {
  if (filter?.typing) {
    return keysFor('Filter', table.typing, own, input =>
      listMessage(table.list, { type: 'filter.type', input }),
    );
  }
  if (filter === null) return keysFor(title, bindings, own);
  const others = bindings.flatMap(binding => {
    const keys = binding.keys.filter(key => key !== 'esc');
    return keys.length === 0 ? [] : [{ ...binding, keys }];
  });
  return keysFor(title, [table.clear, ...others], own);
}

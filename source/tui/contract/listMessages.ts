// The messages of a list or a page: its moves, and its filter.
import type { KeyInput } from '../terminal/keys.ts';
import type { ListMove } from './scroll.ts';

/** Something that happens to a list. */
export type ListEvent =
  | { type: 'move'; by: ListMove }
  | { type: 'filter' }
  | { type: 'filter.type'; input: KeyInput }
  | { type: 'filter.keep' }
  | { type: 'filter.clear' };

/** The events of the list with that name, as messages. */
export type ListMessage<List extends string> =
  | { type: `${List}.move`; by: ListMove }
  | { type: `${List}.filter` }
  | { type: `${List}.filter.type`; input: KeyInput }
  | { type: `${List}.filter.keep` }
  | { type: `${List}.filter.clear` };

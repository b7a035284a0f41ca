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

/** The events of a list as messages; `List` is the name of the list. */
export type ListMessage<List extends string> =
  | { type: `${List}.move`; by: ListMove }
  | { type: `${List}.filter` }
  | { type: `${List}.filter.type`; input: KeyInput }
  | { type: `${List}.filter.keep` }
  | { type: `${List}.filter.clear` };

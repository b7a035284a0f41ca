// The key table of the log.
import { listTable } from '../components/listKeys.ts';
import type { Binding } from '../contract/keymap.ts';

export const logTable = listTable<void>('log');

export const logBindings: readonly Binding[] = [
  ...logTable.moves,
  {
    keys: ['esc', 'L', 'q', 'enter'],
    does: 'Close the log',
    footer: 'close',
    message: { type: 'log.close' },
  },
  logTable.filter,
];

// The key table of the log.
import { type Binding, listBindings } from '../contract/keymap.ts';

export const logBindings: readonly Binding[] = [
  ...listBindings<void>(by => ({ type: 'log.move', by })),
  {
    keys: ['esc', 'L', 'q', 'enter'],
    does: 'Close the log',
    footer: 'close',
    message: { type: 'log.close' },
  },
];

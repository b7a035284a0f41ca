// The keys while an error is shown.
import type { Toast } from '../contract/effects.ts';
import { type Binding, type Keys, keysFor } from '../contract/keymap.ts';

const dismiss: Binding = {
  keys: ['esc'],
  does: 'Dismiss the error',
  footer: 'dismiss',
  message: { type: 'toast.dismiss' },
};

const errorKeys = keysFor('Error', [dismiss], undefined);

const copyCommand: Binding = {
  keys: ['y', 'Y'],
  does: 'Copy the command in the error',
  footer: 'copy command',
  message: { type: 'command.copy' },
  changes: true,
};

const errorWithCommandKeys = keysFor('Error', [dismiss, copyCommand], undefined);

/** @param isTyped whether a text field takes the letters that are typed */
export const errorKeysFor = ({ commands = [] }: Toast, isTyped: boolean): Keys =>
  commands.length === 0 || isTyped ? errorKeys : errorWithCommandKeys;

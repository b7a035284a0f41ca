// Owns the key table of the workspace screen.
import { type Binding, type Keys, keysFor, listBindings } from '../keymap.ts';
import type { Shared } from '../shared.ts';
import { isWaiting, type State } from './workspaceState.ts';

type Seen = { own: State; shared: Shared };

export const bindings: readonly Binding<Seen>[] = [
  ...listBindings<Seen>(by => ({ type: 'workspace.scroll', by })),
  {
    keys: ['r'],
    does: 'Ask the API about the workspace again',
    footer: 'refresh',
    message: { type: 'workspace.refresh' },
    unavailable: ({ own, shared }) =>
      isWaiting(own, shared) ? 'The API is being asked already' : null,
  },
  {
    keys: ['x'],
    does: 'Troubleshoot this profile',
    footer: 'troubleshoot',
    message: { type: 'workspace.troubleshoot' },
  },
];

/** What keys mean on the workspace screen right now. */
export const keysOf = (own: State, shared: Shared): Keys =>
  keysFor('Workspace', bindings, { own, shared });

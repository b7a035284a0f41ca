// The commands that the toast and the screen show, and copying one of them.
import type { Effect } from '../contract/effects.ts';
import { forShell } from '../home/pageAndCopy.ts';
import { askScreen } from './screens.ts';
import { screenOf, type UiState } from './state.ts';

/** The commands on the screen; those of the toast come first. */
export function commandsShown(state: UiState): readonly string[] {
  const { shared, toast } = state;
  const own = askScreen(state, screenOf(state), (screen, own) => screen.commands?.(own, shared));
  return [...new Set([...(toast?.commands ?? []), ...(own ?? [])])];
}

/** The command to copy now: the first, or the one after the last that was copied. */
export function nextCommand(state: UiState): string | null {
  const all = commandsShown(state);
  const at = all.indexOf(state.copiedCommand ?? '');
  return all[(at + 1) % Math.max(1, all.length)] ?? null;
}

/** Copies `copiedCommand`, which `updateOverlays` has just set to the next command. */
export function copyCommandEffects(state: UiState): Effect[] {
  const { copiedCommand: text } = state;
  if (text === null) return [{ type: 'toast', tone: 'info', text: 'No command is shown here' }];
  const all = commandsShown(state);
  const one = `command ${all.indexOf(text) + 1} of ${all.length}`;
  return [{ type: 'copy', text, what: all.length === 1 ? 'the command' : one, next: forShell }];
}

// The reason for which a screen can be left by its own keys only.
import { askScreen } from './screens.ts';
import { screenOf, type UiState } from './state.ts';

/** Why no other screen can be gone to now; null when one can. */
export function whyStay(state: UiState): string | null {
  const isFirst = state.stack.length === 1;
  const why = askScreen(state, screenOf(state), (screen, own) => screen.whyStay?.(own, isFirst));
  return why ?? null;
}

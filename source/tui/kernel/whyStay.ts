// The reason why only a screen's own keys may leave it.
import { askScreen } from './screens.ts';
import { screenOf, type UiState } from './state.ts';

/** The reason why no other screen can be opened now; null if one can. */
export function whyStay(state: UiState): string | null {
  const isFirst = state.stack.length === 1;
  const why = askScreen(state, screenOf(state), (screen, own) => screen.whyStay?.(own, isFirst));
  return why ?? null;
}

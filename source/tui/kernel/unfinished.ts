// A change at the server that goes on after the user has left the UI, and the sentence about its
// result.
import { askScreen, screenNames } from './screens.ts';
import type { UiState } from './state.ts';

/** The change that is in progress at the server; null if there is none. */
export function unfinishedIn(state: UiState): string | null {
  const asked = screenNames.map(name =>
    askScreen(state, name, (screen, own) => screen.unfinished?.(own)),
  );
  return asked.find(unfinished => unfinished != null) ?? null;
}

/**
 * The result of the change that was in progress in the state `before`; null if there was none.
 * @param after the state after everything has ended
 */
export function unfinishedOutcome(before: UiState, after: UiState): string | null {
  if (unfinishedIn(before) === null) return null;
  const asked = screenNames.map(name =>
    askScreen(after, name, (screen, own) => screen.outcome?.(own, after.shared)),
  );
  return asked.find(outcome => outcome != null) ?? after.toast?.text ?? null;
}

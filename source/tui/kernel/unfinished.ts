// The changes at the server that outlast the UI, and the sentence about how they ended.
import { askScreen, screenNames } from './screens.ts';
import type { UiState } from './state.ts';

/** What is being changed at the server; null if nothing is. */
export function unfinishedIn(state: UiState): string | null {
  const asked = screenNames.map(name =>
    askScreen(state, name, (screen, own) => screen.unfinished?.(own)),
  );
  return asked.find(unfinished => unfinished != null) ?? null;
}

/** How that came out; null where nothing was going on. @param after the state once everything has ended */
export function unfinishedOutcome(before: UiState, after: UiState): string | null {
  if (unfinishedIn(before) === null) return null;
  const asked = screenNames.map(name =>
    askScreen(after, name, (screen, own) => screen.outcome?.(own, after.shared)),
  );
  return asked.find(outcome => outcome != null) ?? after.toast?.text ?? null;
}

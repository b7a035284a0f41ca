// Redraws that only the passing of time requires: spinners, ages, and toasts that expire.
import type { Work } from '../contract/effects.ts';
import { askScreen } from './screens.ts';
import { screenOf, type UiState } from './state.ts';
import { nextShown, shownWait } from './waits.ts';

const spinning = 100;
/** Milliseconds between redraws of ages. Ages are in minutes, and `just now` must not stay for too long. */
const aging = 15_000;

/**
 * The state with the time of its next tick, and the work with the request for that tick. Both stay
 * as they are if a tick at that time or earlier is already requested.
 */
export function withTick(state: UiState, work: readonly Work[]): [UiState, Work[]] {
  const { now } = state.shared;
  const redrawn = now + (isWaiting(state) ? spinning : aging);
  const due = [redrawn, now + (nextShown(state) ?? Infinity), state.toast?.until ?? Infinity];
  const at = Math.max(now, Math.min(...due));
  if (state.tickAt !== null && state.tickAt <= at) return [state, [...work]];
  return [{ ...state, tickAt: at }, [...work, { type: 'tick', ms: at - now }]];
}

/** Whether a spinner is visible. */
function isWaiting(state: UiState): boolean {
  const { shared } = state;
  if (shownWait(state) !== null) return true;
  for (const check of shared.checks.values()) if (check.state === 'checking') return true;
  return askScreen(state, screenOf(state), (screen, own) => screen.isBusy(own, shared)) ?? false;
}

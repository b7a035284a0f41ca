// Owns what is said after the screen is gone about work that ended when nobody could see it any more.
import { rotationSummary } from './screens/tokensRotationRows.ts';
import type { State } from './state.ts';

/** What is being changed at the server while the UI is left; null if nothing is. */
export function underWay({ screens: { tokens } }: State): string | null {
  if (tokens === null) return null;
  const { panel, busy } = tokens;
  if (panel?.type === 'rotation' && panel.rotating.outcome.type === 'running') {
    return `Rotating the token of ${panel.rotating.name}`;
  }
  return busy;
}

/** How that came out. @param after the state once everything has ended */
export function partingWords(before: State, after: State): string | null {
  if (underWay(before) === null) return null;
  const panel = after.screens.tokens?.panel ?? null;
  if (panel?.type === 'rotation') return rotationSummary(panel.rotating);
  if (panel?.type === 'made') {
    const { id } = panel.created;
    return `Made ${id}, but its value was not shown. Delete it: bp-auth tokens revoke ${id}`;
  }
  return after.toast?.text ?? null;
}

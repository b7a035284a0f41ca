// What is said after the screen is gone about work that ended when nobody could see it any more.
import { line, lineText } from '../../commandLine.ts';
import { placeIn } from '../contract/knowledge.ts';
import { rotationSummary } from '../screens/tokens/rotationRows.ts';
import type { UiState } from './state.ts';

/** Once this process has ended, another program may listen where the browser was to come back to. */
export const closeLoginPage =
  'Close the tab of the login page if it is still open in your browser: what you approve there now could reach another program';

/** What is being changed at the server while the UI is left; null if nothing is. */
export function underWay({ screens: { tokens } }: UiState): string | null {
  if (tokens === null) return null;
  const { panel, busy } = tokens;
  if (panel?.type === 'rotation' && panel.rotating.outcome.type === 'running') {
    return `Rotating the token of ${panel.rotating.name}`;
  }
  return busy;
}

/** How that came out. @param after the state once everything has ended */
export function partingWords(before: UiState, after: UiState): string | null {
  if (underWay(before) === null) return null;
  const panel = after.screens.tokens?.panel ?? null;
  if (panel?.type === 'rotation') return rotationSummary(panel.rotating, placeIn(after.shared));
  if (panel?.type === 'made') {
    const { id } = panel.created;
    const revoke = lineText(line('tokens', 'revoke', id), placeIn(after.shared));
    return `Made ${id}, but its value was not shown. Delete it: ${revoke}`;
  }
  return after.toast?.text ?? null;
}

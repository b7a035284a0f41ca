// A change to tokens that goes on after the user has left the UI: what it is, its progress and its
// result.
import { line, lineText } from '../../../commandLine.ts';
import { placeIn, type Shared } from '../../contract/knowledge.ts';
import { rotationSummary, stepNames } from './rotationRows.ts';
import type { TokensState } from './state.ts';

export function unfinishedTokens({ panel, busy }: TokensState): string | null {
  if (panel?.type === 'rotation' && panel.rotating.outcome.type === 'running') {
    return `Rotating the token of ${panel.rotating.name}`;
  }
  return busy;
}

/** The progress of a rotation, shown to a user who wants to cancel it. */
export function rotationProgress({ panel }: TokensState): string | null {
  if (panel?.type !== 'rotation' || panel.rotating.outcome.type !== 'running') return null;
  const steps = panel.rotating.steps.filter(step => step !== 'begin');
  const now = steps.at(-1);
  if (now === undefined) return null;
  const done = steps.slice(0, -1).map(step => stepNames[step].toLowerCase());
  const before = done.length === 0 ? '' : `done: ${done.join(', ')}; `;
  return `${before}under way: ${stepNames[now].toLowerCase()}`;
}

export function tokensOutcome({ panel }: TokensState, shared: Shared): string | null {
  if (panel?.type === 'rotation') return rotationSummary(panel.rotating, placeIn(shared));
  if (panel?.type !== 'made') return null;
  const { id } = panel.created;
  const revoke = lineText(line('tokens', 'revoke', id), placeIn(shared));
  return `Created ${id}, but its value was not shown. Revoke it: ${revoke}`;
}

// Observations about profiles on the workspace screen: whether they work, and their owners.
import { accepted, refused } from '../../../tokens/status.ts';
import type { ScreenSubject, Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { type Observation, observedInFailure, subjectsOf } from '../../contract/observation.ts';
import type { Answers } from './messages.ts';
import type { WorkspaceState } from './state.ts';

export function workspaceObservations(
  _own: WorkspaceState,
  message: Message,
  shared: Shared,
): Observation[] {
  switch (message.type) {
    case 'workspace.answered':
      return subjectsOf(shared, message.identity).flatMap(about =>
        observedInAnswers(message.answers, about, shared.now),
      );
    case 'workspace.failed':
    case 'workspace.switch.failed':
      return subjectsOf(shared, message.identity).flatMap(about =>
        observedInFailure(message.error, about, shared.now),
      );
    default:
      return [];
  }
}

function observedInAnswers(
  answers: Partial<Answers>,
  about: ScreenSubject,
  now: number,
): Observation[] {
  const { workspace, account, bots } = answers;
  const found: Observation[] = [];
  if (workspace?.state === 'ready') {
    const status = accepted({ workspace: workspace.value, account: null }, now);
    found.push({ about, check: { state: 'known', status }, workspace: workspace.value });
  } else if (workspace?.state === 'failed') {
    const status = refused(workspace.error, about.profile, now);
    if (status !== null) found.push({ about, check: { state: 'known', status } });
  }
  if (account?.state === 'ready') found.push({ about, account: account.value });
  if (account?.state === 'failed') found.push(...observedInFailure(account.error, about, now));
  if (bots?.state === 'ready') found.push({ about, isUsedUp: false });
  if (bots?.state === 'failed') found.push(...observedInFailure(bots.error, about, now));
  return found;
}

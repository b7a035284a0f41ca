// The title of the workspace screen.
import type { Shared } from '../../contract/knowledge.ts';
import type { Title } from '../../contract/screen.ts';
import type { Row } from '../../look/rows.ts';
import { areAnswersAwaited, type WorkspaceState } from './state.ts';

export function workspaceTitle(own: WorkspaceState, shared: Shared): Title {
  const path = [own.name, 'Workspace'];
  if (own.switching !== null) return { path: [...path, 'Another workspace'] };
  return areAnswersAwaited(own, shared) ? { path, beside: () => asking } : { path };
}

const asking: Row = [
  { icon: 'spinner', tone: 'muted' },
  { text: ' asking', tone: 'muted' },
];

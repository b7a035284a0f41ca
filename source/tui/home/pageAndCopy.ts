// Opening a workspace's page in the browser, and copying an id or a command.
import { workspacePage } from '../../login/dashboard.ts';
import type { ProfileView } from '../../profiles/view.ts';
import type { Effect } from '../contract/effects.ts';
import { hostOf } from './labels.ts';

/** The dashboard's page of a profile's workspace; null if unknown. */
function pageOf({ apiUrl, workspaceId }: ProfileView): string | null {
  return workspaceId === null ? null : workspacePage(apiUrl, workspaceId);
}

/** The reason why there is no page to open; null if there is one. */
export function pageProblem(view: ProfileView): string | null {
  if (view.workspaceId === null) return `${view.name} has no workspace`;
  return pageOf(view) === null ? `The dashboard of ${hostOf(view.apiUrl)} is not known` : null;
}

export function openPageEffects(view: ProfileView): Effect[] {
  const address = pageOf(view);
  return address === null ? [] : [{ type: 'page.open', address }];
}

/** What to do with a copied command, in the words of a toast. */
export const forShell = 'paste it into your shell';

/** Copies an id. The toast shows the id itself. */
export const copyId = (id: string | null): Effect[] =>
  id === null ? [] : [{ type: 'copy', text: id, what: id }];

// The ways out of the program: a workspace's page to the browser, an id to the clipboard.
import { workspacePage } from '../../login/dashboard.ts';
import type { ProfileView } from '../../profiles/view.ts';
import type { Effect } from '../contract/effects.ts';
import { hostOf } from './labels.ts';

/** The page of the dashboard that shows a profile's workspace; null where nobody knows it. */
function pageOf({ apiUrl, workspaceId }: ProfileView): string | null {
  return workspaceId === null ? null : workspacePage(apiUrl, workspaceId);
}

/** Why there is no such page to open; null when there is. */
export function pageProblem(view: ProfileView): string | null {
  if (view.workspaceId === null) return `${view.name} has no workspace`;
  return pageOf(view) === null ? `The dashboard of ${hostOf(view.apiUrl)} is not known` : null;
}

export function openPageEffects(view: ProfileView): Effect[] {
  const address = pageOf(view);
  return address === null ? [] : [{ type: 'page.open', address }];
}

/** Whether a terminal takes it is not to be known. */
export function copyEffects(text: string | null): Effect[] {
  if (text === null) return [];
  const said = `Copied ${text}, if this terminal allows it`;
  return [
    { type: 'copy', text },
    { type: 'toast', tone: 'info', text: said },
  ];
}

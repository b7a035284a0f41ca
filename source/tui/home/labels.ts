// The words for parts of a profile: its target, its API, the place of its token.
import { type ProfileView, workspaceLabel } from '../../profiles/view.ts';
import { kindNames, oneOfKind } from '../../secrets/kind.ts';
import { valueAt } from '../../valueAt.ts';

/** An API URL without its scheme. Nothing is parsed: the list needs this for each of many profiles. */
export const addressOf = (apiUrl: string): string => apiUrl.replace(/^https?:\/\//, '');

export function hostOf(apiUrl: string): string {
  return URL.canParse(apiUrl) ? new URL(apiUrl).host : apiUrl;
}

/** The name of a profile's target: a workspace, a bot or an integration. */
export function targetName(view: ProfileView): string {
  if (view.botId) return `bot ${view.botId}`;
  if (view.integrationId) return `integration ${view.integrationId}`;
  return workspaceLabel(view) ?? view.workspaceId ?? 'no workspace';
}

export function targetId(view: ProfileView): string | null {
  return view.botId ?? view.integrationId ?? view.workspaceId;
}

/** The id, unless it repeats the name beside it. */
export function idBeside(view: ProfileView): string | null {
  const id = targetId(view);
  return id !== null && targetName(view).endsWith(id) ? null : id;
}

const sourceNames: Readonly<Record<string, string>> = {
  file: 'config.json',
  keychain: 'keychain',
  command: 'a command',
  env: 'environment',
};

/** The word for a place where tokens are stored. */
export function placeWord(kind: string): string {
  return valueAt(sourceNames, kind) ?? kind;
}

/** The word for the place of a profile's token. */
export function sourceWord(view: ProfileView): string {
  return placeWord(view.tokenSource.kind);
}

/** The word for a kind of token. */
export function kindWord(kind: string): string {
  return valueAt(kindNames, kind) ?? kind;
}

/** Tokens for one bot or one integration, not for workspaces. */
export type KeyKind = 'bot' | 'integration';

/** `A bot key`, `An integration key`. */
export function keyName(kind: KeyKind): string {
  return oneOfKind(kind, 'A');
}

// The words for parts of a profile: its target, its API, where its token lies.
import { type ProfileView, workspaceLabel } from '../../profiles/view.ts';
import { kindNames, oneOfKind } from '../../secrets/kind.ts';
import { valueAt } from '../../valueAt.ts';

/** An API URL as people read it: host and path. Cheap enough for every profile there is. */
export const addressOf = (apiUrl: string): string => apiUrl.replace(/^https?:\/\//, '');

export function hostOf(apiUrl: string): string {
  return URL.canParse(apiUrl) ? new URL(apiUrl).host : apiUrl;
}

/** What a profile points at, by its name: a workspace, a bot or an integration. */
export function targetName(view: ProfileView): string {
  if (view.botId) return `bot ${view.botId}`;
  if (view.integrationId) return `integration ${view.integrationId}`;
  return workspaceLabel(view) ?? view.workspaceId ?? 'no workspace';
}

export function targetId(view: ProfileView): string | null {
  return view.botId ?? view.integrationId ?? view.workspaceId;
}

/** The id where the name beside it does not say it already. */
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

/** A place where tokens are kept. */
export function placeWord(kind: string): string {
  return valueAt(sourceNames, kind) ?? kind;
}

/** Where a profile's token lives. */
export function sourceWord(view: ProfileView): string {
  return placeWord(view.tokenSource.kind);
}

/** A kind of token in words. */
export function kindWord(kind: string): string {
  return valueAt(kindNames, kind) ?? kind;
}

/** Tokens that open one bot or one integration instead of workspaces. */
export type KeyKind = 'bot' | 'integration';

/** `A bot key`, `An integration key`. */
export function keyName(kind: KeyKind): string {
  return oneOfKind(kind, 'A');
}

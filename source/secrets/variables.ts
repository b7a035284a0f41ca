// The environment variables that hold credentials of Botpress: their names, and what a value has to be.

import { valueAt } from '../valueAt.ts';
import { kindOf } from './kind.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** One family of variables. Whoever reads credentials takes all of them from one family. */
export type Family = {
  token: string;
  workspaceId: string;
  botId: string;
  integrationId: string;
  apiUrl: string;
};

/** bp and the official client read BP_*; the documentation's examples read BOTPRESS_*. */
export const families: readonly Family[] = ['BP', 'BOTPRESS'].map(prefix => ({
  token: `${prefix}_TOKEN`,
  workspaceId: `${prefix}_WORKSPACE_ID`,
  botId: `${prefix}_BOT_ID`,
  integrationId: `${prefix}_INTEGRATION_ID`,
  apiUrl: `${prefix}_API_URL`,
}));

/** Tokens by the names that the documentation's examples give them. */
export const documentedNames = { pat: 'BOTPRESS_PAT', bot: 'BOTPRESS_BOT_TOKEN' } as const;

/** bp's own: it overrules all of the others. */
export const bpProfile = 'BP_PROFILE';

/** The name of the profile that `exec` or `env` handed over. A label: it chooses nothing. */
export const labelName = 'BP_AUTH_PROFILE';

/** Set inside `shell`: the profile that it is for. */
export const markName = 'BP_AUTH_SHELL';

/** Set inside `exec --read-only`: a bp-auth in there uses nothing but what it was given. */
export const readOnlyName = 'BP_AUTH_READ_ONLY';

/** What `env` has set in this shell, for the next `env` to unset. */
export const noteName = 'BP_AUTH_SET';

/** All that `env` sets; whatever BP_AUTH_SET says, nothing else is ever unset because of it. */
export const ownNames: readonly string[] = [
  ...families.flatMap(family => Object.values(family)),
  ...Object.values(documentedNames),
  bpProfile,
  labelName,
];

/** The names of ours that an earlier `env` noted in this shell. */
export function notedNames(env: Env): string[] {
  const noted = (env[noteName] ?? '').split(/\s+/);
  return ownNames.filter(name => noted.includes(name));
}

/**
 * Whether a value is a token of Botpress and nothing else; blanks, quotes and the words of a header around
 * it do not count. Values that hold one somewhere (bp's BP_SECRETS, a file's whole text) are not meant.
 */
export function isBotpressToken(value: string): boolean {
  const [, token = ''] =
    /^\s*["'`]?(?:authorization:\s*)?(?:bearer\s+)?([\w-]+)["'`]?\s*$/i.exec(value) ?? [];
  return kindOf(token) !== 'unknown';
}

/** A value that is no token, without what files and shells leave around it: line ends, blanks, a pair of quotes. */
function cleanVariable(value: string): string {
  const trimmed = value.trim();
  return (/^(["'`])(.*)\1$/s.exec(trimmed)?.[2] ?? trimmed).trim();
}

/** A variable's clean value; null where it is not set or holds nothing. */
export function readValue(env: Env, name: string): string | null {
  return cleanVariable(env[name] ?? '') || null;
}

const longestId = 128;

/** What is wrong with an id, to follow its name: `holds a blank`. Null where nothing is. */
export function idProblem(id: string): string | null {
  const odd = /[^A-Za-z0-9_-]/u.exec(id);
  if (odd !== null) return `holds ${characterName(odd[0])}`;
  return id.length > longestId ? `is longer than ${longestId} characters` : null;
}

/** The first character that no one types into a name, as `a blank` or `U+200B`; null where there is none. */
export function oddCharacter(text: string): string | null {
  const odd = /[\s\p{C}]/u.exec(text);
  return odd === null ? null : characterName(odd[0]);
}

function characterName(character: string): string {
  const known: Record<string, string> = {
    ' ': 'a blank',
    '\t': 'a tab',
    '\n': 'a line end',
    '\r': 'a carriage return',
  };
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return valueAt(known, character) ?? (/^[!-~]$/.test(character) ? `“${character}”` : `U+${code}`);
}

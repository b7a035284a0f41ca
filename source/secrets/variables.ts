// The environment variables for Botpress credentials: their names, and the rules for their values.

import { valueAt } from '../valueAt.ts';
import { kindOf } from './kind.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** A family of variables. Credentials are always read from a single family. */
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

/** The names that the documentation's examples give to tokens. */
export const documentedNames = { pat: 'BOTPRESS_PAT', bot: 'BOTPRESS_BOT_TOKEN' } as const;

/** bp's own variable: it overrides all the others. */
export const bpProfile = 'BP_PROFILE';

/** The name of the profile that `exec` or `env` handed over. Only a label: it selects nothing. */
export const labelName = 'BP_AUTH_PROFILE';

/** Set inside `shell`: the profile that the shell is for. */
export const markName = 'BP_AUTH_SHELL';

/** Set inside `exec --read-only`: a bp-auth there uses only the credentials that it was given. */
export const readOnlyName = 'BP_AUTH_READ_ONLY';

/** The names of the variables that `env` has set in this shell; the next `env` unsets them. */
export const noteName = 'BP_AUTH_SET';

/** All variables that `env` sets. Of the names in BP_AUTH_SET, `env` heeds these only. */
export const ownNames: readonly string[] = [
  ...families.flatMap(family => Object.values(family)),
  ...Object.values(documentedNames),
  bpProfile,
  labelName,
];

/** Our variables that an earlier `env` recorded in this shell. */
export function notedNames(env: Env): string[] {
  const noted = (env[noteName] ?? '').split(/\s+/);
  return ownNames.filter(name => noted.includes(name));
}

/**
 * Whether a value is exactly one Botpress token, ignoring blanks, quotes and header words around
 * it. Values that merely contain one (bp's BP_SECRETS, a file's text) do not count.
 */
export function isBotpressToken(value: string): boolean {
  const [, token = ''] =
    /^\s*["'`]?(?:authorization:\s*)?(?:bearer\s+)?([\w-]+)["'`]?\s*$/i.exec(value) ?? [];
  return kindOf(token) !== 'unknown';
}

/**
 * A variable's value without the line ends, blanks and pair of quotes around it. Not for tokens,
 * from which `cleanToken` strips more.
 */
function cleanVariable(value: string): string {
  const trimmed = value.trim();
  return (/^(["'`])(.*)\1$/s.exec(trimmed)?.[2] ?? trimmed).trim();
}

/** A variable's clean value; null if it is unset or empty. */
export function readValue(env: Env, name: string): string | null {
  return cleanVariable(env[name] ?? '') || null;
}

const longestId = 128;

/**
 * What is wrong with an id, in words that follow “it”: `holds a blank`. Null if the id is valid.
 */
export function idProblem(id: string): string | null {
  const odd = /[^A-Za-z0-9_-]/u.exec(id);
  if (odd !== null) return `holds ${characterName(odd[0])}`;
  return id.length > longestId ? `is longer than ${longestId} characters` : null;
}

/** The first unusual character, as `a blank` or `U+200B`; null if there is none. */
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

// The credentials handed to another program: all of one profile's, and nobody else's.

import {
  bpProfile,
  documentedNames,
  type Env,
  families,
  isBotpressToken,
  labelName,
  notedNames,
  noteName,
} from '../secrets/variables.ts';
import type { StoredProfile } from './config.ts';
import { readUnits } from './units.ts';

/** What is handed over: one profile and its token. */
export type HandedOver = {
  /** The profile's name; empty for credentials from the environment. */
  label: string;
  profile: Pick<
    StoredProfile,
    'apiUrl' | 'kind' | 'workspaceId' | 'botId' | 'integrationId' | 'tokenSource'
  >;
  token: string;
  /** Further variables to set, such as ADK_PROFILE or BP_BOTPRESS_HOME. */
  extra?: Readonly<Record<string, string>>;
};

/** What the handover starts from: the environment, the platform, and the `.env`. */
export type HandoverSurroundings = {
  env: Env;
  platform: NodeJS.Platform;
  /**
   * The assignments of the `.env` that the other program may read. Such a file sets each variable
   * that is missing from the environment.
   */
  dotenv: ReadonlyMap<string, { value: string }>;
};

export type Handover = {
  /** In display order. An empty value stops a `.env` from setting the variable. */
  set: ReadonlyMap<string, string>;
  /** Variables that are removed from the environment. */
  takenOut: string[];
  /** Variables set to empty because the `.env` would give them somebody else's token. */
  emptied: string[];
  /**
   * Whether DOTENV_CONFIG_OVERRIDE was removed or emptied. With it, a `.env` would override the
   * variables that are set.
   */
  overrideTakenOut: boolean;
};

export const overrideName = 'DOTENV_CONFIG_OVERRIDE';

/**
 * What the handover does to the environment's variables, for each family (BP_*, BOTPRESS_*) and by
 * the kind of profile. `its own`: the profile's value; `left`: unchanged; `out`: removed.
 *
 * | | PAT | bot key | integration key |
 * |---|---|---|---|
 * | token, API URL | its own | its own | its own |
 * | workspace id | its own, else empty | its own, else empty | its own, else empty |
 * | bot id | its own, else left (1) | its own, else empty | its own, else empty |
 * | integration id | its own, else left (1) | its own, else empty | its own, else empty |
 * | BOTPRESS_PAT | its own | out (2) | out (2) |
 * | BOTPRESS_BOT_TOKEN | out (2) | its own | out (2) |
 * | BP_PROFILE | empty | empty | empty |
 * | BP_AUTH_PROFILE | the name | the name | the name |
 * | BP_AUTH_SET, DOTENV_CONFIG_OVERRIDE | out (2) | out (2) | out (2) |
 * | any other variable with a token (3) | out (2) | out (2) | out (2) |
 * | all others | left | left | left |
 *
 * (1) The id of the bot to work on is not a credential. But an id that the environment sets
 * together with a bot or integration key, or that `bp-auth env` has set, is removed.
 * (2) If the `.env` assigns the variable, it is set to empty and not removed: bp would read a
 * removed variable from the `.env`.
 * (3) Except the variable that this profile's own token is read from.
 *
 * Pure. On Windows, where the case of names does not matter, the result has them in capitals.
 */
export function handOver(handed: HandedOver, around: HandoverSurroundings): Handover {
  const name = canonical(around.platform);
  const file = new Map([...around.dotenv].map(([key, { value }]) => [name(key), value]));
  const outer = new Map(present(around.env).map(([key, value]) => [name(key), value]));
  const gone = strayNames(Object.fromEntries(outer));
  const set = ownVariables(handed);
  const takenOut: string[] = [];
  const emptied: string[] = [];

  for (const key of new Set([...outer.keys(), ...file.keys()])) {
    if (set.has(key)) continue;
    const value = outer.get(key) ?? file.get(key) ?? '';
    const isToken = carriesToken(key, value) && !isItsSource(handed, name, key, value);
    const mayNotReturn = isToken || ((key === overrideName || key === noteName) && value !== '');
    if (mayNotReturn && file.has(key)) set.set(key, '');
    else if (mayNotReturn || gone.has(key)) takenOut.push(key);
    if (isToken && file.has(key)) emptied.push(key);
  }
  const overrideTakenOut = [...takenOut, ...set.keys()].includes(overrideName);
  return { set, takenOut, emptied, overrideTakenOut };
}

/** The environment after a handover. */
export function afterHandover(
  { set, takenOut }: Handover,
  { env, platform }: HandoverSurroundings,
): Env {
  const name = canonical(platform);
  const out = new Set([...takenOut, ...set.keys()]);
  return Object.fromEntries([...present(env).filter(([key]) => !out.has(name(key))), ...set]);
}

const canonical = (platform: NodeJS.Platform) =>
  platform === 'win32' ? (name: string) => name.toUpperCase() : (name: string) => name;

const present = (env: Env) =>
  Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);

function ownVariables({ label, profile, token, extra = {} }: HandedOver): Map<string, string> {
  const isKey = isKeyProfile(profile);
  const set = new Map<string, string>();
  for (const family of families) {
    set.set(family.token, token);
    set.set(family.apiUrl, profile.apiUrl);
    for (const field of ['workspaceId', 'botId', 'integrationId'] as const) {
      const own = profile[field];
      if (own) set.set(family[field], own);
      else if (isKey || field === 'workspaceId') set.set(family[field], '');
    }
  }
  if (!isKey) set.set(documentedNames.pat, token);
  else if (profile.kind === 'bot') set.set(documentedNames.bot, token);
  set.set(labelName, label);
  set.set(bpProfile, '');
  for (const [key, value] of Object.entries(extra)) set.set(key, value);
  return set;
}

/**
 * Whether the token is a bot or integration key. A token whose text does not show its kind counts
 * as a PAT, unless only a bot or integration is named with it.
 */
export function isKeyProfile({
  kind,
  workspaceId,
  botId,
  integrationId,
}: HandedOver['profile']): boolean {
  if (kind === 'bot' || kind === 'integration') return true;
  return kind !== 'pat' && !workspaceId && Boolean(botId || integrationId);
}

/**
 * Variables that belong to earlier credentials: those of a complete bot or integration key, and
 * those that `env` recorded.
 */
function strayNames(env: Env): Set<string> {
  const keys = readUnits(env).flatMap(unit =>
    unit.type === 'complete' && (unit.kind === 'bot' || unit.kind === 'integration')
      ? unit.names
      : [],
  );
  return new Set([...keys, ...notedNames(env)]);
}

/**
 * Whether a variable holds a token. Under a name from the documentation, any value counts as a
 * token; under another name, only a value with a prefix of Botpress.
 */
function carriesToken(name: string, value: string): boolean {
  const isDocumented = Object.values<string>(documentedNames).includes(name);
  return value !== '' && (isDocumented || isBotpressToken(value));
}

function isItsSource(
  { profile, token }: HandedOver,
  name: (key: string) => string,
  key: string,
  value: string,
): boolean {
  const source = profile.tokenSource;
  return source?.kind === 'env' && name(source.name) === key && value.includes(token);
}

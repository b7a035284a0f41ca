// Credentials in the environment: which variables form a complete set (a unit), and which of them
// bp-auth set itself.
import { parseApiUrl, takenOffSentence } from '../botpress/apiUrl.ts';
import { AppError, isAppError, rewrapped } from '../errors.ts';
import { cleanToken } from '../secrets/clean.ts';
import { kindOf, type TokenKind } from '../secrets/kind.ts';
import { readyToken, removedSentence, requireToken } from '../secrets/ready.ts';
import {
  bpProfile,
  type Env,
  type Family,
  families,
  idProblem,
  labelName,
  notedNames,
  readValue,
} from '../secrets/variables.ts';
import { valueAt } from '../valueAt.ts';

export type Unit =
  /** None of this family's variables is set, or only the id of a bot or integration. */
  | { type: 'none' }
  | { type: 'incomplete'; names: string[]; missing: string; token: string | null }
  | CompleteUnit;

export type CompleteUnit = {
  type: 'complete';
  family: Family;
  /** The unit's variables: the token's, the target's, the API URL's if set, then others. */
  names: string[];
  /** The variable's value without surrounding blanks; not checked yet. */
  token: string;
  kind: TokenKind;
  ids: Partial<Record<IdName, string>>;
  /** Null if not set. */
  apiUrl: string | null;
};

type IdName = 'workspaceId' | 'botId' | 'integrationId';

/** The units of both families, by precedence. */
export function readUnits(env: Env): Unit[] {
  return families.map(family => readUnit(family, env));
}

/** The variables of each complete unit, by precedence. */
export function completeUnits(env: Env): string[][] {
  return readUnits(env).flatMap(unit => (unit.type === 'complete' ? [unit.names] : []));
}

/** Whether the environment holds complete credentials that need nothing stored. */
export function isEnvironmentEnough(env: Env): boolean {
  return namedByVariable(env) === null && completeUnits(env).length > 0;
}

/** One family of variables: used as a whole or not at all, never mixed with stored values. */
function readUnit(family: Family, env: Env): Unit {
  const token = env[family.token]?.trim() || null;
  const isSet = (name: string) => readValue(env, name) !== null;
  const named = (...fields: Array<keyof Family>) =>
    fields.map(field => family[field]).filter(isSet);
  if (token === null) {
    // A bot or integration id alone is an argument of some command, not a credential.
    const names = named('workspaceId', 'apiUrl');
    if (names.length === 0) return { type: 'none' };
    return { type: 'incomplete', names, missing: family.token, token };
  }
  const kind = kindIn(family, env, cleanToken(token).token);
  const target = targets[kind];
  const names = named('token', target, 'apiUrl', 'workspaceId');
  if (!isSet(family[target]) && !hasNoWorkspace(env, family, kind)) {
    return { type: 'incomplete', names: [...new Set(names)], missing: family[target], token };
  }
  const ids = Object.fromEntries(
    [...new Set<IdName>([target, 'workspaceId'])].flatMap(field => {
      const value = readValue(env, family[field]);
      return value === null ? [] : [[field, value]];
    }),
  );
  const apiUrl = readValue(env, family.apiUrl);
  return { type: 'complete', family, names: [...new Set(names)], token, kind, ids, apiUrl };
}

const targets: Readonly<Record<TokenKind, IdName>> = {
  pat: 'workspaceId',
  unknown: 'workspaceId',
  bot: 'botId',
  integration: 'integrationId',
};

/** If a token's text does not show its kind, the id that is set beside the token does. */
function kindIn(family: Family, env: Env, token: string): TokenKind {
  const kind = kindOf(token);
  if (kind !== 'unknown' || readValue(env, family.workspaceId) !== null) return kind;
  if (readValue(env, family.botId) !== null) return 'bot';
  return readValue(env, family.integrationId) === null ? kind : 'integration';
}

/**
 * Whether bp-auth set the workspace's variable to empty, for a profile without a workspace. Such a
 * unit is complete, too.
 */
function hasNoWorkspace(env: Env, family: Family, kind: TokenKind): boolean {
  const isAccountToken = targets[kind] === 'workspaceId';
  return isAccountToken && isHandedOver(env) && env[family.workspaceId] !== undefined;
}

/** Whether `exec` or `env` has put a profile's credentials into this environment. */
function isHandedOver(env: Env): boolean {
  return env[labelName] !== undefined;
}

/**
 * Whether bp-auth runs inside `exec`: then the credentials from `exec` apply, or none. Three things
 * decide, so that no variable that the user has set decides alone:
 *
 * | BP_AUTH_PROFILE | named in BP_AUTH_SET | credential variables, even empty | bp-auth runs |
 * |---|---|---|---|
 * | not set | | | outside |
 * | set | | none is set | outside: the user may have set BP_AUTH_PROFILE |
 * | set | yes | some are set | outside: `env` set them in this shell, and can unset them |
 * | set | no | some are set | inside |
 */
export function isInside(env: Env): boolean {
  if (!isHandedOver(env) || notedNames(env).includes(labelName)) return false;
  return alwaysSet.some(name => env[name] !== undefined);
}

/** Variables that `exec` sets for every kind of profile. */
const alwaysSet = [
  bpProfile,
  ...families.flatMap(({ token, workspaceId, apiUrl }) => [token, workspaceId, apiUrl]),
];

/**
 * A unit after checking each value.
 * @throws AppError `usage`, naming the bad variable
 */
export function requireUnit(unit: CompleteUnit): { token: string; apiUrl: string | null } {
  const { family } = unit;
  const token = inVariable(family.token, () => requireToken(unit.token));
  for (const [field, value] of Object.entries(unit.ids)) {
    requireId(valueAt(family, field) ?? field, value);
  }
  const { apiUrl } = unit;
  if (apiUrl === null) return { token, apiUrl };
  return { token, apiUrl: inVariable(family.apiUrl, () => parseApiUrl(apiUrl).apiUrl) };
}

/** What was stripped from the values of the unit in use, as sentences without a full stop. */
export function unitNotes(unit: CompleteUnit): string[] {
  const token = removedSentence(readyToken(unit.token).removed);
  const apiUrl = unit.apiUrl === null ? null : takenOffSentence(unit.apiUrl);
  return [
    ...(token === null ? [] : [`${unit.names[0]} in the environment: ${token}`]),
    ...(apiUrl === null ? [] : [apiUrl]),
  ];
}

function requireId(name: string, value: string): void {
  const problem = idProblem(value);
  if (problem === null) return;
  throw new AppError('environment-unusable', `${name} in the environment: it ${problem}`, {
    hint: `Set ${name} to the id alone (letters, digits, _ and -), or unset it`,
    variable: name,
  });
}

function inVariable<Value>(name: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const message = `${name} in the environment: ${error.message}`;
    throw rewrapped(error, { message, variable: name });
  }
}

/** The profile that BP_PROFILE names; null if it names none. */
export function namedByVariable(env: Env): string | null {
  return readValue(env, bpProfile);
}

/** The label to pass on with credentials from the environment: the label that came with them. */
export function labelOf(env: Env): string {
  return isHandedOver(env) ? (env[labelName] ?? '') : '';
}

// The difference between what bp would send on its own and the current credentials, in words and as
// data.
import { originOf } from '../botpress/apiUrl.ts';
import { type Line, line, profileFlag } from '../commandLine.ts';
import { findTokens, fingerprint, mask } from '../secrets/kind.ts';
import { normalised, type Triple } from './bpFiles.ts';
import type { BpUse, BpVariable, Field } from './bpUse.ts';
import { kindOfProfile, profileNamed } from './config.ts';
import { nameProblem } from './name.ts';
import { publishable } from './publishable.ts';
import type { Current } from './resolve.ts';
import type { State } from './store.ts';

export type BpDifference = {
  /** What bp would send, with the token masked. Null: bp would not send anything. */
  sends: Triple | null;
  /** The fields in which bp differs from the current credentials. */
  fields: Field[];
  /** The variables that cause the difference; empty if bp's cache causes it. */
  variables: Array<{ name: string; file: string | null; line: number | null }>;
  /** One sentence, without a full stop. Contains no token. */
  text: string;
  /**
   * The command that makes bp use the current credentials, or logs bp out if there are none. Null
   * if no command does.
   */
  command: Line | null;
};

/**
 * What bp would send if that differs from the current credentials; otherwise null. Pure.
 * @param current null if no credentials apply
 */
export function bpDifference(
  { config }: Pick<State, 'config'>,
  current: Current | null,
  use: BpUse,
): BpDifference | null {
  const sent = use.type === 'sends' ? normalised(use.triple) : null;
  const fields = differing(sent, current);
  if (fields.length === 0 && use.type !== 'fails') return null;
  const variables = deciding(use, fields);
  return {
    sends: sent === null ? null : { ...safe(sent), token: mask(sent.token) },
    fields,
    variables: variables.map(({ name, file, line }) => ({ name, file, line })),
    text: sentence(use, fields, variables),
    command: commandFor(config, current, variables),
  };
}

function commandFor(
  config: State['config'],
  current: Current | null,
  variables: readonly BpVariable[],
): Line | null {
  if (current === null) return variables.length === 0 ? line('logout') : null;
  const active = config.activeProfile ?? null;
  const isActive = current.name !== null && current.name === active;
  const servesActive = isActive && publishable(profileNamed(config, active ?? '')) !== null;
  return servesActive && variables.length === 0
    ? line('profiles', 'use', current.name ?? '')
    : line('exec', ...flagOf(current), '--', 'bp');
}

const fieldNames: readonly Field[] = ['token', 'workspaceId', 'apiUrl'];

function differing(sent: Triple | null, current: Current | null): Field[] {
  if (sent === null && current === null) return [];
  if (sent === null || current === null) return [...fieldNames];
  const { profile } = current;
  const ours = normalised({ ...sent, apiUrl: profile.apiUrl });
  const isOurs = hasToken(profile, sent.token);
  const kind = kindOfProfile(profile);
  // A key belongs to its bot or integration, so the workspace that bp would use with it does not
  // count.
  const isKey = kind === 'bot' || kind === 'integration';
  const isSame: Record<Field, boolean> = {
    token: isOurs,
    workspaceId: sent.workspaceId === profile.workspaceId || (isOurs && isKey),
    apiUrl: sent.apiUrl === ours.apiUrl,
  };
  return fieldNames.filter(field => !isSame[field]);
}

/** A token that is not in config.json is compared by its fingerprint. */
function hasToken({ token, tokenFingerprint }: Current['profile'], sent: string): boolean {
  return token === undefined || token === null
    ? tokenFingerprint === fingerprint(sent)
    : token.trim() === sent.trim();
}

/** The variables that cause the difference, each once. */
function deciding(use: BpUse, fields: readonly Field[]): BpVariable[] {
  if (use.type === 'fails') return [use.profile];
  if (use.type === 'logged-out') return use.home === null ? [] : [use.home];
  const found = fields.flatMap(field => use.by[field] ?? use.home ?? []);
  return [...new Set(found)];
}

/** The flag `--profile` for the printed command, if that flag named the current profile. */
function flagOf({ name, source }: Current): string[] {
  return source.type === 'flag' ? profileFlag(name) : [];
}

function sentence(use: BpUse, fields: readonly Field[], variables: readonly BpVariable[]): string {
  const isUsual = variables.every(({ name, file }) => file === null && name !== 'BP_PROFILE');
  const places = isUsual ? 'BP_* in the environment' : placesOf(variables);
  const by = variables.length === 0 ? '' : `, because of ${places}`;
  if (use.type === 'fails') {
    const { profile, why } = use;
    const name =
      nameProblem(profile.value) === null ? ` ${profile.value}` : ' with the name that bp is given';
    return why === 'no-such-profile'
      ? `bp on its own would fail${by}: it has no profile${name}`
      : `bp on its own would fail${by}: it cannot use its profiles.json`;
  }
  if (use.type === 'logged-out') return `bp on its own is not logged in${by}`;
  const { triple, profile } = use;
  const { workspaceId, apiUrl } = safe(normalised(triple));
  // A token from a `.env` file is named by its fingerprint; `by` names the file.
  const isInFile = use.by.token?.name === 'BP_TOKEN' && use.by.token.file !== null;
  const words: Record<Field, string> = {
    token: isInFile ? `another token (#${fingerprint(triple.token)})` : 'another token',
    workspaceId: workspaceId === hidden ? 'another workspace' : `workspace ${workspaceId}`,
    apiUrl: apiUrl === hidden ? 'another API URL' : `API URL ${apiUrl}`,
  };
  const whose = profile === null || nameProblem(profile) !== null ? '' : `its profile ${profile}: `;
  return `bp on its own would use ${whose}${fields.map(field => words[field]).join(', ')}${by}`;
}

const hidden = '(not shown)';

/**
 * Somebody else may have written the file or variable that the values come from. They are shown
 * only if they are well formed and contain no token.
 */
function safe(triple: Triple): Triple {
  const { workspaceId, apiUrl } = triple;
  const isId = /^[A-Za-z0-9_-]{1,128}$/.test(workspaceId) && findTokens(workspaceId).length === 0;
  const isUrl = originOf(apiUrl) !== null && findTokens(apiUrl).length === 0;
  return {
    ...triple,
    workspaceId: isId ? workspaceId : hidden,
    apiUrl: isUrl ? apiUrl : hidden,
  };
}

/** `BP_TOKEN, BP_API_URL in ./.env and BP_WORKSPACE_ID in the environment`. */
export function placesOf(variables: ReadonlyArray<Pick<BpVariable, 'name' | 'file'>>): string {
  const files = [...new Set(variables.map(({ file }) => file))];
  return files
    .map(file => {
      const names = variables.filter(variable => variable.file === file).map(({ name }) => name);
      return `${names.join(', ')} in ${file ?? 'the environment'}`;
    })
    .join(' and ');
}

// Owns telling where bp, run alone, would send something else than what applies here (design.md, Which
// credentials apply).
import { mask } from '../tokens/kind.ts';
import { normalised, type Triple } from './bpFiles.ts';
import { profileNamed } from './config.ts';
import { publishable } from './publish.ts';
import type { Current } from './resolve.ts';
import type { State } from './store.ts';

type Field = 'token' | 'workspaceId' | 'apiUrl';

export type BpDifference = {
  /** What bp would send; the token is masked. Null: bp would say that it is not logged in. */
  sends: Triple | null;
  /** In what it differs from what applies here. */
  fields: Field[];
  /** One sentence, without a full stop. */
  text: string;
  /** What mends it, as words of a command line. */
  command: string[];
};

type Env = Readonly<Record<string, string | undefined>>;

/**
 * What bp would send, where that is not what applies here; null where it is. Pure. bp takes each of the
 * three from BP_* first and else from its cache (facts: other-tools.md), and knows no directories.
 * @param current null where no credentials apply
 */
export function bpDifference(
  { config, bp }: Pick<State, 'config' | 'bp'>,
  current: Current | null,
  env: Env = {},
): BpDifference | null {
  const sent = sentByBp(bp.cache.triple, env);
  const ours = current === null ? null : tripleOf(current);
  const fields = differing(sent, ours);
  if (fields.length === 0) return null;
  const active = config.activeProfile ?? null;
  const isActive = current !== null && current.name !== null && current.name === active;
  const servesActive = isActive && publishable(profileNamed(config, active ?? '')) !== null;
  const byEnvironment = sent !== null && !isSame(sent, bp.cache.triple);
  const command =
    current === null
      ? ['bp-auth', 'logout']
      : servesActive && !byEnvironment
        ? ['bp-auth', 'profiles', 'use', current.name ?? '']
        : ['bp-auth', 'exec', ...flagOf(current), '--', 'bp'];
  return {
    sends: sent === null ? null : { ...sent, token: mask(sent.token) },
    fields,
    text: sentence(sent, fields, byEnvironment),
    command,
  };
}

function sentByBp(cache: Triple | null, env: Env): Triple | null {
  const token = env.BP_TOKEN || cache?.token;
  const workspaceId = env.BP_WORKSPACE_ID || cache?.workspaceId;
  const apiUrl = env.BP_API_URL || cache?.apiUrl;
  return token && workspaceId && apiUrl ? normalised({ token, workspaceId, apiUrl }) : null;
}

type Partial = { token: string | null; workspaceId: string | null; apiUrl: string };

/** A token that is not in the file cannot be compared: bp surely does not have it. */
function tripleOf({ profile }: Current): Partial {
  const { token = null, workspaceId = null, apiUrl } = profile;
  return { token, workspaceId, apiUrl };
}

const fieldNames: readonly Field[] = ['token', 'workspaceId', 'apiUrl'];

function differing(sent: Triple | null, ours: Partial | null): Field[] {
  if (sent === null && ours === null) return [];
  if (sent === null || ours === null) return [...fieldNames];
  const normal = { ...ours, apiUrl: normalised({ ...sent, apiUrl: ours.apiUrl }).apiUrl };
  return fieldNames.filter(field => sent[field] !== normal[field]);
}

function isSame(a: Triple, b: Triple | null): boolean {
  return b !== null && differing(a, b).length === 0;
}

/** Only what the flag said needs to be said again. */
function flagOf({ name, source }: Current): string[] {
  return source.type === 'flag' && name !== null ? ['--profile', name] : [];
}

function sentence(sent: Triple | null, fields: readonly Field[], byEnvironment: boolean): string {
  if (sent === null) return 'bp alone is not logged in';
  const words: Record<Field, string> = {
    token: 'another token',
    workspaceId: `workspace ${sent.workspaceId}`,
    apiUrl: `API URL ${sent.apiUrl}`,
  };
  const what = fields.map(field => words[field]).join(', ');
  return `bp alone would use ${what}${byEnvironment ? ', by BP_* in the environment' : ''}`;
}

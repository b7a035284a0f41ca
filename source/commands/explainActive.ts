// `profiles active --explain`: where each value comes from, what was passed over, and what bp would send.
import type { Context } from '../context.ts';
import { quote } from '../diagnosis/quote.ts';
import { type BpDifference, bpDifference } from '../profiles/bpDifference.ts';
import { type StoredProfile, sourceOf } from '../profiles/config.ts';
import { type Current, type Resolution, sourceName } from '../profiles/resolve.ts';
import type { State } from '../profiles/store.ts';
import { mask } from '../tokens/kind.ts';
import { printTable } from './print.ts';

export type Explanation = {
  /** As in a diagnosis (facts: lessons.md): a value, where it is from, and what else would have given it. */
  resolution: Array<{
    field: 'profile' | 'apiUrl' | 'workspaceId' | 'token';
    value: string | null;
    source: string;
    shadowed: string[];
  }>;
  /** Null where bp alone would send the same. */
  bp: BpDifference | null;
};

/** Holds no token. */
export function explain(ctx: Context, state: State, resolution: Resolution): Explanation {
  const { current, shadowed } = resolution;
  const bp = bpDifference(state, current, ctx.env);
  if (current === null) return { resolution: [], bp };
  const { name, profile, source } = current;
  const [token, workspaceId, apiUrl] = placesOf(current);
  const passedOver = shadowed.map(({ source, reason }) => `${source}: ${reason}`);
  return {
    resolution: [
      { field: 'profile', value: name, source: sourceName(source), shadowed: passedOver },
      { field: 'apiUrl', value: profile.apiUrl, source: apiUrl, shadowed: [] },
      { field: 'workspaceId', value: targetOf(profile), source: workspaceId, shadowed: [] },
      {
        field: 'token',
        value: profile.token ? mask(profile.token) : null,
        source: token,
        shadowed: [],
      },
    ],
    bp,
  };
}

const targetOf = ({ workspaceId, botId, integrationId }: StoredProfile) =>
  workspaceId ?? botId ?? integrationId ?? null;

/** Where token, workspace and API URL come from. */
function placesOf({ name, profile, source }: Current): [string, string, string] {
  if (source.type === 'environment') {
    const [token = '', workspaceId = '', apiUrl = 'default'] = source.variables;
    return [token, workspaceId, apiUrl];
  }
  const place = `config.json, profile ${name}`;
  const tokenSource = sourceOf(profile);
  const tokenPlaces = {
    file: place,
    keychain: 'keychain',
    command: 'command',
    env: tokenSource.kind === 'env' ? tokenSource.name : '',
  };
  return [tokenPlaces[tokenSource.kind], place, place];
}

const fieldNames = {
  profile: 'Profile',
  apiUrl: 'API URL',
  workspaceId: 'Target',
  token: 'Token',
} as const;

export function printExplanation(ctx: Context, { resolution, bp }: Explanation): void {
  const rows = resolution.flatMap(({ field, value, source, shadowed }) => [
    [fieldNames[field], value ?? '-', source],
    ...shadowed.map(passedOver => ['', 'passed over', passedOver]),
  ]);
  printTable(ctx, bp === null ? rows : [...rows, ['bp', bp.text, commandLine(ctx, bp)]]);
}

function commandLine(ctx: Context, { command }: BpDifference): string {
  return command.map(word => quote(word, ctx.platform)).join(' ');
}

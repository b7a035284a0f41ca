// The sandbox's credentials: the sample ones of docs/reference.md, and those created and revoked later.
import { randomId, randomSecret } from './random.ts';
import type { SandboxState, Token } from './state.ts';

/**
 * The sample tokens of docs/reference.md; `expired` and `revoked` are in no list and answer 401.
 */
export const sampleTokens = {
  owner: 'bp_pat_1234567890abcdef',
  viewer: 'bp_pat_viewer000000000',
  single: 'bp_pat_single000000000',
  noWorkspace: 'bp_pat_noworkspace0000',
  manyWorkspaces: 'bp_pat_manyworkspaces00',
  expired: 'bp_pat_expired00000000',
  revoked: 'bp_pat_revoked00000000',
  bot: 'bp_bak_1234567890abcdef',
  botAsDocumented: 'bp_bot_1234567890abcdef',
  integration: 'bp_iak_1234567890abcdef',
  integrationAsDocumented: 'bp_int_1234567890abcdef',
} as const;

const prefixes = {
  pat: { id: 'pat_', value: 'bp_pat_' },
  bot: { id: 'bak_', value: 'bp_bak_' },
  integration: { id: 'iak_', value: 'bp_iak_' },
} as const;

/** The token in an Authorization header; undefined if it is missing, malformed or unknown. */
export function authenticate(
  state: SandboxState,
  authorization: string | undefined,
): Token | undefined {
  const value = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  return value === undefined ? undefined : state.tokens.find(token => token.values.includes(value));
}

/** Creates a token that works at once; its value is never shown again. */
export function mint(
  state: SandboxState,
  kind: Token['kind'],
  ownerId: string,
  note: string,
): { id: string; createdAt: string; note: string; value: string } {
  const value = prefixes[kind].value + randomSecret();
  const id = prefixes[kind].id + randomId();
  const createdAt = new Date(state.now()).toISOString();
  state.tokens.push({ kind, id, note, createdAt, ownerId, values: [value] });
  return { id, createdAt, note, value };
}

/** The tokens of one account, bot or integration as the API lists them: without their values. */
export function tokensOfOwner(
  state: SandboxState,
  kind: Token['kind'],
  ownerId: string,
): { id: string; createdAt: string; note: string }[] {
  return state.tokens
    .filter(token => token.kind === kind && token.ownerId === ownerId)
    .map(({ id, createdAt, note }) => ({ id, createdAt, note }));
}

/** Revokes the token with this kind and id, if `owns` accepts its owner. */
export function revoke(
  state: SandboxState,
  kind: Token['kind'],
  id: string,
  owns: (ownerId: string) => boolean,
): boolean {
  const at = state.tokens.findIndex(
    token => token.kind === kind && token.id === id && owns(token.ownerId),
  );
  if (at < 0) return false;
  state.tokens.splice(at, 1);
  return true;
}

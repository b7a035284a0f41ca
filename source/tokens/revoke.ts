// Revoking tokens at the server by id; those in use only if the caller includes them.
import type { Client } from '../botpress/client.ts';
import { requireId } from '../botpress/endpoints.ts';
import { line, lineHere, profileFlag, quoted, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, rewrapped } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { changeState, readState } from '../profiles/store.ts';
import { expiryOf, withExpiry } from './age.ts';
import { inventory, type TokenView } from './inventory.ts';
import { listTokens, type Owner, revokeTokenOf } from './owner.ts';

export type RevocationPlan = {
  /**
   * The ids to revoke. Tokens that are or may be in use come last, because one of them may be the
   * token that sends these requests.
   */
  ids: string[];
  /** Profiles that lose their token. */
  users: string[];
  /** Ids that are not revoked, with reasons. */
  refused: Failure[];
};

type Failure = { id: string; error: AppError };

export type Revoked = {
  revoked: string[];
  failed: Failure[];
};

/**
 * Decides which ids may be revoked. Pure.
 * @param inUse whether tokens that are, or may be, in use are included
 * @throws AppError `usage` for an invalid id
 */
export function planRevocation(
  tokens: readonly TokenView[],
  ids: readonly string[],
  inUse: boolean,
): RevocationPlan {
  const plan: RevocationPlan = { ids: [], users: [], refused: [] };
  const last: string[] = [];
  for (const id of new Set(ids)) {
    const token = tokens.find(known => known.id === requireId(id, 'token'));
    const error = token === undefined ? unknownId(id) : inUse ? null : inUseProblem(token);
    if (error !== null) {
      plan.refused.push({ id, error });
      continue;
    }
    if (token?.inUse === false) plan.ids.push(id);
    else last.push(id);
    plan.users.push(...(token?.profiles ?? []));
  }
  plan.ids.push(...last);
  return plan;
}

function unknownId(id: string): AppError {
  return new AppError('token-not-found', `There is no token ${id}`, {
    hint: say`${quoted(lineHere('tokens', 'list'))} shows the ids`,
  });
}

/** Why this token must not be revoked without `--in-use`; null if it may be. */
function inUseProblem({ id, inUse, profiles }: TokenView): AppError | null {
  if (inUse === false) return null;
  const [first] = profiles;
  return inUse
    ? new AppError('token-in-use', `${id} is in use by ${profiles.join(', ')}`, {
        hint: say`Replace it instead: ${line('tokens', 'rotate', ...profileFlag(first ?? null))}; or revoke it anyway with --in-use`,
      })
    : new AppError(
        'token-may-be-in-use',
        `${id} may be in use: bp-auth does not know the id of every stored token`,
        {
          hint: say`Replace the stored token first with ${quoted(lineHere('tokens', 'rotate'))}; or revoke ${id} anyway with --in-use`,
        },
      );
}

/**
 * The owner's tokens with everything known about them.
 * @throws AppError as the API answers
 */
export async function takeInventory(
  ctx: Context,
  client: Client,
  owner: Owner,
  asked: StoredProfile,
  signal?: AbortSignal,
): Promise<TokenView[]> {
  const listed = await listTokens(client, owner, signal);
  return inventory(readState(ctx).config, listed, { owner, asked }, ctx.now());
}

/** Revokes the tokens one by one, and continues after a failure. */
export async function revokeTokens(
  ctx: Context,
  client: Client,
  owner: Owner,
  plan: RevocationPlan,
): Promise<Revoked> {
  const revoked: string[] = [];
  const failed = [...plan.refused];
  for (const id of plan.ids) {
    const deletion = await revokeTokenOf(client, owner, id);
    if (deletion.type === 'gone') revoked.push(id);
    else failed.push({ id, error: withFate(id, deletion) });
  }
  const { config } = readState(ctx);
  if (revoked.some(id => expiryOf(config, id) !== null)) {
    await changeState(ctx, 'tokens revoke', now =>
      revoked.reduce((left, id) => withExpiry(left, id, null), now),
    );
  }
  return { revoked, failed };
}

function withFate(id: string, { type, error }: { type: 'stands' | 'unknown'; error: AppError }) {
  const fate = type === 'stands' ? 'still works' : 'may still work';
  return rewrapped(error, { message: says => `${id} ${fate}: ${says}` });
}

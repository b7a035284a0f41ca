// The search for a rotation's old token in the account's list: by its stored id, or by the id that
// the user names.
import type { ListedKey } from '../botpress/answers.ts';
import { requireId } from '../botpress/endpoints.ts';
import type { Exchange } from '../botpress/exchange.ts';
import { lineHere, quoted, say } from '../commandLine.ts';
import { altered, type Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { candidateClient } from '../login/prove.ts';
import { type Config, fingerprintOf, type StoredProfile } from '../profiles/config.ts';
import { requireProfile } from '../profiles/manage.ts';
import { readState } from '../profiles/store.ts';
import { inventory, tokenIdOf } from './inventory.ts';
import { accountOwner, listTokens } from './owner.ts';

/** The account's tokens, and the server's time. */
export async function listedTokens(
  ctx: Context,
  config: Config,
  { apiUrl }: StoredProfile,
  token: string,
) {
  let listedAt: number | null = null;
  const trace = (exchange: Exchange) => {
    listedAt = exchange.serverTime;
    ctx.trace?.(exchange);
  };
  const listed = await listTokens(
    candidateClient(altered(ctx, { trace }), config, { apiUrl, token }),
    accountOwner,
  );
  return { client: candidateClient(ctx, config, { apiUrl, token }), listed, listedAt };
}

/**
 * The id of the profile's token: as stored, or as the user says.
 * @throws AppError `usage`
 */
export function oldIdFrom(
  ctx: Context,
  name: string,
  stored: StoredProfile,
  listed: readonly ListedKey[],
  wanted: string | undefined,
): string | null {
  const { config } = readState(ctx);
  const known = tokenIdOf(config, stored);
  const isListed = (id: string) => listed.some(token => token.id === id);
  if (wanted === undefined) return known !== null && isListed(known) ? known : null;
  if (known !== null && known !== wanted && isListed(known)) {
    throw new AppError('old-id-wrong', `The token of ${name} has the id ${known}`, {
      hint: say`Leave --old-id out; \`${lineHere('tokens', 'revoke', 'ID')}\` revokes another token`,
    });
  }
  return requireFreeId(ctx, stored, listed, wanted);
}

/**
 * @throws AppError `usage` for an id that is not the account's, or belongs to another profile's token
 */
export function requireFreeId(
  ctx: Context,
  stored: StoredProfile,
  listed: readonly ListedKey[],
  id: string,
): string {
  const listing = { owner: accountOwner, asked: stored };
  const views = inventory(readState(ctx).config, listed, listing, ctx.now());
  const view = views.find(token => token.id === requireId(id, 'token'));
  const own = fingerprintOf(stored);
  const users = (view?.profiles ?? []).filter(
    name => fingerprintOf(requireProfile(readState(ctx).config, name)) !== own,
  );
  if (view !== undefined && users.length === 0) return id;
  const problem =
    view === undefined
      ? `The account has no token with the id ${id}`
      : `${id} is the token of ${users.join(', ')}`;
  const choice = views.filter(({ inUse }) => inUse !== true).map(token => token.id);
  throw new AppError('old-id-refused', problem, {
    hint:
      choice.length === 0
        ? say`See ${quoted(lineHere('tokens', 'list'))}`
        : `Give one of these ids instead: ${choice.join(', ')}`,
  });
}

// Revoking a profile's own token at the server, on logout.
import { deletePat } from '../botpress/keys.ts';
import type { Context } from '../context.ts';
import { isAppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';

/**
 * The result at the server. `unknown-id`: we have not noted the token's id, because we did not
 * create the token. The API lists tokens by id, but does not tell which of them is in use.
 */
export type Revocation = 'revoked' | 'already-dead' | 'unknown-id' | 'not-a-pat';

/**
 * Revokes the profile's personal access token.
 * @throws AppError as the API answers; then the token may still work
 */
export async function revokeOwnToken(
  ctx: Context,
  name: string,
  profile: StoredProfile,
): Promise<Revocation> {
  if (profile.kind !== 'pat') return 'not-a-pat';
  if (!profile.tokenId) return 'unknown-id';
  const client = await connect(ctx, name, profile);
  try {
    await deletePat(client, profile.tokenId);
    return 'revoked';
  } catch (error) {
    const gone = isAppError(error) && (error.kind === 'auth' || error.exchange?.status === 404);
    if (gone) return 'already-dead';
    throw error;
  }
}

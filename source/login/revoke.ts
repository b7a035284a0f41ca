// The deletion of a profile's own token at the server, on logout.
import { deletePat } from '../botpress/keys.ts';
import type { Context } from '../context.ts';
import { isAppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';

/**
 * What became of the token at the server. `unknown-id`: the API lists tokens without telling which one
 * is in use, so only one whose id was noted when we created it can be deleted.
 */
export type Revocation = 'revoked' | 'already-dead' | 'unknown-id' | 'not-a-pat';

/** Deletes the profile's personal access token. @throws AppError as the API answers; then it still works */
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

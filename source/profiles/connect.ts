// An API client for a stored profile.
import { type Client, type ClientOptions, createClient } from '../botpress/client.ts';
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import type { TokenFrom } from '../botpress/sentWith.ts';
import type { Context } from '../context.ts';
import { type StoredProfile, sourceOf } from './config.ts';
import { readToken } from './sources/readToken.ts';

/** A client that sends the profile's token to the profile's own origin. @throws as readToken */
export async function connect(
  ctx: Context,
  name: string | null,
  profile: StoredProfile,
  options: ClientOptions = {},
): Promise<Client> {
  const { apiUrl } = profile;
  const tokenOrigin = profile.tokenOrigin ?? '';
  // Checked before the token is read, so that no command runs and no keychain opens for a wrong
  // host.
  requireOwnOrigin({ apiUrl, tokenOrigin });
  const token = await readToken(ctx, name, profile);
  return createClient(ctx, { apiUrl, token, tokenOrigin, from: fromOf(name, profile) }, options);
}

function fromOf(name: string | null, profile: StoredProfile): TokenFrom {
  if (name === null) return { type: 'environment' };
  const source = sourceOf(profile);
  const variable = source.kind === 'env' ? source.name : '';
  return { type: 'profile', name, place: source.kind, variable };
}

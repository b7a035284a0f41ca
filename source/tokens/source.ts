// Owns getting a profile's token from wherever it lives.
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { type StoredProfile, sourceOf } from '../profiles/config.ts';
import { requireToken } from './shape.ts';

/**
 * The token of a profile.
 * @param name for messages; null for credentials of the environment
 * @throws AppError auth where there is none, local where its source fails
 */
export async function readToken(
  ctx: Context,
  name: string | null,
  profile: StoredProfile,
): Promise<string> {
  const source = sourceOf(profile);
  if (profile.token) return requireToken(profile.token);
  if (source.kind === 'env') return fromVariable(ctx, source.name);
  throw new AppError('auth', `The profile ${name ?? ''} has no token`, {
    hint: `Log in again: bp-auth login --profile ${name ?? 'NAME'}`,
  });
}

function fromVariable(ctx: Context, variable: string): string {
  const token = ctx.env[variable];
  if (token) return requireToken(token);
  throw new AppError('local', `The environment variable ${variable} is not set`, {
    hint: `Set ${variable}, or move the token: bp-auth profiles move-token NAME --to file`,
  });
}

// Owns handing out the current profile's token on purpose: to a pipe, a program, a shell.
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { currentOf, requireCurrent } from '../profiles/current.ts';
import { findProject, mismatch } from '../profiles/project.ts';
import { readState } from '../profiles/store.ts';
import { readToken } from '../tokens/source.ts';
import type { Input } from './command.ts';
import { note } from './print.ts';
import { confirmProtected } from './prompt.ts';

export type Credentials = { name: string | null; profile: StoredProfile; token: string };

/**
 * The current credentials, after all that must be said or confirmed before they leave.
 * @param what ends the sentence "prod is protected: … it needs confirmation"
 * @throws AppError auth, origin, usage, local
 */
export async function handOut(ctx: Context, input: Input, what: string): Promise<Credentials> {
  const resolution = currentOf(ctx, readState(ctx), input.text('profile'));
  for (const warning of resolution.warnings) note(ctx, warning);
  const { name, profile } = requireCurrent(resolution);
  requireOwnOrigin({ apiUrl: profile.apiUrl, tokenOrigin: profile.tokenOrigin ?? '' });
  sayMismatch(ctx, profile);
  if (name !== null && profile.protected) {
    await confirmProtected(ctx, name, input.text('confirm'), what);
  }
  return { name, profile, token: await readToken(ctx, name, profile) };
}

/** The project here may say that it belongs to another workspace: said, and refused for protected profiles. */
function sayMismatch(ctx: Context, profile: StoredProfile): void {
  const found = mismatch(findProject(ctx.cwd), profile);
  if (found === null) return;
  if (profile.protected) {
    throw new AppError('forbidden', `Refused, because the profile is protected: ${found}`, {
      hint: 'Choose the profile of this workspace with --profile, or run it in another directory',
    });
  }
  note(ctx, found);
}

// The proof that a profile belongs to the account whose new token it will get.
import { getAccount } from '../botpress/endpoints.ts';
import { say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError, rewrapped } from '../errors.ts';
import { fingerprintOf, type StoredProfile } from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';
import { loginLine } from '../profiles/loginLine.ts';

type Asked = { name: string | null; profile: StoredProfile };
type Account = { id: string | null; email: string | null };

/**
 * Asks the API for each owner that the store does not know: after an import, or a login of bp.
 * @throws AppError `usage` if `profile` belongs to another account than `base`; the request's error
 * if an owner cannot be determined
 */
export async function requireSameAccount(ctx: Context, base: Asked, profile: Asked): Promise<void> {
  const print = fingerprintOf(profile.profile);
  if (print !== null && print === fingerprintOf(base.profile)) return;
  const [ours, theirs] = [await accountOf(ctx, base), await accountOf(ctx, profile)];
  if (isSame(ours, theirs)) return;
  throw profileForAnother(`${profile.name}`, `belongs to ${theirs.email ?? 'another account'}`);
}

/**
 * The error for an existing profile in which the new token must not be stored.
 * @param why for example `is for another bot`
 */
export function profileForAnother(name: string, why: string): AppError {
  return new AppError('profile-for-another', `The profile ${name} ${why}`, {
    hint: 'Choose another name, and a new profile is created',
  });
}

async function accountOf(ctx: Context, { name, profile }: Asked): Promise<Account> {
  const { accountId = null, accountEmail = null } = profile;
  if (accountId !== null || accountEmail !== null) return { id: accountId, email: accountEmail };
  try {
    return await getAccount(await connect(ctx, name, profile));
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw rewrapped(error, {
      message: says => `The account of profile ${name} is unknown: ${says}`,
      hint: error.kind === 'auth' ? say`Log in again: ${loginLine(name, profile)}` : error.advice,
    });
  }
}

function isSame(a: Account, b: Account): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id;
  return a.email !== null && a.email === b.email;
}

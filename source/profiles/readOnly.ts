// The rule inside `exec --read-only` and `shell --read-only`: only the credentials that these
// commands gave may be used.
import { AppError } from '../errors.ts';
import { type Env, readOnlyName, readValue } from '../secrets/variables.ts';

/**
 * Refuses commands that would use a profile of their own. Their calls would bypass the relay, which
 * lets only reading calls pass.
 * @throws AppError `forbidden`
 */
export function requireOutsideReadOnly(env: Env): void {
  if (readValue(env, readOnlyName) === null) return;
  throw new AppError(
    'read-only',
    'Inside --read-only, only the credentials that came with it may be used',
    {
      hint: 'Leave out --profile, BP_PROFILE and the names of profiles, or run this outside of bp-auth exec --read-only',
    },
  );
}

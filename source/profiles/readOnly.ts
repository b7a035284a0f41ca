// The rule inside `exec --read-only` and `shell --read-only`: only the given credentials may be
// used.
import { AppError } from '../errors.ts';
import { type Env, readOnlyName, readValue } from '../secrets/variables.ts';

/**
 * Refuses commands that would use a profile of their own and so bypass the relay.
 * @throws AppError forbidden
 */
export function requireOutsideReadOnly(env: Env): void {
  if (readValue(env, readOnlyName) === null) return;
  throw new AppError(
    'read-only',
    'Only the given credentials may be used here: --read-only is on',
    {
      hint: 'Leave out --profile, BP_PROFILE and the names of profiles, or run this outside of bp-auth exec --read-only',
    },
  );
}

// Moving a profile's token to another place without losing or duplicating it.
import { line, say } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import { changedMeanwhile } from '../../errors.ts';
import {
  fingerprintOf,
  profileNamed,
  type StoredProfile,
  sourceOf,
  type TokenSource,
  withProfile,
} from '../config.ts';
import { profilesWithToken, requireProfile } from '../manage.ts';
import { publishable } from '../publishable.ts';
import { changeState, readState, type State } from '../store.ts';
import { type Kept, keepToken } from './keep.ts';
import { forgetSecrets, requireKeychain } from './keychain.ts';
import { readToken } from './readToken.ts';

export type Move = {
  state: State;
  name: string;
  from: TokenSource;
  to: TokenSource;
  /** Whether bp could use the profile before, but cannot now. */
  lostToBp: boolean;
  /** Other profiles whose copy of the same token is still in config.json. */
  stillInFile: string[];
  /** What could not be removed from the old place, as sentences. */
  left: string[];
};

/**
 * Moves the token: the new place is tested, written and read back before the old one is cleared.
 * @throws AppError `usage`, `local`, `cancelled`; whatever `readToken` throws. The token is then
 * where it was
 */
export async function moveToken(ctx: Context, name: string, to: TokenSource): Promise<Move> {
  const before = requireProfile(readState(ctx).config, name);
  const from = sourceOf(before);
  if (to.kind === 'keychain') await requireKeychain(ctx);
  const token = await readToken(ctx, name, before);
  const id = before.id ?? ctx.randomId();
  const key = { id, tokenOrigin: before.tokenOrigin ?? '' };
  const kept = await keepToken(ctx, to, key, token);
  const state = await store(ctx, name, before, { ...before, id, ...kept.fields }, kept);
  const { config } = state;
  const after = requireProfile(config, name);
  const others = profilesWithToken(config, after).filter(other => other !== name);
  return {
    state,
    name,
    from,
    to,
    lostToBp: publishable(before) !== null && publishable(after) === null,
    stillInFile: others.filter(other => profileNamed(config, other)?.token === token),
    left: await forgetSecrets(ctx, [before], Object.values(config.profiles)),
  };
}

async function store(
  ctx: Context,
  name: string,
  before: StoredProfile,
  after: StoredProfile,
  kept: Kept,
): Promise<State> {
  try {
    return await changeState(ctx, 'profiles move-token', config => {
      const now = requireProfile(config, name);
      if (!sameToken(now, before)) throw profileChanged(name);
      return withProfile(config, name, { ...now, ...pick(after) });
    });
  } catch (error) {
    await kept.undo();
    throw error;
  }
}

const pick = ({ id, token, tokenSource, tokenFingerprint }: StoredProfile) => ({
  id,
  token,
  tokenSource,
  tokenFingerprint,
});

function sameToken(now: StoredProfile, before: StoredProfile): boolean {
  return (
    fingerprintOf(now) === fingerprintOf(before) &&
    sourceOf(now).kind === sourceOf(before).kind &&
    now.tokenOrigin === before.tokenOrigin
  );
}

const profileChanged = (name: string) =>
  changedMeanwhile(
    `The profile ${name}`,
    say`Look at the profile with \`${line('profiles', 'get', name)}\`, and run this again`,
  );

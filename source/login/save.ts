// Storing a proven login, and making it the active profile.
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { changedMeanwhile } from '../errors.ts';
import {
  type Config,
  fingerprintOf,
  isFilledByOthers,
  type StoredProfile,
  sourceOf,
  type TokenSource,
  withProfile,
} from '../profiles/config.ts';
import { activated } from '../profiles/manage.ts';
import { type Kept, keepToken, leftThere } from '../profiles/sources/keep.ts';
import { forgetSecrets } from '../profiles/sources/keychain.ts';
import { changeState, type State } from '../profiles/store.ts';
import { fingerprint } from '../secrets/kind.ts';
import type { Plan } from './plan.ts';
import type { Proof } from './prove.ts';

export type Saved = {
  state: State;
  plan: Plan;
  /** Keychain entries that could not be removed, as sentences. */
  left: string[];
};

/**
 * Stores the proof as a profile. The plan is made again under the lock, so that two logins at once
 * never take the same name. If the new plan would replace something that nobody agreed to, nothing
 * is stored.
 * @param agreed the plan that was agreed to
 * @param place where to store the token. If absent, the token goes where the replaced profile has
 * its token, and into the file for a new profile. If the place is a command or variable, the token
 * was just read from there and is not read again
 * @param known other known facts about the token
 * @throws AppError `usage`, `local`, `cancelled`; whatever `plan` throws. Nothing was changed then
 */
export async function saveLogin(
  ctx: Context,
  proof: Proof,
  agreed: Plan,
  plan: (config: Config) => Plan,
  place?: TokenSource,
  known: Pick<StoredProfile, 'tokenId'> = {},
): Promise<Saved> {
  const { replaces } = agreed;
  const source = place ?? placeOf(replaces);
  const id = replaces?.id ?? ctx.randomId();
  const key = { id, tokenOrigin: proof.origin };
  const kept = isFilledByOthers(place)
    ? leftThere(place, proof.token)
    : await keepToken(ctx, source, key, proof.token);
  let planned = agreed;
  let state: State;
  try {
    const change = (config: Config) => {
      planned = plan(config);
      const isElsewhere = !place && placeOf(planned.replaces).kind !== source.kind;
      if (isElsewhere || asksForMore(planned, agreed)) throw profileChanged();
      const profile = profileFor(ctx, proof, planned.replaces, { id, ...kept.fields, ...known });
      return activated(withProfile(config, planned.name, profile), planned.name, ctx.now());
    };
    state = await changeState(ctx, 'login', change, { settling: 'all' });
  } catch (error) {
    await kept.undo();
    throw error;
  }
  const gone = planned.replaces === null ? [] : [planned.replaces];
  const left = await forgetSecrets(ctx, gone, Object.values(state.config.profiles));
  return { state, plan: planned, left };
}

/** Whether the new plan would replace something that nobody agreed to. */
const asksForMore = (planned: Plan, agreed: Plan): boolean =>
  (planned.otherAccount && !agreed.otherAccount) ||
  (planned.replaces?.protected === true && agreed.replaces?.protected !== true);

/**
 * The new token goes where the replaced profile has its token: never from a keychain into a file
 * without being asked.
 */
function placeOf(replaces: StoredProfile | null): TokenSource {
  return replaces === null ? { kind: 'file' } : sourceOf(replaces);
}

const profileChanged = () =>
  changedMeanwhile(
    'The profile of this login',
    say`Look at the profile with \`${line('profiles', 'list')}\`, and run this again`,
  );

function profileFor(
  ctx: Context,
  proof: Proof,
  before: StoredProfile | null,
  token: { id: string } & Kept['fields'] & Pick<StoredProfile, 'tokenId'>,
): StoredProfile {
  const now = new Date(ctx.now()).toISOString();
  const sameToken = before !== null && fingerprintOf(before) === fingerprint(proof.token);
  return {
    apiUrl: proof.apiUrl,
    workspaceId: proof.workspace?.id ?? null,
    workspaceName: proof.workspace?.name ?? null,
    workspaceHandle: proof.workspace?.handle ?? null,
    ...(proof.botId === null ? {} : { botId: proof.botId }),
    ...(proof.integrationId === null ? {} : { integrationId: proof.integrationId }),
    ...token,
    tokenOrigin: proof.origin,
    kind: proof.kind,
    accountId: proof.account?.id ?? null,
    accountEmail: proof.account?.email ?? null,
    ...(sameToken && before.tokenId ? { tokenId: before.tokenId } : {}),
    ...(before?.protected ? { protected: true } : {}),
    createdAt: before?.createdAt ?? now,
    verifiedAt: now,
  };
}

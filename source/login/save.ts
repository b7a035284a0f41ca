// Storing what a login proved, and making it the active profile.
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { changedMeanwhile } from '../errors.ts';
import {
  type Config,
  fingerprintOf,
  type StoredProfile,
  sourceOf,
  type TokenSource,
  withProfile,
} from '../profiles/config.ts';
import { activated } from '../profiles/manage.ts';
import { isFilledByOthers, type Kept, keepToken, leftThere } from '../profiles/sources/keep.ts';
import { forgetSecrets } from '../profiles/sources/keychain.ts';
import { changeState, type State } from '../profiles/store.ts';
import { fingerprint } from '../secrets/kind.ts';
import type { Plan } from './plan.ts';
import type { Proof } from './prove.ts';

export type Saved = {
  state: State;
  plan: Plan;
  /** What could not be removed from the keychain, in sentences. */
  left: string[];
};

/**
 * Stores the proof as a profile. The plan is made again under the lock, so that two logins at once
 * never take the same name; what somebody would have to agree to is not replaced then.
 * @param agreed the plan as it was agreed to
 * @param place where the token is to be kept; as before if not given, in the file for a new profile.
 * A command or a variable is where it has just come from: that is not asked twice
 * @param known what is known of the token besides
 * @throws AppError local, usage; whatever `plan` throws. Nothing is changed then.
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

/** Whether it would replace what nobody was asked about. */
const asksForMore = (planned: Plan, agreed: Plan): boolean =>
  (planned.otherAccount && !agreed.otherAccount) ||
  (planned.replaces?.protected === true && agreed.replaces?.protected !== true);

/** A token goes where the one that it replaces was: never out of a keychain into a file unasked. */
function placeOf(replaces: StoredProfile | null): TokenSource {
  return replaces === null ? { kind: 'file' } : sourceOf(replaces);
}

const profileChanged = () =>
  changedMeanwhile(
    'The profile',
    say`Look at it with \`${line('profiles', 'list')}\`, and run this again`,
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

// Using a profile's token in another workspace, wherever the token is stored.
import { createClient } from '../botpress/client.ts';
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { changedMeanwhile, isAppError, rewrapped } from '../errors.ts';
import { type Config, type StoredProfile, sourceOf, withProfile } from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';
import { fieldsOf } from '../profiles/learned.ts';
import { activated, requireProfile } from '../profiles/manage.ts';
import { readToken } from '../profiles/sources/readToken.ts';
import { changeState, type State } from '../profiles/store.ts';
import { patNeeded } from '../secrets/wrongKind.ts';
import { proveWorkspace, type WorkspaceProof } from './prove.ts';
import { saveLogin } from './save.ts';
import { planWorkspace, type WorkspacePlan, type WorkspaceWish } from './workspacePlan.ts';

export type WorkspaceSwitch = {
  state: State;
  plan: WorkspacePlan;
  proof: WorkspaceProof;
  /** Keychain entries that could not be removed, as sentences. */
  left: string[];
};

export type WorkspaceChangeOptions = {
  /** Whether the user named this profile as the one to change. */
  named: boolean;
  /** Called before anything is changed; if it throws, nothing is changed. */
  agree?: (plan: WorkspacePlan, proof: WorkspaceProof) => Promise<void>;
  signal?: AbortSignal;
};

/**
 * Proves that the profile's token reads the workspace, then carries out the plan: uses the profile
 * that has the workspace already, creates a new profile, or changes the given one. In all three
 * cases the profile with the workspace becomes active.
 * @param wanted the workspace's id, its handle, or a name that no other workspace has
 * @throws AppError `usage` for bot and integration keys, otherwise as the API answers. Nothing was
 * changed then
 */
export async function switchWorkspace(
  ctx: Context,
  config: Config,
  { name, profile }: { name: string; profile: StoredProfile },
  wanted: string,
  { named, agree, signal }: WorkspaceChangeOptions,
): Promise<WorkspaceSwitch> {
  if (profile.kind === 'bot' || profile.kind === 'integration') {
    throw patNeeded(
      { name, kind: profile.kind },
      'which has no workspace to change',
      'Log in with a personal access token',
    );
  }
  const { apiUrl, tokenOrigin = '' } = profile;
  const own = { apiUrl, tokenOrigin: tokenOrigin ?? '' };
  requireOwnOrigin(own);
  // The token is read only once: a command that prints it may ask the user.
  const token = await readToken(ctx, name, profile);
  const client = createClient(ctx, { ...own, token });
  const proof = await proveWorkspace(client, wanted, signal);
  const { account, workspace } = proof;
  const wish = { name, profile, workspace, account, named };
  const plan = planWorkspace(config, wish);
  await agree?.(plan, proof);
  if (plan.type === 'created') return createProfile(ctx, wish, plan, token, proof);
  // If another profile has the workspace, that profile's own token has to work too.
  const proven =
    plan.type === 'switched'
      ? await proveOther(ctx, plan.name, requireProfile(config, plan.name), workspace.id, signal)
      : proof;
  const change = (now: Config) => {
    const before = requireProfile(now, plan.name);
    if (before.workspaceId !== requireProfile(config, plan.name).workspaceId) throw changed(plan);
    const facts = {
      ...fieldsOf(proven),
      verifiedAt: new Date(ctx.now()).toISOString(),
    };
    const moved = withProfile(now, plan.name, { ...before, ...facts });
    return activated(moved, plan.name, ctx.now());
  };
  const state = await changeState(ctx, 'login', change, { settling: 'all' });
  return { state, plan, proof: proven, left: [] };
}

const changed = ({ name }: Pick<WorkspacePlan, 'name'>) =>
  changedMeanwhile(
    `The profile ${name}`,
    say`Look at the profile with \`${line('profiles', 'list')}\`, and run this again`,
  );

async function proveOther(
  ctx: Context,
  name: string,
  profile: StoredProfile,
  workspaceId: string,
  signal?: AbortSignal,
): Promise<WorkspaceProof> {
  const client = await connect(ctx, name, profile);
  try {
    return await proveWorkspace(client, workspaceId, signal);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const message = (says: string) =>
      `The profile ${name} has workspace ${workspaceId}, but cannot be used: ${says}`;
    throw rewrapped(error, { message });
  }
}

type CreatedPlan = Extract<WorkspacePlan, { type: 'created' }>;

/**
 * Creates a profile with the token of the given profile, and keeps the token in the same kind of
 * place.
 */
async function createProfile(
  ctx: Context,
  wish: WorkspaceWish,
  agreed: CreatedPlan,
  token: string,
  proof: WorkspaceProof,
): Promise<WorkspaceSwitch> {
  const { profile } = wish;
  const { apiUrl, tokenOrigin, tokenId } = profile;
  const login = {
    ...{ apiUrl, token, origin: tokenOrigin ?? '', kind: 'pat' as const, ...proof },
    ...{ botId: null, integrationId: null },
  };
  const asLogin = ({ name, takenName }: CreatedPlan) => ({
    ...{ name, takenName, replaces: null, otherAccount: false },
  });
  const plan = (config: Config) => {
    const made = planWorkspace(config, wish);
    if (made.type !== 'created') throw changed(made);
    return asLogin(made);
  };
  const known = tokenId ? { tokenId } : {};
  const place = sourceOf(profile);
  const saved = await saveLogin(ctx, login, asLogin(agreed), plan, place, known);
  const { name, takenName } = saved.plan;
  const { state, left } = saved;
  return { state, plan: { type: 'created', name, takenName }, proof, left };
}

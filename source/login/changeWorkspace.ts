// Pointing a profile at another workspace with the token it has, wherever that token lives.
import type { Context } from '../context.ts';
import { type Config, type StoredProfile, withProfile } from '../profiles/config.ts';
import { activated, requireProfile } from '../profiles/manage.ts';
import { changeState, type State } from '../profiles/store.ts';
import { connect } from '../tokens/connect.ts';
import { patNeeded } from '../tokens/wrongKind.ts';
import { proveWorkspace, type WorkspaceProof } from './prove.ts';

/**
 * Proves that the profile's token reads the workspace, then points the profile there and makes it active.
 * @throws AppError usage for bot and integration keys; whatever the API answers. Nothing is changed then.
 */
export async function changeWorkspace(
  ctx: Context,
  name: string,
  profile: StoredProfile,
  workspaceId: string,
  signal?: AbortSignal,
): Promise<{ state: State; proof: WorkspaceProof }> {
  if (profile.kind === 'bot' || profile.kind === 'integration') {
    throw patNeeded(
      { name, kind: profile.kind },
      'which has no workspace to change',
      'Log in with a personal access token',
    );
  }
  const client = await connect(ctx, name, profile);
  const proof = await proveWorkspace(client, workspaceId, signal);
  const { account, workspace } = proof;
  const change = (config: Config) => {
    const moved = {
      ...requireProfile(config, name),
      workspaceId: workspace.id,
      workspaceName: workspace.name,
      workspaceHandle: workspace.handle ?? null,
      accountId: account.id,
      accountEmail: account.email,
      verifiedAt: new Date(ctx.now()).toISOString(),
    };
    return activated(withProfile(config, name, moved), name, ctx.now());
  };
  const state = await changeState(ctx, 'login', change, { settling: 'all' });
  return { state, proof };
}

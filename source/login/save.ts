// Owns storing what a login proved, and making it the active profile.
import type { Context } from '../context.ts';
import { type Config, type StoredProfile, withProfile } from '../profiles/config.ts';
import { activated } from '../profiles/manage.ts';
import { changeState, type State } from '../profiles/store.ts';
import type { Plan } from './plan.ts';
import type { Proof } from './prove.ts';

export type Saved = { state: State; plan: Plan };

/**
 * Stores the proof as a profile. The plan is made again under the lock, so that two logins at once
 * never take the same name.
 * @throws AppError local, usage; whatever `plan` throws. Nothing is changed then.
 */
export async function saveLogin(
  ctx: Context,
  proof: Proof,
  plan: (config: Config) => Plan,
): Promise<Saved> {
  let planned: Plan | undefined;
  const state = await changeState(ctx, 'login', config => {
    planned = plan(config);
    const profile = profileFor(ctx, proof, planned.replaces);
    return activated(withProfile(config, planned.name, profile), planned.name);
  });
  return { state, plan: planned as Plan };
}

function profileFor(ctx: Context, proof: Proof, before: StoredProfile | null): StoredProfile {
  const now = new Date(ctx.now()).toISOString();
  const sameToken = before?.token === proof.token;
  return {
    apiUrl: proof.apiUrl,
    workspaceId: proof.workspace?.id ?? null,
    workspaceName: proof.workspace?.name ?? null,
    workspaceHandle: proof.workspace?.handle ?? null,
    ...(proof.botId === null ? {} : { botId: proof.botId }),
    ...(proof.integrationId === null ? {} : { integrationId: proof.integrationId }),
    token: proof.token,
    tokenOrigin: proof.origin,
    kind: proof.kind,
    id: before?.id ?? ctx.randomId(),
    accountId: proof.account?.id ?? null,
    accountEmail: proof.account?.email ?? null,
    ...(sameToken && before?.tokenId ? { tokenId: before.tokenId } : {}),
    ...(before?.protected ? { protected: true } : {}),
    createdAt: before?.createdAt ?? now,
    verifiedAt: now,
  };
}

// The storage of a token that was just created, after proving it.
import type { CreatedKey } from '../botpress/answers.ts';
import { parseApiUrl } from '../botpress/apiUrl.ts';
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { changedMeanwhile } from '../errors.ts';
import { candidateClient, type Proof, type Purpose, prove } from '../login/prove.ts';
import { profileNamed, type StoredProfile, withProfile } from '../profiles/config.ts';
import { type Kept, keepToken } from '../profiles/sources/keep.ts';
import { changeState, readState } from '../profiles/store.ts';
import { withExpiry } from './age.ts';
import type { CreationBase, Destination } from './destination.ts';
import type { Owner } from './owner.ts';

export async function storeCreated(
  ctx: Context,
  base: CreationBase,
  { name, replaces, place }: Destination,
  owner: Owner,
  created: CreatedKey,
  profileId: string,
  expiresAt: string | null,
): Promise<void> {
  const apiUrl = replaces?.apiUrl ?? base.profile.apiUrl;
  const candidate = { apiUrl, token: created.value };
  const client = candidateClient(ctx, readState(ctx).config, candidate);
  const proof = await prove(client, candidate, purposeOf(owner, replaces ?? base.profile));
  const key = { id: profileId, tokenOrigin: proof.origin };
  const kept = await keepToken(ctx, place, key, created.value);
  try {
    await changeState(ctx, 'tokens create', config => {
      if (profileNamed(config, name)?.id !== replaces?.id) throw profileChanged(name);
      const before = profileNamed(config, name);
      const profile = profileFor(ctx, proof, before, base.profile, {
        id: profileId,
        ...kept.fields,
      });
      const next = withProfile(config, name, { ...profile, tokenId: created.id });
      return withExpiry(next, created.id, expiresAt);
    });
  } catch (error) {
    await kept.undo();
    throw error;
  }
}

function purposeOf(owner: Owner, { workspaceId }: StoredProfile): Purpose {
  if (owner.type === 'bot') return { type: 'bot', botId: owner.id };
  if (owner.type === 'integration') return { type: 'integration', integrationId: owner.id };
  return { type: 'workspace', workspaceId: workspaceId ?? '' };
}

function profileFor(
  ctx: Context,
  proof: Proof,
  before: StoredProfile | null,
  base: StoredProfile,
  token: { id: string } & Kept['fields'],
): StoredProfile {
  const now = new Date(ctx.now()).toISOString();
  const { workspace, account, botId, integrationId } = proof;
  return {
    ...(before ?? { createdAt: now }),
    apiUrl: parseApiUrl(proof.apiUrl).apiUrl,
    workspaceId: workspace?.id ?? before?.workspaceId ?? base.workspaceId ?? null,
    workspaceName: workspace?.name ?? base.workspaceName ?? null,
    workspaceHandle: workspace?.handle ?? base.workspaceHandle ?? null,
    ...(botId === null ? {} : { botId }),
    ...(integrationId === null ? {} : { integrationId }),
    ...token,
    tokenOrigin: proof.origin,
    kind: proof.kind,
    accountId: account?.id ?? null,
    accountEmail: account?.email ?? null,
    verifiedAt: now,
  };
}

const profileChanged = (name: string) =>
  changedMeanwhile(
    `The profile ${name}`,
    say`Look at the profile with \`${line('profiles', 'list')}\`, and run this again`,
  );

// The verification of imported profiles that would replace verified ones.
import pLimit from 'p-limit';
import { createClient } from '../botpress/client.ts';
import { getAccount } from '../botpress/endpoints.ts';
import type { Context } from '../context.ts';
import { isAppError } from '../errors.ts';
import { normalised, type Triple } from '../profiles/bpFiles.ts';
import { unverifiedEntry } from '../profiles/importing.ts';
import {
  type ImportCandidate,
  type ImportOptions,
  planImport,
  type SkippedEntry,
  type Verified,
} from '../profiles/importPlan.ts';
import type { ImportReading } from '../profiles/importReading.ts';
import { freeName, nameForWorkspace } from '../profiles/name.ts';
import type { State } from '../profiles/store.ts';
import { requireToken } from '../secrets/ready.ts';
import { namesOfTarget } from './plan.ts';
import { candidateClient, type Proof, prove } from './prove.ts';

/**
 * Verifies the candidates that would replace a verified profile, a few at a time. The other
 * candidates are not verified.
 * @returns the import; candidates whose verification failed are moved to `skipped`
 * @throws AppError `cancelled`
 */
export async function verifyReplacing(
  ctx: Context,
  { config, broken }: State,
  reading: ImportReading,
  options: ImportOptions,
): Promise<ImportReading> {
  const names = new Set(Object.keys(broken));
  const wanted = planImport(config, names, reading.candidates, options).flatMap(decision =>
    decision.type === 'unverified' ? [decision.candidate] : [],
  );
  const verified = new Map<ImportCandidate, ImportCandidate>();
  const skipped = new Map<ImportCandidate, SkippedEntry>();
  await pLimit(8).map(wanted, async candidate => {
    try {
      verified.set(candidate, { ...candidate, verified: await verify(ctx, candidate) });
    } catch (error) {
      if (!isAppError(error) || error.kind === 'cancelled' || error.kind === 'bug') throw error;
      skipped.set(candidate, unverifiedEntry(candidate.name, error.message));
    }
  });
  return {
    ...reading,
    candidates: reading.candidates
      .filter(candidate => !skipped.has(candidate))
      .map(candidate => verified.get(candidate) ?? candidate),
    skipped: [...reading.skipped, ...skipped.values()],
  };
}

/** @throws AppError as the API answers */
async function verify(ctx: Context, { profile }: ImportCandidate): Promise<Verified> {
  const { apiUrl, token, tokenOrigin, workspaceId, botId, integrationId } = profile;
  const client = createClient(ctx, { apiUrl, token, tokenOrigin });
  const purpose = botId
    ? ({ type: 'bot', botId } as const)
    : integrationId
      ? ({ type: 'integration', integrationId } as const)
      : workspaceId
        ? ({ type: 'workspace', workspaceId } as const)
        : null;
  if (purpose !== null) return factsOf(ctx, await prove(client, { apiUrl, token }, purpose));
  return factsOf(ctx, { account: await getAccount(client), workspace: null });
}

function factsOf(
  ctx: Context,
  { account, workspace }: Pick<Proof, 'account' | 'workspace'>,
): Verified {
  return {
    accountId: account?.id ?? null,
    accountEmail: account?.email ?? null,
    ...(workspace === null
      ? {}
      : { workspaceName: workspace.name, workspaceHandle: workspace.handle ?? null }),
    verifiedAt: new Date(ctx.now()).toISOString(),
  };
}

/**
 * The credentials that a login of bp left in its cache, verified; they may work although that login
 * failed.
 * @param taken names that are no longer free
 * @throws AppError `usage` if the cache holds no token, `origin` if the token belongs to another
 * host; otherwise as the API answers
 */
export async function proveBpLogin(
  ctx: Context,
  { config }: State,
  cache: Triple,
  { overwrite }: ImportOptions,
  taken: ReadonlySet<string>,
): Promise<ImportCandidate> {
  const { workspaceId, ...found } = normalised(cache);
  const candidate = { ...found, token: requireToken(found.token) };
  const client = candidateClient(ctx, config, candidate);
  const proof = await prove(client, candidate, { type: 'workspace', workspaceId });
  const { apiUrl, token, origin, kind, workspace } = proof;
  const [existing] = overwrite ? namesOfTarget(config, proof) : [];
  const natural = nameForWorkspace(workspace ?? { id: workspaceId, name: '' });
  const facts = factsOf(ctx, proof);
  return {
    name: existing ?? freeName(natural, name => taken.has(name)),
    profile: { apiUrl, workspaceId, token, tokenOrigin: origin, kind },
    verified: facts,
  };
}

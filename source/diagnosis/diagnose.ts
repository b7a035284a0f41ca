// The diagnosis as a whole: gathers facts, runs the chain, and comes to one verdict.
import { originOf } from '../botpress/apiUrl.ts';
import type { Context } from '../context.ts';
import { type ErrorKind, errorCodes } from '../errorCodes.ts';
import { AppError } from '../errors.ts';
import { shadowedLine, sourceName } from '../profiles/resolve.ts';
import { fingerprint, kindNames, mask } from '../tokens/kind.ts';
import { actionNames } from './actionNames.ts';
import { actionNamed } from './actions.ts';
import { isCauseId } from './causes.ts';
import { type Ended, runChain } from './chain.ts';
import type { CheckId } from './check.ts';
import type { CheckUpdate, Diagnosis, Identity, Provenance } from './diagnosis.ts';
import { originOfToken, tokenLine } from './evidence.ts';
import { createFacts, type Facts } from './facts.ts';
import { judge } from './rootCause.ts';
import { sceneOf } from './scene.ts';
import type { Subject } from './subject.ts';
import { roleIn } from './wire.ts';

export type DiagnoseOptions = {
  /** Looks at what lies on this machine only. */
  offline?: boolean;
  /** What the token is wanted for: one of `actionNames`. */
  for?: string;
  /** Hears of every check as it begins and ends. */
  onCheck?: (update: CheckUpdate) => void;
  signal?: AbortSignal;
};

/**
 * Finds out what is the matter with a profile, or with what applies here and now. Changes nothing.
 * @throws AppError usage for an action that is not known, cancelled
 */
export async function diagnose(
  ctx: Context,
  subject: Subject,
  options: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const action = options.for === undefined ? null : requireAction(options.for);
  const scene = sceneOf(ctx, subject, action);
  const over = new AbortController();
  const outside = [ctx.signal, ...(options.signal ? [options.signal] : [])];
  const signal = AbortSignal.any([...outside, over.signal]);
  const offline = options.offline ?? false;
  const facts = createFacts(ctx, subject, scene, { offline, signal });
  const onCheck = options.onCheck ?? (() => {});
  const ended = await runChain(facts, { offline, onCheck, signal: AbortSignal.any(outside) });
  const identity = await identityOf(facts, ended);
  // Whoever was given up on need not hold up the end of the program.
  over.abort();
  const { rootCause, alternatives, isOfToken } = judge(ended, scene);
  const token = isOfToken ? await tokenLine(facts) : null;
  if (token !== null) rootCause?.evidence.push(token);
  return {
    schema: 1,
    verdict: verdictOf(ended),
    rootCause,
    alternatives,
    identity,
    resolution: provenanceOf(facts),
    checks: ended.map(({ result }) => result),
  };
}

/** What a diagnosis ends in: nothing when all is well, `partial` for a warning, else its root's kind. */
export function exitKindOf({ verdict, rootCause }: Diagnosis): ErrorKind | null {
  if (verdict === 'ok') return null;
  if (verdict === 'warn' || rootCause === null) return 'partial';
  return isCauseId(rootCause.id) ? errorCodes[rootCause.id] : 'partial';
}

/** @throws AppError usage for an action that is not known */
export function requireAction(name: string) {
  const action = actionNamed(name);
  if (action !== null) return action;
  throw new AppError('action-unknown', 'There is no such action to look for', {
    hint: `One of: ${actionNames.join(', ')}`,
  });
}

function verdictOf(ended: readonly Ended[]): Diagnosis['verdict'] {
  const has = (status: string) => ended.some(({ result }) => result.status === status);
  return has('fail') ? 'fail' : has('warn') ? 'warn' : 'ok';
}

async function identityOf(facts: Facts, all: readonly Ended[]): Promise<Identity> {
  const { subject, scene } = facts;
  const { profile } = subject;
  const stored: Identity = {
    profile: subject.name,
    kind: scene.kind,
    tokenFingerprint: null,
    account: profile?.accountEmail ?? null,
    accountId: profile?.accountId ?? null,
    workspaceId: scene.workspaceId,
    workspaceName: profile?.workspaceName ?? null,
    botId: scene.botId,
    integrationId: scene.integrationId,
    role: null,
  };
  if (profile === null) return stored;
  const token = (await facts.token()).text?.trim();
  if (token) stored.tokenFingerprint = fingerprint(token);
  const ended = (id: CheckId) => all.find(({ check }) => check.id === id)?.result.status ?? 'skip';
  if (ended('server') !== 'pass') return stored;
  const wire = await facts.wire();
  const [account, workspace] = await Promise.all([wire.account(), wire.workspace()]);
  return {
    ...stored,
    ...(account?.ok ? { account: account.value.email, accountId: account.value.id } : {}),
    ...(workspace?.ok ? { workspaceName: workspace.value.name } : {}),
    role: ended('role') === 'skip' ? null : await roleIn(wire),
  };
}

function provenanceOf(facts: Facts): Provenance[] {
  const { profile, name, resolution } = facts.subject;
  if (profile === null) return [];
  const shadowed = (resolution?.shadowed ?? []).map(shadowedLine);
  const current = resolution?.current;
  const source = current ? sourceName(current.source) : 'picked';
  const place = name === null ? source : 'config.json';
  const line = (field: string, value: string | null, from = place): Provenance => ({
    field,
    value,
    source: from,
    shadowed: [],
  });
  return [
    { ...line('profile', name, source), shadowed },
    // One that is refused may hold a password.
    line('apiUrl', originOf(profile.apiUrl) === null ? null : profile.apiUrl),
    line('workspaceId', profile.workspaceId ?? null),
    line('kind', kindNames[facts.scene.kind], 'prefix of the token'),
    line('token', profile.token ? mask(profile.token) : null, originOfToken(facts)),
  ];
}

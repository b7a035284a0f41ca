// The complete diagnosis: gathers facts, runs the chain, and gives one verdict.
import { originOf } from '../botpress/apiUrl.ts';
import type { Context } from '../context.ts';
import { type ErrorKind, errorCodes } from '../errorCodes.ts';
import { AppError } from '../errors.ts';
import { fingerprint, kindNames, mask } from '../secrets/kind.ts';
import { actionNames } from './actionNames.ts';
import { actionNamed } from './actions.ts';
import { roleIn } from './apiProbes.ts';
import { isCauseId } from './causes.ts';
import { type Ended, reasonFor, runChain } from './chain.ts';
import type { CheckId } from './check.ts';
import { concealedIdentity, shadowedTold, sourceTold, urlTold } from './concealing.ts';
import type { CheckUpdate, Described, Diagnosis, Identity } from './diagnosis.ts';
import { originOfToken, tokenLine } from './evidence.ts';
import { createFacts, type Facts } from './facts.ts';
import { fixContextOf } from './fixContext.ts';
import { inPrivate, inPublic, judge, type Voice } from './rootCause.ts';
import type { Subject } from './subject.ts';
import { concealed, hidden, open, revealed, type Telling, type Told, told } from './told.ts';

export type DiagnoseOptions = {
  /** Looks only at this machine. */
  offline?: boolean;
  /** The intended use of the token: one of `actionNames`. */
  for?: string;
  /** Called when a check starts and ends. */
  onCheck?: (update: CheckUpdate) => void;
  signal?: AbortSignal;
};

/**
 * Finds the fault with a profile, or with the credentials that apply here. Changes nothing.
 * @throws AppError `cancelled`, or `usage` for an unknown action
 */
export async function diagnose(
  ctx: Context,
  subject: Subject,
  options: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const action = options.for === undefined ? null : requireAction(options.for);
  const about = fixContextOf(ctx, subject, action);
  const over = new AbortController();
  const outside = [ctx.signal, ...(options.signal ? [options.signal] : [])];
  const signal = AbortSignal.any([...outside, over.signal]);
  const offline = options.offline ?? false;
  const facts = createFacts(ctx, subject, about, { offline, signal });
  const onCheck = options.onCheck ?? (() => {});
  const ended = await runChain(facts, { offline, onCheck, signal: AbortSignal.any(outside) });
  const identity = await identityOf(facts, ended);
  // Abort abandoned requests, so that they do not keep the process alive.
  over.abort();
  const told = { ended, identity, token: await tokenLine(facts), resolution: provenanceOf(facts) };
  return {
    ...describe(told, inPrivate(about), revealed, kept => kept),
    forReport: describe(told, inPublic(about), concealed, concealedIdentity),
  };
}

type Found = {
  ended: readonly Ended[];
  identity: Identity;
  token: Told | null;
  resolution: ProvenanceTold[];
};

/** The diagnosis in words, for the user or for the public. */
function describe(
  { ended, identity, token, resolution }: Found,
  voice: Voice,
  aloud: Telling,
  who: (identity: Identity) => Identity,
): Described {
  const { rootCause, alternatives, isOfToken } = judge(ended, voice);
  if (isOfToken && token !== null) rootCause?.evidence.push(voice.evidence(token));
  return {
    schema: 1,
    verdict: verdictOf(ended),
    rootCause,
    alternatives,
    identity: who(identity),
    resolution: resolution.map(({ field, value, source, shadowed }) => ({
      field,
      value: value && aloud(value),
      source: aloud(source),
      shadowed: shadowed.map(aloud),
    })),
    checks: ended.map(({ result, conclusion }) => ({ ...result, ...reasonFor(conclusion, aloud) })),
  };
}

/**
 * The kind of error that a diagnosis ends in: none if all is well, `partial` for a warning,
 * otherwise its root cause's kind.
 */
export function exitKindOf({ verdict, rootCause }: Described): ErrorKind | null {
  if (verdict === 'ok') return null;
  if (verdict === 'warn' || rootCause === null) return 'partial';
  return isCauseId(rootCause.id) ? errorCodes[rootCause.id] : 'partial';
}

/** @throws AppError `usage` for an unknown action */
export function requireAction(name: string) {
  const action = actionNamed(name);
  if (action !== null) return action;
  throw new AppError('action-unknown', 'Unknown action for --for', {
    hint: `Give one of these actions instead: ${actionNames.join(', ')}`,
  });
}

function verdictOf(ended: readonly Ended[]): Diagnosis['verdict'] {
  const has = (status: string) => ended.some(({ result }) => result.status === status);
  return has('fail') ? 'fail' : has('warn') ? 'warn' : 'ok';
}

async function identityOf(facts: Facts, all: readonly Ended[]): Promise<Identity> {
  const { subject, about } = facts;
  const { profile } = subject;
  const stored: Identity = {
    profile: subject.name,
    kind: about.kind,
    tokenFingerprint: null,
    account: profile?.accountEmail ?? null,
    accountId: profile?.accountId ?? null,
    workspaceId: about.workspaceId,
    workspaceName: profile?.workspaceName ?? null,
    botId: about.botId,
    integrationId: about.integrationId,
    role: null,
  };
  if (profile === null) return stored;
  const token = (await facts.token()).text?.trim();
  if (token) stored.tokenFingerprint = fingerprint(token);
  const ended = (id: CheckId) => all.find(({ check }) => check.id === id)?.result.status ?? 'skip';
  if (ended('server') !== 'pass') return stored;
  const probes = await facts.probes();
  const [account, workspace] = await Promise.all([probes.account(), probes.workspace()]);
  return {
    ...stored,
    ...(account?.ok ? { account: account.value.email, accountId: account.value.id } : {}),
    ...(workspace?.ok ? { workspaceName: workspace.value.name } : {}),
    role: ended('role') === 'skip' ? null : await roleIn(probes),
  };
}

type ProvenanceTold = { field: string; value: Told | null; source: Told; shadowed: Told[] };

function provenanceOf(facts: Facts): ProvenanceTold[] {
  const { profile, name, resolution } = facts.subject;
  if (profile === null) return [];
  const shadowed = (resolution?.shadowed ?? []).map(found => told`${shadowedTold(found)}`);
  const current = resolution?.current;
  const source = current ? told`${sourceTold(current.source)}` : open('picked');
  const place = name === null ? source : open('config.json');
  const line = (field: string, value: Told | null, from = place): ProvenanceTold => ({
    field,
    value,
    source: from,
    shadowed: [],
  });
  const { workspaceId, apiUrl, token } = profile;
  const kind: Told = { parts: [kindNames[facts.about.kind]] };
  return [
    {
      ...line('profile', name === null ? null : told`${hidden('profile', name)}`, source),
      shadowed,
    },
    // A rejected URL may contain a password.
    line('apiUrl', originOf(apiUrl) === null ? null : told`${urlTold(apiUrl)}`),
    line('workspaceId', workspaceId ? told`${hidden('workspace', workspaceId)}` : null),
    line('kind', kind, open('prefix of the token')),
    line('token', token ? { parts: [mask(token)] } : null, originOfToken(facts)),
  ];
}

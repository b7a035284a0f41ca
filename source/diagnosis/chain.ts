// The chain of checks, which run in parallel, but each only after the checks that it needs.
import type { Context } from '../context.ts';
import { cancelled } from '../errors.ts';
import { type Check, type CheckId, type Conclusion, fail, skip, warn } from './check.ts';
import { adk } from './checks/adk.ts';
import { apiUrl } from './checks/apiUrl.ts';
import { authenticated } from './checks/authenticated.ts';
import { blocked } from './checks/blocked.ts';
import { checkBpAlone } from './checks/bpAlone.ts';
import { checkBpFiles } from './checks/bpFiles.ts';
import { clock } from './checks/clock.ts';
import { config } from './checks/config.ts';
import { copies } from './checks/copies.ts';
import { dns } from './checks/dns.ts';
import { kind } from './checks/kind.ts';
import { leftOvers } from './checks/leftOvers.ts';
import { leftTokens } from './checks/leftTokens.ts';
import { limits } from './checks/limits.ts';
import { lock } from './checks/lock.ts';
import { modes } from './checks/modes.ts';
import { resolution } from './checks/resolution.ts';
import { role } from './checks/role.ts';
import { server } from './checks/server.ts';
import { service } from './checks/service.ts';
import { tcp } from './checks/tcp.ts';
import { tls } from './checks/tls.ts';
import { tokenShape } from './checks/tokenShape.ts';
import { tokenSource } from './checks/tokenSource.ts';
import { checkWorkspace } from './checks/workspace.ts';
import type { CheckResult, CheckUpdate } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { ours, revealed, type Telling, told } from './told.ts';

/**
 * Keyed by id, so that the compiler finds a missing check; in display order
 * (docs/notes/diagnosis.md, the chain).
 */
const checks: Readonly<Record<CheckId, Check>> = {
  resolution,
  config,
  modes,
  lock,
  'left-overs': leftOvers,
  'left-tokens': leftTokens,
  copies,
  'bp-files': checkBpFiles,
  'bp-alone': checkBpAlone,
  adk,
  'token-source': tokenSource,
  'token-shape': tokenShape,
  'api-url': apiUrl,
  dns,
  tcp,
  tls,
  clock,
  server,
  authenticated,
  kind,
  workspace: checkWorkspace,
  role,
  limits,
  blocked,
  service,
};

export const chain: readonly Check[] = Object.values(checks);

/** Milliseconds that one check may take, and all of them together. */
const patience = { one: 5000, all: 9800 };

export type Ended = { check: Check; conclusion: Conclusion; result: CheckResult };

type Options = {
  offline: boolean;
  onCheck: (update: CheckUpdate) => void;
  signal: AbortSignal;
};

/** The options plus the end of the time limit, in epoch milliseconds. */
type Running = Options & { deadline: number };

/**
 * Runs the whole chain.
 * @returns the result of each check, in the chain's order
 */
export async function runChain(facts: Facts, options: Options): Promise<Ended[]> {
  const running = new Map<CheckId, Promise<Ended>>();
  const deadline = facts.ctx.now() + patience.all;
  const begin = (check: Check): Promise<Ended> => {
    const known = running.get(check.id);
    if (known !== undefined) return known;
    const needs = chain.filter(({ id }) => check.needs.includes(id)).map(begin);
    const ended = Promise.all(needs).then(before =>
      runOne(check, before, facts, { ...options, deadline }),
    );
    running.set(check.id, ended);
    return ended;
  };
  return Promise.all(chain.map(begin));
}

async function runOne(
  check: Check,
  needs: readonly Ended[],
  facts: Facts,
  options: Running,
): Promise<Ended> {
  const { ctx } = facts;
  const { id, title } = check;
  const began = ctx.now();
  const conclusion = await concludeOne(check, needs, facts, options);
  const { status, blockedBy = null, ms = ctx.now() - began } = conclusion;
  const result = { id, title, status, blockedBy, ms, ...reasonFor(conclusion, revealed) };
  options.onCheck(result);
  return { check, conclusion, result };
}

/** The reason for a check's result, worded for the user or for the public. */
export const reasonFor = ({ because, detail }: Conclusion, aloud: Telling) => ({
  because: aloud(because),
  detail: detail === undefined ? null : aloud(detail),
});

function concludeOne(
  check: Check,
  needs: readonly Ended[],
  facts: Facts,
  options: Running,
): Conclusion | Promise<Conclusion> {
  if (check.online && options.offline) return skip('Not asked (offline)');
  const blame = needs.find(({ conclusion: { status, finding } }) => {
    // A check that ended with the warning `given-up` has no known result, so it blocks the checks
    // behind it.
    const isUnseen = status === 'skip' || finding?.cause === 'given-up';
    return isUnseen || status === 'fail';
  });
  if (blame !== undefined) return blockedBy(blame);
  options.onCheck({ id: check.id, title: check.title, status: 'running' });
  const work = async () => check.run(facts);
  return inTime(facts.ctx, check, work(), options);
}

/**
 * The conclusion of a skipped check. It names the check that stopped the chain, however far back:
 * one that failed or has no result.
 */
function blockedBy({ check, conclusion }: Ended): Conclusion {
  const id = conclusion.blockedBy ?? check.id;
  const title = chain.find(one => one.id === id)?.title;
  return { ...skip(told`Needs “${ours(title ?? '')}” first`), blockedBy: id };
}

/** A check that takes too long is abandoned; the others continue. */
async function inTime(
  ctx: Context,
  check: Check,
  work: Promise<Conclusion>,
  { signal, deadline }: Running,
): Promise<Conclusion> {
  const done = new AbortController();
  const limit = Math.max(0, Math.min(patience.one, deadline - ctx.now()));
  const late = ctx.wait(limit, AbortSignal.any([done.signal, signal])).then(
    () => givenUp(check, limit),
    () => {
      throw cancelled();
    },
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}

/** A timed-out check never passes: it fails if it asks the API, otherwise it warns. */
function givenUp({ title, online }: Check, limit: number): Conclusion {
  const what = told`“${ours(title)}” did not finish within ${Math.round(limit / 1000)} s`;
  const because = 'The check took too long';
  return online
    ? fail(because, { cause: 'answer-timeout', evidence: [what] })
    : warn(because, { cause: 'given-up', details: { what } });
}

// A row of the catalogue of faults, and how it is tested. To add a fault, add a row to a table in
// one of the files catalogue*.test.ts.
import { beforeAll, expect, test } from 'vitest';
import { type CauseId, causes } from '../../source/diagnosis/causes.ts';
import { chain } from '../../source/diagnosis/chain.ts';
import type { RootCause } from '../../source/diagnosis/diagnosis.ts';
import type { ErrorCode } from '../../source/errorCodes.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { createWorld, type Diagnosed, doctor, runFix, type World } from './world.ts';

export type Row = {
  name: string;
  /** Breaks a working world. */
  arrange?: (world: World) => unknown;
  /** The root cause (null: nothing is wrong) and the exit code of `doctor`. */
  expect: readonly [cause: CauseId | null, exit: number];
  /**
   * The repair: `repair` runs `doctor --repair -y`; a number runs the fix with this index (and types a good
   * token if the fix asks for one); a function does what a person would do. Afterwards nothing is wrong.
   */
  mend?: 'repair' | number | ((world: World) => unknown);
  /**
   * The code that `profiles active` reports, if that is not doctor's root cause. Null if it does
   * not report the fault, because it checks less than doctor. Not used in rows with `--for`, a flag
   * that `profiles active` does not have.
   */
  inline?: CauseId | ErrorCode | null;
  /** What doctor still reports after the repair: nothing, unless the fault leaves a trace. */
  afterwards?: CauseId;
  /** Shortens the time limits. */
  hurry?: boolean;
};

// One sandbox for all rows of a table: no row changes its data.
let sandbox: Sandbox;

export function tryRows(rows: readonly Row[]): void {
  beforeAll(async () => {
    sandbox = await startSandbox();
    return () => sandbox.close();
  });
  test.each(rows)('$name', async row => {
    const world = await createWorld(sandbox, { hurry: row.hurry ?? false });
    await row.arrange?.(world);
    const diagnosed = await doctor(world);
    const [cause, exit] = row.expect;
    expect([diagnosed.diagnosis.rootCause?.id ?? null, diagnosed.code]).toEqual([cause, exit]);
    holdsRules(diagnosed, world);
    await holdsInline(world, row, diagnosed);
    holdsPrivacy(world, diagnosed);
    if (row.mend === undefined) return;
    await mend(world, row.mend, diagnosed);
    const after = await doctor(world);
    expect(after.diagnosis.rootCause?.id ?? null).toBe(row.afterwards ?? null);
  });
}

async function mend(world: World, how: NonNullable<Row['mend']>, { diagnosis }: Diagnosed) {
  if (typeof how === 'function') return how(world);
  const fixes = diagnosis.rootCause?.fixes ?? [];
  const command = typeof how === 'number' ? fixes[how]?.command : 'bp-auth doctor --repair -y';
  expect(command).toBeDefined();
  if (how === 'repair') expect(fixes.map(fix => fix.command)).toContain('bp-auth doctor --repair');
  await runFix(world, command ?? '', sampleTokens.owner);
}

const tokenCauses = /^(?:token-(?!source|elsewhere)|no-token|kind-|key-of)/;
const permissionCauses = /^(?:kind-|key-of|not-a-member|role-|forbidden|workspace-)/;

/** The rules for every diagnosis, whatever is wrong. */
function holdsRules({ diagnosis, code, output }: Diagnosed, world: World): void {
  const { verdict, rootCause, checks, alternatives } = diagnosis;
  expect(verdict).toBe(code === 0 ? 'ok' : code === 3 ? 'warn' : 'fail');
  expect(checks.map(({ id }) => id)).toEqual(chain.map(({ id }) => id));
  // Verdict and root cause agree; only failed checks make the verdict `fail`.
  expect(rootCause === null).toBe(verdict === 'ok');
  const failed = checks.filter(({ status }) => status === 'fail');
  expect(failed.length > 0).toBe(verdict === 'fail');
  for (const check of checks) expect(check.because).not.toBe('');
  for (const { fixes } of rootCause === null ? [] : [rootCause, ...alternatives]) {
    expect(fixes.length).toBeGreaterThan(0);
  }
  for (const { test: separating } of alternatives) expect(separating).not.toBe('');
  // A network fault is never called a token fault, nor a quota a missing permission. The status or
  // error code in the evidence tells which fault it is.
  const seen = rootCause?.evidence.join('\n') ?? '';
  const isJudged = /: 4\d\d [A-Z]/.test(seen);
  if (/\b(?:E[A-Z]{4,}|[A-Z_]*TIMEOUT|CERT_|ERR_)/.test(seen) && !isJudged) {
    expect(rootCause?.id).not.toMatch(tokenCauses);
  }
  if (/\b(?:402|429|QuotaExceeded)\b/.test(seen)) {
    expect(rootCause?.id).not.toMatch(permissionCauses);
    expect(rootCause?.id).not.toMatch(tokenCauses);
    expect(code).toBe(7);
  }
  if (rootCause !== null) expect(Object.keys(causes)).toContain(rootCause.id);
  for (const secret of secretsOf(world)) expect(output).not.toContain(secret);
}

/** Checks what `profiles active` says about the fault: the code of its error, and its exit code. */
async function holdsInline(
  world: World,
  { expect: [cause, exit], inline }: Row,
  { diagnosis: { rootCause } }: Diagnosed,
): Promise<void> {
  const named = world.args.indexOf('--profile');
  const flags = named === -1 ? [] : world.args.slice(named, named + 2);
  const { code, stderr, stdout } = await runIn(world.ctx, 'profiles', 'active', '--json', ...flags);
  for (const secret of secretsOf(world)) expect(stderr + stdout).not.toContain(secret);
  const line = stderr.split('\n').find(line => line.startsWith('{"error"'));
  const said: Said | null = line === undefined ? null : JSON.parse(line).error;
  expect([said?.code ?? null, code === 0]).toEqual([
    world.args.includes('--for') ? null : inlineCode(inline, cause, exit, rootCause),
    said === null,
  ]);
  if (said === null) return;
  if (inline === undefined) expect(code).toBe(exit);
  expect(`${said.message} ${said.hint}`).not.toMatch(/undefined|NaN/);
  // The error of `profiles active` also mentions what doctor finds odd in the token's text.
  if (isSuspicion(rootCause)) expect(said.message).toContain(causeWords(rootCause?.title ?? ''));
}

type Said = { code: string; message: string; hint: string | null };

/**
 * The error code expected of `profiles active`: null where doctor finds nothing or only warns,
 * `token-rejected` where doctor suspects the token's text, else doctor's own.
 */
function inlineCode(
  inline: Row['inline'],
  cause: CauseId | null,
  exit: number,
  root: RootCause | null,
): string | null {
  if (inline !== undefined) return inline;
  if (exit === 0 || exit === 3) return null;
  return isSuspicion(root) ? 'token-rejected' : cause;
}

const isSuspicion = (root: RootCause | null) =>
  root !== null && root.confidence === 'likely' && /^token-(?!rejected)/.test(root.id);

/** The end of doctor's title, from `, and the token` on: `profiles active` says it, too. */
const causeWords = (title: string) => title.replace(/^.*(?=, and the token)/, '');

/** The report has the same root cause as the diagnosis, and nothing private. */
function holdsPrivacy(world: World, { report, diagnosis }: Diagnosed): void {
  expect(JSON.parse(report).rootCause?.id ?? null).toBe(diagnosis.rootCause?.id ?? null);
  for (const word of privateWords(world)) expect(report).not.toContain(word);
  expect(report).not.toMatch(/\bws_\w|[\w.]@\w+\.\w|bp_\w{3}_\w{8}/);
}

/** Words that a report must not contain: paths of this machine, and the user's settings. */
function privateWords({ ctx, sandbox, env }: World): string[] {
  const values = Object.values(env).filter(value => value.trim().length > 4);
  return [ctx.userHome, new URL(sandbox.url).port, ...values];
}

function secretsOf({ env }: World): string[] {
  const fromEnvironment = [env.BP_TOKEN, env.BOTPRESS_TOKEN, env.BOTPRESS_PAT];
  return [...Object.values(sampleTokens), ...fromEnvironment].filter(
    secret => secret !== undefined && /^bp_\w{3}_\w/.test(secret),
  ) as string[];
}

// A row of the catalogue, and how it is tried. To add a fault, add a row to one of the tables.
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
  /** Breaks a sound world. */
  arrange?: (world: World) => unknown;
  /** The root cause (null: nothing is wrong) and the exit code of `doctor`. */
  expect: readonly [cause: CauseId | null, exit: number];
  /**
   * How it is mended: `repair` runs `doctor --repair -y`, a number runs that printed fix (with a good
   * token typed where one is asked for), a function does what a person would. Afterwards all is well.
   */
  mend?: 'repair' | number | ((world: World) => unknown);
  /**
   * What `profiles active` names beside its answer, where that is something else than doctor's root: null where it
   * meets nothing of it, because it asks less, or asks for no action.
   */
  inline?: CauseId | ErrorCode | null;
  /** What doctor still says after the mending: nothing, unless a mended thing leaves a trace. */
  afterwards?: CauseId;
  /** Time limits run out sooner. */
  hurry?: boolean;
};

// One for all rows of a table: none of them changes what it holds.
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

/** What holds for every diagnosis, whatever is wrong. */
function holdsRules({ diagnosis, code, output }: Diagnosed, world: World): void {
  const { verdict, rootCause, checks, alternatives } = diagnosis;
  expect(verdict).toBe(code === 0 ? 'ok' : code === 3 ? 'warn' : 'fail');
  expect(checks.map(({ id }) => id)).toEqual(chain.map(({ id }) => id));
  // One verdict: the root, and only what fails makes it fail.
  expect(rootCause === null).toBe(verdict === 'ok');
  const failed = checks.filter(({ status }) => status === 'fail');
  expect(failed.length > 0).toBe(verdict === 'fail');
  for (const check of checks) expect(check.because).not.toBe('');
  for (const { fixes } of rootCause === null ? [] : [rootCause, ...alternatives]) {
    expect(fixes.length).toBeGreaterThan(0);
  }
  for (const { test: separating } of alternatives) expect(separating).not.toBe('');
  // A network fault is no token fault, a quota no permission: by what came over the wire, not by our words.
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

/** The other entrance: what the command says that meets the fault first, and how it ends. */
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
  // What a token's text gives away is said, though it renames nothing.
  if (isSuspicion(rootCause)) expect(said.message).toContain(causeWords(rootCause?.title ?? ''));
}

type Said = { code: string; message: string; hint: string | null };

/** The same as doctor's; but a warning of doctor is about what does not stand in the way. */
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

/** Without who has the token, which only the error says. */
const causeWords = (title: string) => title.replace(/^.*(?=, and the token)/, '');

/** The same diagnosis for everybody: its cause, and nothing that is anybody's. */
function holdsPrivacy(world: World, { report, diagnosis }: Diagnosed): void {
  expect(JSON.parse(report).rootCause?.id ?? null).toBe(diagnosis.rootCause?.id ?? null);
  for (const word of privateWords(world)) expect(report).not.toContain(word);
  expect(report).not.toMatch(/\bws_\w|[\w.]@\w+\.\w|bp_\w{3}_\w{8}/);
}

/** What a report must not say: where this machine keeps things, and what its user has set. */
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

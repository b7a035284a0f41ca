// The rotation of a personal access token everywhere it is stored: carries out the steps of
// rotationTable.ts; a kill during any of them is safe.
import type { Context } from '../context.ts';
import { type AppError, cancelled, toAppError } from '../errors.ts';
import { readState } from '../profiles/store.ts';
import { inventory, type TokenView } from './inventory.ts';
import { madeFor } from './journal.ts';
import { begunIn, type OpenJournal } from './journalFile.ts';
import { accountOwner, listAfter } from './owner.ts';
import { adkHolding } from './rotationAdk.ts';
import {
  newRotationRun,
  printsOf,
  type Rotation,
  type RotationRun,
  type RotationStart,
} from './rotationRun.ts';
import { askingClient, rotationActions } from './rotationSteps.ts';
import { type End, isEnd, nextStep, type RotationStep } from './rotationTable.ts';
import { heldBy, holdersOf } from './rotationTargets.ts';
import { uninterrupted } from './uninterrupted.ts';

/**
 * Carries out all steps; after a failure, undoes as much as possible. Ctrl+C is heeded between
 * steps until something is stored. Failures are in the result.
 * @throws AppError `local` if even the store can no longer be read
 */
export async function runRotation(
  outside: Context,
  open: OpenJournal,
  start: RotationStart,
  onStep: (step: RotationStep) => void = () => {},
): Promise<Rotation> {
  const run = newRotationRun(uninterrupted(outside), open, start);
  const { facts, result } = run;
  const failed = new Set<RotationStep>();
  for (;;) {
    if (outside.signal.aborted && facts.held === 'old' && facts.aim === 'rotate') {
      result.problem = cancelled();
      facts.aim = 'undo';
    }
    // The ADK's file is read every time: the ADK may write it at any moment and restore the old
    // token.
    run.adk = await adkHolding(run.ctx, printsOf(run));
    facts.adk = run.adk.held;
    const next = nextStep(facts);
    if (isEnd(next)) return finish(run, next);
    if (failed.has(next)) return finish(run, 'stuck');
    onStep(next);
    try {
      await rotationActions[next](run);
    } catch (thrown) {
      const error = expected(thrown);
      result.problem ??= error;
      result.failedAt ??= next;
      failed.add(next);
      facts.aim = 'undo';
      if (!(await lookAgain(run, next, error))) return finish(run, 'stuck');
    }
  }
}

/**
 * Finds out the actual state after a failure.
 * @returns false if that is impossible
 */
async function lookAgain(run: RotationRun, step: RotationStep, error: AppError): Promise<boolean> {
  const { ctx, open, facts, result } = run;
  if (step === 'store') {
    try {
      facts.held = (await heldBy(ctx, printsOf(run))).held;
    } catch (thrown) {
      expected(thrown);
      facts.held = 'mixed';
    }
  }
  if (step !== 'create' || run.made.length > 0) return true;
  const listed = await listAfter(askingClient(run), accountOwner, error);
  result.uncertain = listed === null;
  if (listed === null) return false;
  run.made = listed === 'refused' ? [] : madeFor(begunIn(open), listed);
  if (run.made.length > 0) facts.made = 'present';
  return true;
}

function finish(run: RotationRun, end: End): Rotation {
  const { ctx, open, start, facts, result, made, adk } = run;
  const isStored = facts.held === 'new' || facts.held === 'mixed' || adk.fresh !== null;
  if (result.problem === null && (end === 'undone' || end === 'stuck')) {
    result.problem = adk.problem;
    if (adk.problem !== null && facts.held !== 'old') result.failedAt = 'share';
  }
  result.end = end;
  result.adkProfiles = adk.names;
  result.held = facts.held;
  result.oldId = open.journal?.oldId ?? start.oldId;
  result.savedTo = holdersOf(readState(ctx).config, printsOf(run));
  result.created = isStored ? (made[0] ?? null) : null;
  result.orphans = isStored ? [] : made.map(({ id }) => id);
  if (end === 'name-old') {
    const ids = new Set([...made.map(({ id }) => id), ...result.removed]);
    result.candidates = candidatesAmong(ctx, start).filter(({ id }) => !ids.has(id));
    // No listed token can be the old one: somebody has revoked it meanwhile.
    if (run.isResumed && result.candidates.length === 0) result.end = 'done';
  }
  if (result.end !== 'name-old' && result.end !== 'stuck') open.end();
  return result;
}

/** Listed tokens that may be the old one: all but those that are certainly in use. */
function candidatesAmong(ctx: Context, { listed, stored }: RotationStart): TokenView[] {
  const { config } = readState(ctx);
  const listing = { owner: accountOwner, asked: stored };
  return inventory(config, listed, listing, ctx.now()).filter(({ inUse }) => inUse !== true);
}

function expected(thrown: unknown): AppError {
  const error = toAppError(thrown);
  if (error.kind === 'bug') throw thrown;
  return error;
}

// `tokens rotate`: a new token in place of the old one, everywhere it is stored; the old one is deleted.
import type { Context } from '../context.ts';
import { type AppError, exitCodes, toAppError } from '../errors.ts';
import { adkNames } from '../profiles/adkFile.ts';
import { requireCurrent } from '../profiles/current.ts';
import { requireNamed, requireProfile } from '../profiles/manage.ts';
import { readState } from '../profiles/store.ts';
import { removeLeftOver } from '../tokens/ephemeral.ts';
import { type Pending, pendingJournals, sweepJournals, workerOf } from '../tokens/journal.ts';
import type { Rotation } from '../tokens/rotate.ts';
import {
  printsOf,
  type RotateOptions,
  resumeRotation,
  rotatedWith,
  rotateToken,
  rotationsOf,
  tokenNotWritable,
} from '../tokens/rotation.ts';
import type { Step } from '../tokens/rotationTable.ts';
import { targetsIn } from '../tokens/rotationTargets.ts';
import { failureOf, leftToDo } from '../tokens/rotationWords.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { applying, readStored } from './stored.ts';

export const tokensRotate: Command = {
  name: 'tokens rotate',
  summary: 'Replace a token by a new one wherever it is stored, and delete the old one',
  usage: '[--profile NAME] [--old-id ID | --resume]',
  flags: {
    oldId: {
      type: 'string',
      value: 'ID',
      help: 'Which token is the old one, where that is not known; see `bp-auth tokens list`',
    },
    resume: { type: 'boolean', help: 'Finish what was interrupted, and delete what it left over' },
  },
  args: { min: 0, max: 0 },
  examples: [
    'bp-auth tokens rotate',
    'bp-auth tokens rotate --profile dev --old-id pat_owner_sample',
    'bp-auth tokens rotate --resume',
  ],
  run: (ctx, input) => (input.on('resume') ? resume(ctx, input) : rotate(ctx, input)),
};

async function rotate(ctx: Context, input: Input): Promise<number> {
  const state = await readStored(ctx);
  const resolution = applying(ctx, input, state);
  const { name, profile } = requireCurrent(resolution);
  if (name === null) {
    throw tokenNotWritable(
      'The token',
      'the environment',
      'Say which profile to rotate: --profile NAME',
    );
  }
  const names = [name, ...rotatedWith(state.config, profile).filter(other => other !== name)];
  await confirmAny(ctx, input, names);
  const rotation = await rotateToken(ctx, name, optionsFrom(ctx, input));
  const code = say(ctx, input, rotation);
  if (input.on('json')) printJson(ctx, jsonOf(rotation));
  return code;
}

/** One protected profile among those that change is enough to ask; its name stands for all of them. */
async function confirmAny(ctx: Context, input: Input, names: readonly string[]): Promise<void> {
  const { config } = readState(ctx);
  const first = names.find(name => requireProfile(config, name).protected);
  if (first === undefined) return;
  await confirmProtected(ctx, first, input.text('confirm'), 'to rotate its token');
}

function optionsFrom(ctx: Context, input: Input): RotateOptions {
  const oldId = input.text('oldId');
  const shows = ctx.stderr.isTTY || input.on('verbose');
  return {
    ...(oldId === undefined ? {} : { oldId }),
    ...(shows ? { onStep: step => note(ctx, stepWords[step]) } : {}),
  };
}

const stepWords: Readonly<Record<Step, string>> = {
  begin: 'Beginning …',
  create: 'Making a new token …',
  discard: 'Deleting what was made …',
  prove: 'Trying the new token …',
  store: 'Storing it …',
  share: 'Giving it to the ADK …',
  revoke: 'Deleting the old token …',
};

/** Everything that was interrupted; with --profile what was interrupted for that one. */
async function resume(ctx: Context, input: Input): Promise<number> {
  const wanted = input.text('profile');
  await sweepJournals(ctx);
  const pending =
    wanted === undefined
      ? pendingJournals(ctx.botpressHome)
      : rotationsOf(ctx, requireNamed(readState(ctx), wanted));
  if (pending.length === 0) note(ctx, 'Nothing was interrupted');
  const rotations: Rotation[] = [];
  const removed: string[] = [];
  const failures: AppError[] = [];
  let code = 0;
  for (const one of pending) {
    try {
      const done = await resumeOne(ctx, input, one);
      if (done === null) continue;
      removed.push(...done.removed);
      if (done.rotation === null) continue;
      rotations.push(done.rotation);
      code = Math.max(code, say(ctx, input, done.rotation));
    } catch (thrown) {
      failures.push(toAppError(thrown));
    }
  }
  if (removed.length > 0) note(ctx, `Deleted what was left over: ${removed.join(', ')}`);
  const [failure, ...others] = failures;
  for (const other of others) note(ctx, other.message);
  if (failure !== undefined) throw failure;
  if (input.on('json')) printJson(ctx, { ...jsonOf(rotations.at(-1) ?? null), removed });
  return code;
}

type Resumed = { rotation: Rotation | null; removed: string[] };

async function resumeOne(ctx: Context, input: Input, pending: Pending): Promise<Resumed | null> {
  const { path, journal } = pending;
  if (journal === null) {
    note(ctx, `${path} cannot be understood; it holds no secret and can be removed`);
    return null;
  }
  if (journal.type === 'ephemeral') {
    const worker = workerOf(pending, ctx.now());
    const ids = worker === null ? await removeLeftOver(ctx, path) : null;
    if (worker === null) return ids && { rotation: null, removed: ids };
    note(ctx, `Left alone: a token that ${worker} is using`);
    return null;
  }
  const names = targetsIn(readState(ctx).config, printsOf(journal)).map(([name]) => name);
  await confirmAny(ctx, input, names);
  const rotation = await resumeRotation(ctx, path, optionsFrom(ctx, input));
  return rotation && { rotation, removed: rotation.removed };
}

/** @returns the exit code. @throws AppError where no profile, or not every one, holds a new token */
function say(ctx: Context, input: Input, rotation: Rotation): number {
  const failure = failureOf(rotation);
  if (failure !== null) throw failure;
  const { end, savedTo, created, revoked, adkProfiles } = rotation;
  if (!input.on('json') && created !== null) {
    const deleted = revoked === null ? '' : `; ${revoked} was deleted`;
    printLine(ctx, `Rotated the token of ${savedTo.join(', ')}: it is ${created.id} now${deleted}`);
  }
  if (created !== null && adkProfiles.length > 0) {
    note(ctx, `The ADK has the new token too, as ${adkNames(adkProfiles)}`);
  }
  for (const line of leftToDo(rotation)) note(ctx, line);
  return end === 'done' || end === 'moot' ? 0 : exitCodes.partial;
}

/** As the contract has it (Output, JSON); all null where nothing was rotated. */
function jsonOf(rotation: Rotation | null) {
  const { id = null, note = null, createdAt = null } = rotation?.created ?? {};
  const { savedTo = [], revoked = null } = rotation ?? {};
  return { id, note, createdAt, savedTo, revoked };
}

// `tokens resume`: finishes interrupted token commands, and revokes the tokens that they left
// behind.
import { type Advice, type Line, line, profileFlag, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { type AppError, exitCodes, toAppError } from '../errors.ts';
import { fingerprintOf, profileNamed } from '../profiles/config.ts';
import { requireNamed } from '../profiles/manage.ts';
import { readState } from '../profiles/store.ts';
import { removeLeftOver } from '../tokens/ephemeral.ts';
import type { Journal } from '../tokens/journal.ts';
import {
  forgetJournal,
  type Pending,
  pendingJournals,
  sweepJournals,
  workerOf,
} from '../tokens/journalFile.ts';
import { idForCommand } from '../tokens/owner.ts';
import { type Resumption, resumeCreation } from '../tokens/resumeCreation.ts';
import { forgetLine } from '../tokens/resumeLines.ts';
import { resumeRotation, rotationPrints } from '../tokens/rotation.ts';
import type { Rotation } from '../tokens/rotationRun.ts';
import { targetsIn } from '../tokens/rotationTargets.ts';
import type { Command, Input } from './command.ts';
import { note, printJson } from './print.ts';
import { confirmAny, jsonOf, optionsFrom, sayRotation } from './rotationReport.ts';

export const tokensResume: Command = {
  run: resume,
};

type Done = { rotation: Rotation | null; removed: string[]; unclear: string[]; code: number };

/** Finishes all interrupted commands; with --profile only those of that profile. */
export async function resume(ctx: Context, input: Input): Promise<number> {
  await sweepJournals(ctx);
  const pending = pendingFor(ctx, input.text('profile'));
  if (pending.length === 0) note(ctx, 'No command was interrupted');
  const all: Done[] = [];
  const failures: AppError[] = [];
  for (const one of pending) {
    try {
      all.push(await resumeOne(ctx, input, one));
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!input.on('forget') || error.code !== 'account-missing') failures.push(error);
      else await forget(ctx, one);
    }
  }
  const removed = all.flatMap(done => done.removed);
  if (removed.length > 0) note(ctx, `Revoked tokens that were left over: ${removed.join(', ')}`);
  const [failure, ...others] = failures;
  for (const other of others) note(ctx, other.message);
  if (failure !== undefined) throw failure;
  if (input.on('json')) {
    const rotation = all.flatMap(done => done.rotation ?? []).at(-1) ?? null;
    printJson(ctx, { ...jsonOf(rotation), removed, unclear: all.flatMap(done => done.unclear) });
  }
  return Math.max(0, ...all.map(({ code }) => code));
}

function pendingFor(ctx: Context, name: string | undefined): Pending[] {
  const all = pendingJournals(ctx.botpressHome);
  if (name === undefined) return all;
  const state = readState(ctx);
  const profile = profileNamed(state.config, name);
  const print = profile === null ? null : fingerprintOf(profile);
  const isAbout = (journal: Journal | null) =>
    journal !== null &&
    ([journal.profile, journal.creation?.saveTo].includes(name) ||
      (print !== null &&
        journal.origin === profile?.tokenOrigin &&
        [journal.oldFingerprint, journal.newFingerprint].includes(print)));
  const found = all.filter(({ journal }) => isAbout(journal));
  // An unknown name is an error only if no journal contains it: the profile may have been removed
  // since the interruption.
  if (found.length === 0) requireNamed(state, name);
  return found;
}

const nothing: Done = { rotation: null, removed: [], unclear: [], code: 0 };

async function resumeOne(ctx: Context, input: Input, pending: Pending): Promise<Done> {
  const { path, journal } = pending;
  if (journal === null) return cannotBeRead(ctx, input, pending);
  const worker = workerOf(pending, ctx.now());
  if (worker !== null && journal.type !== 'rotation') {
    note(ctx, `Left alone: a token that ${worker} is using`);
    return nothing;
  }
  if (journal.type === 'ephemeral') {
    return { ...nothing, removed: (await removeLeftOver(ctx, path)) ?? [] };
  }
  if (journal.type === 'creation') {
    const done = await resumeCreation(ctx, path);
    return done === null ? nothing : sayCreation(ctx, input, pending, done);
  }
  const names = targetsIn(readState(ctx).config, rotationPrints(journal)).map(([name]) => name);
  await confirmAny(ctx, input, names);
  const rotation = await resumeRotation(ctx, path, optionsFrom(ctx, input));
  if (rotation === null) return nothing;
  const code = sayRotation(ctx, input, rotation);
  return { ...nothing, rotation, removed: rotation.removed, code };
}

async function cannotBeRead(ctx: Context, input: Input, pending: Pending): Promise<Done> {
  if (input.on('forget')) {
    await forget(ctx, pending);
    return nothing;
  }
  note(
    ctx,
    say`${pending.path} cannot be understood. It holds no secret, but tells of a token that may be left over: look for that token with \`${line('tokens', 'list')}\`, then run \`${forgetLine}\``,
  );
  return { ...nothing, code: exitCodes.partial };
}

async function sayCreation(
  ctx: Context,
  input: Input,
  pending: Pending,
  { savedTo, removed, unclear }: Resumption,
): Promise<Done> {
  const ids = unclear.map(({ id }) => id);
  if (savedTo.length > 0)
    note(ctx, `The token that was created is stored in ${savedTo.join(', ')}`);
  if (ids.length === 0) return { ...nothing, removed };
  if (input.on('forget')) {
    await forget(ctx, pending);
    return nothing;
  }
  const [first = ''] = ids.map(idForCommand);
  const lines: Advice[] = [
    `\`bp-auth tokens create\` was interrupted; it is not known which of these tokens it created: ${ids.join(', ')}`,
    say`Revoke the token that nobody needs (${revokeLine(pending, first)}), then run \`${forgetLine}\``,
  ];
  for (const says of lines) note(ctx, says);
  return { ...nothing, removed, unclear: ids, code: exitCodes.partial };
}

/**
 * The command that revokes a token: it names the profile that created the token, and the bot or
 * integration that the token belongs to.
 */
function revokeLine({ journal }: Pending, id: string): Line {
  const owner = journal?.creation?.owner;
  const flags = owner && owner.type !== 'account' ? [`--${owner.type}`, owner.id] : [];
  return line('tokens', 'revoke', id, ...flags, ...profileFlag(journal?.profile ?? null));
}

async function forget(ctx: Context, { path }: Pending): Promise<void> {
  await forgetJournal(ctx, path, 'bp-auth tokens resume');
  note(ctx, `Forgotten: ${path}`);
}

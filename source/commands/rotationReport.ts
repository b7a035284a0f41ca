// The question before a rotation and the report after it, shared by the commands that rotate and
// resume.
import type { Context } from '../context.ts';
import { exitCodes } from '../errors.ts';
import { adkNames } from '../profiles/adkFile.ts';
import { requireProfile } from '../profiles/manage.ts';
import { readState } from '../profiles/store.ts';
import type { RotateOptions } from '../tokens/rotation.ts';
import { failureOf, leftToDo } from '../tokens/rotationOutcome.ts';
import type { Rotation } from '../tokens/rotationRun.ts';
import type { RotationStep } from '../tokens/rotationTable.ts';
import type { Input } from './command.ts';
import { note, printLine } from './print.ts';
import { confirmProtected } from './prompt.ts';

/**
 * If any of the profiles is protected, asks for the name of the first protected one. That confirms
 * all of them.
 */
export async function confirmAny(
  ctx: Context,
  input: Input,
  names: readonly string[],
): Promise<void> {
  const { config } = readState(ctx);
  const first = names.find(name => requireProfile(config, name).protected);
  if (first === undefined) return;
  await confirmProtected(ctx, first, input.text('confirm'), 'to rotate its token');
}

export function optionsFrom(ctx: Context, input: Input): RotateOptions {
  const oldId = input.text('oldId');
  const shows = ctx.stderr.isTTY || input.on('verbose');
  return {
    ...(oldId === undefined ? {} : { oldId }),
    ...(shows ? { onStep: step => note(ctx, stepWords[step]) } : {}),
  };
}

const stepWords: Readonly<Record<RotationStep, string>> = {
  begin: 'Beginning …',
  create: 'Creating a new token …',
  discard: 'Revoking what the rotation created …',
  prove: 'Verifying the new token …',
  store: 'Storing the new token …',
  share: 'Giving the new token to the ADK …',
  revoke: 'Revoking the old token …',
};

/**
 * @returns the exit code
 * @throws AppError if any of the profiles did not get the new token
 */
export function sayRotation(ctx: Context, input: Input, rotation: Rotation): number {
  const failure = failureOf(rotation);
  if (failure !== null) throw failure;
  const { end, savedTo, created, revoked, adkProfiles } = rotation;
  if (!input.on('json') && created !== null) {
    const fate = revoked === null ? '' : `; ${revoked} was revoked`;
    printLine(ctx, `Rotated the token of ${savedTo.join(', ')}: it is ${created.id} now${fate}`);
  }
  if (created !== null && adkProfiles.length > 0) {
    note(ctx, `The ADK has the new token too, as ${adkNames(adkProfiles)}`);
  }
  for (const says of leftToDo(rotation)) note(ctx, says);
  return end === 'done' || end === 'moot' ? 0 : exitCodes.partial;
}

/**
 * The JSON form (docs/reference.md). If nothing was rotated, `savedTo` is empty and the other
 * fields are null.
 */
export function jsonOf(rotation: Rotation | null) {
  const { id = null, note = null, createdAt = null } = rotation?.created ?? {};
  const { savedTo = [], revoked = null } = rotation ?? {};
  return { id, note, createdAt, savedTo, revoked };
}

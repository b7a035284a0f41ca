// The ADK's part in a rotation: finds the tokens in its file, and replaces the old one.
import type { Context } from '../context.ts';
import { type AppError, isAppError } from '../errors.ts';
import { replaceProblem } from '../files/replaceable.ts';
import type { AdkEdit } from '../profiles/adkEdits.ts';
import {
  type AdkProfile,
  type UsableAdkFile,
  unusableAdk,
  unwritableAdk,
} from '../profiles/adkFile.ts';
import { changeAdk, settledAdkFile } from '../profiles/adkWriting.ts';
import { fingerprint } from '../secrets/kind.ts';
import type { RotationFacts } from './rotationTable.ts';
import type { RotationPrints } from './rotationTargets.ts';

export type AdkHolding = {
  held: RotationFacts['adk'];
  /** The ADK's profiles with the new token. */
  names: string[];
  /** The new token's value, if the ADK has it. */
  fresh: string | null;
  /** Why `held` is `unusable`; otherwise null. */
  problem: AppError | null;
};

export const noAdk: AdkHolding = { held: 'none', names: [], fresh: null, problem: null };

/** Which of a rotation's tokens the ADK holds, and whether its file can be changed. */
export async function adkHolding(ctx: Context, prints: RotationPrints): Promise<AdkHolding> {
  const file = settledAdkFile(ctx);
  if (file.type === 'missing') return noAdk;
  if (file.type === 'unusable') return { ...noAdk, held: 'unusable', problem: unusableAdk(file) };
  const old = profilesWith(file, prints, prints.old);
  const fresh = prints.new === null ? [] : profilesWith(file, prints, prints.new);
  const found = {
    ...noAdk,
    names: fresh.map(({ name }) => name),
    fresh: fresh[0]?.token ?? null,
  };
  if (old.length === 0) return { ...found, held: fresh.length === 0 ? 'none' : 'new' };
  const problem = await problemOf(file, old);
  if (problem !== null) return { ...found, held: 'unusable', problem };
  return { ...found, held: fresh.length === 0 ? 'old' : 'mixed' };
}

/** The reason why the ADK's profiles cannot get the new token; null if they can. */
async function problemOf(file: UsableAdkFile, old: AdkProfile[]): Promise<AppError | null> {
  const problem = replaceProblem(file.path);
  if (problem !== null) return unwritableAdk(file.path, problem);
  const { editedAdk } = await import('../profiles/adkEdits.ts');
  try {
    editedAdk(file.text, giving(old, ''), file.path);
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error;
  }
}

/**
 * Replaces the old token in the ADK's file and reads it back.
 * @throws AppError `local`
 */
export async function giveToAdk(
  ctx: Context,
  prints: RotationPrints,
  token: string,
): Promise<void> {
  await changeAdk(ctx, 'tokens rotate', file =>
    giving(profilesWith(file, prints, prints.old), token),
  );
}

const giving = (profiles: readonly AdkProfile[], token: string): AdkEdit[] =>
  profiles.map(({ name }) => ({ type: 'token', name, token }));

/** Only profiles for the token's own host: the new token must not reach another host. */
function profilesWith(
  file: UsableAdkFile,
  { origin }: RotationPrints,
  print: string,
): AdkProfile[] {
  return file.profiles.filter(
    profile => profile.origin === origin && fingerprint(profile.token) === print,
  );
}

// Copies of our tokens in the ADK's file: which of its profiles hold them, and the removal of those
// profiles.
import type { Context } from '../context.ts';
import { replaceProblem } from '../files/replaceable.ts';
import { fingerprint } from '../secrets/kind.ts';
import type { AdkEdit } from './adkEdits.ts';
import { type AdkFile, type UsableAdkFile, unusableAdk, unwritableAdk } from './adkFile.ts';
import { changeAdk } from './adkWriting.ts';
import { fingerprintOf, type StoredProfile } from './config.ts';
import { tokensIn } from './tokensIn.ts';

/** Fingerprints of tokens. */
export type AdkPrints = ReadonlySet<string>;

/** @param broken entries of config.json that we cannot read, but that may hold tokens */
export const adkPrintsOf = (
  profiles: readonly StoredProfile[],
  broken: readonly unknown[] = [],
): AdkPrints =>
  new Set([
    ...profiles.flatMap(profile => fingerprintOf(profile) ?? []),
    ...tokensIn(broken).map(fingerprint),
  ]);

/** Names of the ADK's profiles that hold one of the tokens. */
export function adkHolders(file: AdkFile, prints: AdkPrints): string[] {
  return file.type === 'ok' ? holdersIn(file, prints) : [];
}

const holdersIn = ({ profiles }: UsableAdkFile, prints: AdkPrints): string[] =>
  profiles.filter(({ token }) => prints.has(fingerprint(token))).map(({ name }) => name);

/** Names of the ADK's profiles by the fingerprint of their token. */
export function adkHoldersByToken(file: AdkFile): Map<string, string[]> {
  const holders = new Map<string, string[]>();
  if (file.type !== 'ok') return holders;
  for (const { name, token } of file.profiles) {
    const print = fingerprint(token);
    holders.set(print, [...(holders.get(print) ?? []), name]);
  }
  return holders;
}

/**
 * @throws AppError `local` if the tokens cannot be removed from the ADK's file, or if the file cannot
 * be read
 */
export function requireForgettable(file: AdkFile, prints: AdkPrints): void {
  if (file.type === 'unusable') throw unusableAdk(file);
  if (file.type === 'missing' || adkHolders(file, prints).length === 0) return;
  const problem = replaceProblem(file.path);
  if (problem !== null) throw unwritableAdk(file.path, problem);
}

/**
 * Removes the ADK's profiles that hold one of the tokens.
 * @returns their names
 * @throws AppError `local`
 */
export async function forgetInAdk(
  ctx: Context,
  command: string,
  prints: AdkPrints,
): Promise<string[]> {
  const removed = new Set<string>();
  await changeAdk(ctx, command, file =>
    holdersIn(file, prints).map((name): AdkEdit => {
      removed.add(name);
      return { type: 'remove', name };
    }),
  );
  return [...removed];
}

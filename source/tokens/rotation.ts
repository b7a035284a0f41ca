// The start of a rotation, and the continuation of an interrupted one.
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import { type Advice, line, profileFlag, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, changedMeanwhile } from '../errors.ts';
import { verifyToken } from '../login/prove.ts';
import { type Config, fingerprintOf, type StoredProfile } from '../profiles/config.ts';
import { loginLine } from '../profiles/loginLine.ts';
import { requireProfile } from '../profiles/manage.ts';
import { noToken, readToken } from '../profiles/sources/readToken.ts';
import { readState } from '../profiles/store.ts';
import { fingerprint } from '../secrets/kind.ts';
import { patNeeded } from '../secrets/wrongKind.ts';
import type { Journal } from './journal.ts';
import { askerFor } from './journalAsker.ts';
import {
  forgetJournal,
  type OpenJournal,
  openJournal,
  type Pending,
  pendingJournals,
  rotationPath,
  sweepJournals,
} from './journalFile.ts';
import { isWaitingForOldId } from './leftBehind.ts';
import { listedTokens, oldIdFrom, requireFreeId } from './oldToken.ts';
import { runRotation } from './rotate.ts';
import { adkHolding } from './rotationAdk.ts';
import type { Rotation, RotationStart } from './rotationRun.ts';
import type { RotationStep } from './rotationTable.ts';
import { heldBy, type RotationPrints, targetsIn, unwritable } from './rotationTargets.ts';

export type RotateOptions = {
  /** Id of the old token, if the store does not know it. */
  oldId?: string;
  /** Called before each step. */
  onStep?: (step: RotationStep) => void;
};

const command = 'bp-auth tokens rotate';

/**
 * Replaces the token of a profile, and of all others with the same one. If an earlier rotation of
 * this token was interrupted, that rotation is finished and no further token is created. Failures
 * of the steps are in the result.
 * @throws AppError `usage` if the token cannot be rotated; `local` while another process rotates
 * it; otherwise as the API answers
 */
export async function rotateToken(
  ctx: Context,
  name: string,
  options: RotateOptions = {},
): Promise<Rotation> {
  const { config } = readState(ctx);
  const profile = requireProfile(config, name);
  const print = requireRotatable(config, name, profile);
  await sweepJournals(ctx);
  const earlier = rotationsOf(ctx, profile);
  const begun = earlier.find(
    ({ journal }) => options.oldId !== undefined || journal === null || !isWaitingForOldId(journal),
  );
  if (begun !== undefined) {
    const finished = await resumeRotation(ctx, begun.path, options);
    if (finished !== null) return finished;
  }
  const open = await openJournal(ctx, rotationPath(ctx.botpressHome, print), command);
  try {
    const now = requireProfile(readState(ctx).config, name);
    if (fingerprintOf(now) !== print) throw rotatedMeanwhile(name);
    if (open.journal !== null) return await takeUp(ctx, open, open.journal, options);
    const start = await beginning(ctx, name, now, print, options.oldId);
    const rotation = await runRotation(ctx, open, start, options.onStep);
    if (rotation.savedTo.length > 0) {
      // A new rotation ends an earlier one that waits to be told which token was the old one.
      for (const { path } of earlier) await forgetJournal(ctx, path, command);
    }
    return rotation;
  } finally {
    open.close();
  }
}

/**
 * Finishes an interrupted rotation: revokes unused tokens, stores the new token everywhere, revokes
 * the old one.
 * @returns null if another process finished it meanwhile
 * @throws AppError `local` while another process does it; `auth` if no credentials of the account
 * are accepted
 */
export async function resumeRotation(
  ctx: Context,
  path: string,
  options: RotateOptions = {},
): Promise<Rotation | null> {
  const open = await openJournal(ctx, path, command);
  try {
    return open.journal === null ? null : await takeUp(ctx, open, open.journal, options);
  } finally {
    open.close();
  }
}

/** Unfinished rotations of the token that the profile has or had. */
function rotationsOf(ctx: Context, profile: StoredProfile): Pending[] {
  const print = fingerprintOf(profile);
  return pendingJournals(ctx.botpressHome).filter(
    ({ journal }) =>
      journal?.type === 'rotation' &&
      journal.origin === profile.tokenOrigin &&
      (journal.oldFingerprint === print || journal.newFingerprint === print),
  );
}

/** The fingerprints of a journal's old and new token. */
export const rotationPrints = (journal: Journal): RotationPrints => ({
  origin: journal.origin,
  old: journal.oldFingerprint,
  new: journal.newFingerprint,
});

/** Names of the profiles that a rotation of this profile's token would change. */
export function rotatedWith(config: Config, profile: StoredProfile): string[] {
  const print = fingerprintOf(profile);
  if (print === null) return [];
  const prints = { origin: profile.tokenOrigin ?? '', old: print, new: null };
  return targetsIn(config, prints).map(([name]) => name);
}

/**
 * @returns the token's fingerprint
 * @throws AppError `usage`, `auth`, `origin`
 */
function requireRotatable(config: Config, name: string, profile: StoredProfile): string {
  const { kind } = profile;
  if (kind === 'bot' || kind === 'integration') {
    throw patNeeded(
      { name, kind },
      'which bp-auth cannot rotate',
      say`Create a new key with a PAT: ${line('tokens', 'create', `--${kind}`, profile.botId ?? profile.integrationId ?? 'ID', '--save', name, '--profile', 'NAME')}`,
    );
  }
  requireOwnOrigin({ apiUrl: profile.apiUrl, tokenOrigin: profile.tokenOrigin ?? '' });
  const print = fingerprintOf(profile);
  const source = profile.tokenSource?.kind ?? 'file';
  if (source === 'command' || source === 'env') throw notOurs(name, source);
  if (print === null) {
    throw noToken(name, profile);
  }
  const [shared] = unwritable(config, {
    origin: profile.tokenOrigin ?? '',
    old: print,
    new: null,
  });
  if (shared !== undefined) throw notOurs(shared[0], shared[1].tokenSource?.kind ?? 'command');
  return print;
}

/**
 * @param whose `The token of dev`
 * @param from where the token comes from
 */
export function tokenNotWritable(whose: string, from: string, hint: Advice): AppError {
  const message = `${whose} comes from ${from}, which bp-auth cannot write to`;
  return new AppError('token-not-writable', message, { hint });
}

function notOurs(name: string, source: string): AppError {
  return tokenNotWritable(
    `The token of ${name}`,
    source === 'env' ? 'an environment variable' : 'a command',
    say`Create a new token with \`${line('tokens', 'create', '--print', ...profileFlag(name))}\`, put it where the old one is, then revoke the old one with \`${line('tokens', 'revoke', 'ID', ...profileFlag(name))}\``,
  );
}

const rotatedMeanwhile = (name: string) =>
  changedMeanwhile(
    `The token of ${name}`,
    say`This rotation changed nothing; look at the tokens with \`${line('tokens', 'list', ...profileFlag(name))}\``,
  );

async function beginning(
  ctx: Context,
  name: string,
  stored: StoredProfile,
  print: string,
  wanted: string | undefined,
): Promise<RotationStart> {
  const token = await readToken(ctx, name, stored);
  if (fingerprint(token) !== print) {
    throw new AppError(
      'keychain-differs',
      `The token of ${name} in the keychain is not the one that bp-auth stored there`,
      {
        hint: say`Log in again: ${loginLine(name, stored, '--store', 'keychain')}`,
      },
    );
  }
  const { config } = readState(ctx);
  const { client, listed, listedAt } = await listedTokens(ctx, config, stored, token);
  const prints = { origin: stored.tokenOrigin ?? '', old: print, new: null };
  const { held } = await heldBy(ctx, prints);
  const oldId = oldIdFrom(ctx, name, stored, listed, wanted);
  // Account details from an imported file are unverified.
  const known = stored.verifiedAt ? stored.accountId : null;
  const accountId = known || (await verifyToken(client)).id;
  return {
    ...{ profile: name, stored, accountId, token, prints, oldId, listed, listedAt, held },
    fresh: null,
  };
}

/** Continues a rotation from the current state of its journal, the store and the server. */
async function takeUp(
  ctx: Context,
  open: OpenJournal,
  journal: Journal,
  { oldId, onStep }: RotateOptions,
): Promise<Rotation> {
  const prints = rotationPrints(journal);
  const { held, fresh } = await heldBy(ctx, prints);
  const { name, profile: stored, token } = await askerFor(ctx, journal, fresh);
  const { listed, listedAt } = await listedTokens(ctx, readState(ctx).config, stored, token);
  let known = journal.oldId;
  if (known === null && oldId !== undefined) {
    known = requireFreeId(ctx, stored, listed, oldId);
    await open.note({ oldId: known });
  }
  const start: RotationStart = {
    profile: name ?? journal.profile ?? '',
    stored,
    accountId: journal.accountId,
    token,
    prints,
    oldId: known,
    listed,
    listedAt,
    fresh: held === 'neither' ? null : (fresh ?? (await adkHolding(ctx, prints)).fresh),
    held,
  };
  return runRotation(ctx, open, start, onStep);
}

// Completion of an interrupted `tokens create`: what was stored stays, unused tokens are revoked.
import type { ListedKey } from '../botpress/answers.ts';
import type { Context } from '../context.ts';
import { type Config, fingerprintOf, profileNamed, withProfile } from '../profiles/config.ts';
import { keyOf, readKeychain, removeFromKeychain } from '../profiles/sources/keychain.ts';
import { changeState, readState } from '../profiles/store.ts';
import { fingerprint } from '../secrets/kind.ts';
import { type Journal, mayBeFor } from './journal.ts';
import { askerFor } from './journalAsker.ts';
import { openJournal, pendingJournals } from './journalFile.ts';
import { accountOwner, listTokens, revokeTokenOf } from './owner.ts';

export type Resumption = {
  /** Profiles that hold the created token. */
  savedTo: string[];
  /** Ids of the revoked tokens. */
  removed: string[];
  /** Each of these may be the created token or somebody else's, so none was revoked. */
  unclear: ListedKey[];
};

/**
 * @returns null if another process has finished the interrupted creation meanwhile
 * @throws AppError `local` while the interrupted process still runs; `auth` if no credentials of
 * the account are accepted
 */
export async function resumeCreation(ctx: Context, path: string): Promise<Resumption | null> {
  const open = await openJournal(ctx, path, 'bp-auth tokens resume');
  try {
    const { journal } = open;
    if (journal === null) return null;
    const savedTo = await holders(ctx, journal);
    const done =
      savedTo.length > 0
        ? { savedTo, removed: [], unclear: [] }
        : { savedTo, ...(await removeMade(ctx, journal, path)) };
    if (done.unclear.length === 0) open.end();
    return done;
  } finally {
    open.close();
  }
}

/**
 * Names of the profiles that hold the token. If only the keychain has the token, the token's
 * fingerprint and id are written into config.json first.
 */
async function holders(ctx: Context, journal: Journal): Promise<string[]> {
  const { newId, newFingerprint, creation } = journal;
  if (newFingerprint === null) return [];
  const { config } = readState(ctx);
  const stored = holdersIn(config, journal);
  if (stored.length > 0) return stored;
  const { saveTo: name, inKeychain } = creation ?? {};
  const profile = name && inKeychain ? profileNamed(config, name) : null;
  const key = profile === null ? null : keyOf(profile);
  if (!name || key === null || key.id !== inKeychain) return [];
  const value = await readKeychain(ctx, key);
  if (value === null || fingerprint(value) !== newFingerprint) return [];
  await changeState(ctx, 'tokens resume', now => {
    const before = profileNamed(now, name);
    if (before?.id !== inKeychain) return now;
    return withProfile(now, name, { ...before, tokenFingerprint: newFingerprint, tokenId: newId });
  });
  return [name];
}

/** Profiles that hold a journal's token, as far as config.json shows. Pure. */
export function holdersIn(config: Config, { origin, newFingerprint }: Journal): string[] {
  return Object.entries(config.profiles)
    .filter(
      ([, profile]) =>
        newFingerprint !== null &&
        profile.tokenOrigin === origin &&
        fingerprintOf(profile) === newFingerprint,
    )
    .map(([name]) => name);
}

async function removeMade(
  ctx: Context,
  journal: Journal,
  path: string,
): Promise<Pick<Resumption, 'removed' | 'unclear'>> {
  const owner = journal.creation?.owner ?? accountOwner;
  const { client } = await askerFor(ctx, journal);
  const claimed = claimedIds(ctx, path);
  const made = mayBeFor(journal, await listTokens(client, owner)).filter(
    ({ id }) => !claimed.has(id),
  );
  if (made.length > 1) return { removed: [], unclear: made };
  for (const { id } of made) {
    const deletion = await revokeTokenOf(client, owner, id);
    if (deletion.type !== 'gone') throw deletion.error;
  }
  await forgetKeychain(ctx, journal);
  return { removed: made.map(({ id }) => id), unclear: [] };
}

/** Ids of the tokens that a profile or another journal names as its own. */
function claimedIds(ctx: Context, path: string): Set<string> {
  const used = Object.values(readState(ctx).config.profiles).map(({ tokenId }) => tokenId);
  const noted = pendingJournals(ctx.botpressHome)
    .filter(other => other.path !== path)
    .map(({ journal }) => journal?.newId);
  return new Set([...used, ...noted].flatMap(id => id ?? []));
}

/**
 * Removes the token's keychain entry if no profile uses it: the interruption may have come after
 * the entry was written and before config.json was.
 */
async function forgetKeychain(ctx: Context, { origin, creation, newFingerprint }: Journal) {
  const id = creation?.inKeychain;
  if (!id || newFingerprint === null) return;
  const { profiles } = readState(ctx).config;
  if (Object.values(profiles).some(profile => profile.id === id)) return;
  const key = { id, tokenOrigin: origin };
  await removeFromKeychain(ctx, key).catch(() => {});
}

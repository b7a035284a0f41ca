// A token that lives as long as one program runs: created with a journal, revoked afterwards.
import type { Client } from '../botpress/client.ts';
import type { Context } from '../context.ts';
import { type AppError, cancelled, isAppError, toAppError } from '../errors.ts';
import { candidateClient, verifyToken } from '../login/prove.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { readState } from '../profiles/store.ts';
import { fingerprint } from '../secrets/kind.ts';
import { type Journal, madeFor, noteOf } from './journal.ts';
import { askerFor } from './journalAsker.ts';
import { ephemeralPath, type OpenJournal, openJournal, sweepJournals } from './journalFile.ts';
import {
  accountOwner,
  createTokenOf,
  type Deletion,
  listAfter,
  listTokens,
  revokeTokenOf,
} from './owner.ts';
import { uninterrupted } from './uninterrupted.ts';

const command = 'bp-auth exec';

/** The credentials that create an ephemeral token; their own token must be a PAT. */
export type EphemeralBase = { name: string | null; profile: StoredProfile; token: string };

export type Ephemeral = {
  value: string;
  /**
   * Revokes the token, even after Ctrl+C.
   * @returns null, or the token that is left; `bp-auth tokens resume` then revokes it
   */
  end(): Promise<{ id: string; error: AppError } | null>;
};

/**
 * Creates a token for one program, with the same permissions as the base token: the API has no
 * weaker PAT.
 * @throws AppError `local`, or as the API answers. If a token is left behind,
 * `bp-auth tokens resume` finds it
 */
export async function makeEphemeral(outside: Context, base: EphemeralBase): Promise<Ephemeral> {
  const ctx = uninterrupted(outside);
  const { name, profile, token } = base;
  const client = clientOf(ctx, profile, token);
  await sweepJournals(ctx);
  const accountId = profile.accountId || (await verifyToken(client)).id;
  const open = await openJournal(ctx, ephemeralPath(ctx.botpressHome, ctx.randomId()), command);
  try {
    const journal = await open.begin({
      type: 'ephemeral',
      origin: profile.tokenOrigin ?? '',
      accountId,
      accountEmail: profile.accountEmail ?? null,
      profile: name,
      oldFingerprint: fingerprint(token),
      oldId: profile.tokenId ?? null,
    });
    const { id, value } = await create(client, open, journal);
    await noteMade(open, id, value);
    if (outside.signal.aborted) {
      await finish(open, id, [client]);
      throw cancelled();
    }
    return {
      value,
      end: () => finish(open, id, [client, clientOf(ctx, profile, value)]),
    };
  } catch (error) {
    open.close();
    throw error;
  }
}

async function create(client: Client, open: OpenJournal, journal: Journal) {
  try {
    return await createTokenOf(client, accountOwner, noteOf(journal));
  } catch (thrown) {
    // If the answer was lost, the journal stays, unless everything that was created is found and
    // revoked.
    if (await isClean(client, journal, toAppError(thrown))) open.end();
    throw thrown;
  }
}

/**
 * Writes the created token's id into the journal. A failure, such as on a full disk, is ignored: the
 * note that the API keeps with the token names the journal.
 */
async function noteMade(open: OpenJournal, id: string, value: string): Promise<void> {
  try {
    await open.note({ newId: id, newFingerprint: fingerprint(value) });
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}

async function isClean(client: Client, journal: Journal, error: AppError): Promise<boolean> {
  const listed = await listAfter(client, accountOwner, error);
  if (listed === null || listed === 'refused') return listed !== null;
  const made = madeFor(journal, listed);
  const deletions = await Promise.all(
    made.map(({ id }) => revokeTokenOf(client, accountOwner, id)),
  );
  return deletions.every(({ type }) => type === 'gone');
}

/**
 * Revokes the ephemeral token in a request with the base token, or with the ephemeral one if the
 * base token was revoked meanwhile.
 */
async function finish(
  open: OpenJournal,
  id: string,
  clients: readonly Client[],
): Promise<{ id: string; error: AppError } | null> {
  let last: Deletion = { type: 'gone' };
  try {
    for (const client of clients) {
      last = await revokeTokenOf(client, accountOwner, id);
      if (last.type === 'gone') {
        open.end();
        return null;
      }
      if (last.error.kind !== 'auth') break;
    }
    return last.type === 'gone' ? null : { id, error: last.error };
  } finally {
    open.close();
  }
}

function clientOf(ctx: Context, { apiUrl }: StoredProfile, token: string): Client {
  return candidateClient(ctx, readState(ctx).config, { apiUrl, token });
}

/**
 * Revokes the token that a killed `exec --ephemeral` left behind.
 * @returns ids of the revoked tokens; null if another process cleaned up meanwhile
 * @throws AppError `local` while that `exec` still runs; `auth` if no credentials of the account
 * are accepted
 */
export async function removeLeftOver(ctx: Context, path: string): Promise<string[] | null> {
  const open = await openJournal(ctx, path, 'bp-auth tokens resume');
  try {
    const { journal } = open;
    if (journal === null) return null;
    const { client } = await askerFor(ctx, journal);
    const made = madeFor(journal, await listTokens(client, accountOwner));
    for (const { id } of made) {
      const deletion = await revokeTokenOf(client, accountOwner, id);
      if (deletion.type !== 'gone') throw deletion.error;
    }
    open.end();
    return made.map(({ id }) => id);
  } finally {
    open.close();
  }
}

// Creation of a token and its storage in a profile, so that nobody needs to see it.
import type { CreatedKey, ListedKey } from '../botpress/answers.ts';
import type { Client } from '../botpress/client.ts';
import { type Advice, lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { type AppError, cancelled, rewrapped, toAppError } from '../errors.ts';
import { verifyToken } from '../login/prove.ts';
import { fingerprintOf } from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';
import { requireKeychain } from '../profiles/sources/keychain.ts';
import { changeState } from '../profiles/store.ts';
import { fingerprint } from '../secrets/kind.ts';
import { withExpiry } from './age.ts';
import type { CreationBase, Destination } from './destination.ts';
import { mayBeFor } from './journal.ts';
import {
  begunIn,
  creationPath,
  type OpenJournal,
  openJournal,
  sweepJournals,
} from './journalFile.ts';
import {
  createTokenOf,
  idForCommand,
  listAfter,
  listTokens,
  type Owner,
  revokeTokenOf,
} from './owner.ts';
import { resumeLine } from './resumeLines.ts';
import { requireSameAccount } from './sameAccount.ts';
import { storeCreated } from './storeCreated.ts';
import { uninterrupted } from './uninterrupted.ts';

export type CreateOptions = {
  owner: Owner;
  note: string;
  /** Null if the value is only returned. */
  destination: Destination | null;
  /** ISO time; noted locally. */
  expiresAt: string | null;
};

export type Created = ListedKey & { value: string; savedTo: string[] };

/**
 * A created token. If its value is only returned, the token counts as left behind until somebody
 * has received it.
 */
export type HandedBack = Created & {
  /**
   * @param isTaken whether somebody received the value; if not, `bp-auth tokens resume` revokes the
   * token
   */
  settle(isTaken: boolean): void;
};

/**
 * Creates a token, proves that it works and stores it; if it cannot be stored, it is revoked again.
 * A journal records the work from before the request until the end.
 * @throws AppError `local`, or as the API answers. If a token was created, the message says what
 * became of it
 */
export async function createToken(
  outside: Context,
  base: CreationBase,
  options: CreateOptions,
): Promise<HandedBack> {
  const ctx = uninterrupted(outside);
  const { owner, destination } = options;
  if (destination?.place.kind === 'keychain') await requireKeychain(outside);
  const { name = null, replaces: profile = null } = destination ?? {};
  if (owner.type === 'account' && profile !== null) {
    await requireSameAccount(outside, base, { name, profile });
  }
  const client = await connect(ctx, base.name, base.profile);
  await sweepJournals(ctx);
  const open = await openJournal(ctx, creationPath(ctx.botpressHome, ctx.randomId()), command);
  try {
    const made = await makeAndStore({ ctx, outside, open, client, base, options });
    if (destination !== null) settle(open, true);
    return { ...made, settle: isTaken => destination === null && settle(open, isTaken) };
  } catch (error) {
    open.close();
    throw error;
  }
}

const command = 'bp-auth tokens create';

function settle(open: OpenJournal, isTaken: boolean): void {
  if (isTaken) open.end();
  open.close();
}

type Making = {
  ctx: Context;
  /** The caller's context, which Ctrl+C interrupts; `ctx` is never interrupted. */
  outside: Context;
  open: OpenJournal;
  client: Client;
  base: CreationBase;
  options: CreateOptions;
};

async function makeAndStore(making: Making): Promise<Created> {
  const { ctx, outside, open, base, options } = making;
  const { owner, destination, expiresAt } = options;
  const profileId = destination?.replaces?.id ?? ctx.randomId();
  await begin(making, destination?.place.kind === 'keychain' ? profileId : null);
  if (outside.signal.aborted) {
    open.end();
    throw cancelled();
  }
  const created = await make(making);
  try {
    await open.note({ newId: created.id, newFingerprint: fingerprint(created.value) });
    if (outside.signal.aborted) throw cancelled();
    if (destination !== null) {
      await storeCreated(ctx, base, destination, owner, created, profileId, expiresAt);
    } else if (expiresAt !== null) {
      await changeState(ctx, 'tokens create', config => withExpiry(config, created.id, expiresAt));
    }
  } catch (thrown) {
    throw await takenBack(making, created.id, toAppError(thrown));
  }
  return { ...created, savedTo: destination === null ? [] : [destination.name] };
}

/** The part that may be aborted: nothing is created yet. */
async function begin(
  { outside: { signal }, open, client, base, options }: Making,
  inKeychain: string | null,
) {
  const { owner, note, destination } = options;
  const { name, profile } = base;
  const known = (await listTokens(client, owner, signal)).map(({ id }) => id);
  await open.begin({
    type: 'creation',
    origin: profile.tokenOrigin ?? '',
    accountId: profile.accountId || (await verifyToken(client, signal)).id,
    accountEmail: profile.accountEmail ?? null,
    profile: name,
    creation: { owner, saveTo: destination?.name ?? null, inKeychain },
    note,
    known,
    oldFingerprint: fingerprintOf(profile) ?? '',
    oldId: profile.tokenId ?? null,
  });
}

async function make(making: Making): Promise<CreatedKey> {
  const { client, options } = making;
  try {
    return await createTokenOf(client, options.owner, options.note);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'bug') throw thrown;
    throw await withoutAnswer(making, error);
  }
}

/**
 * The error if the answer was lost. The token may not exist, and a similar one may be somebody
 * else's: nothing is revoked.
 */
async function withoutAnswer(
  { open, client, options: { owner } }: Making,
  error: AppError,
): Promise<AppError> {
  const now = await listAfter(client, owner, error);
  if (now === 'refused') {
    open.end();
    return error;
  }
  if (now === null) {
    return withFate(
      error,
      'It is not known whether a token was created',
      say`To find out, and to revoke the token: ${resumeLine}`,
    );
  }
  const made = mayBeFor(begunIn(open), now);
  if (made.length === 0) {
    open.end();
    return withFate(error, 'No token was created', error.advice);
  }
  const ids = made.map(({ id }) => idForCommand(id));
  const several = say`Revoke the tokens that are not needed: ${lineHere('tokens', 'revoke', ...ids, '--in-use')}`;
  return withFate(
    error,
    `A token was created (${ids.join(' ')}), but its value is lost`,
    made.length > 1 ? several : say`Revoke the token: ${resumeLine}`,
  );
}

/**
 * Revokes a token that could not be stored.
 * @returns the error, which also says what became of the token
 */
async function takenBack({ open, client, options }: Making, id: string, error: AppError) {
  if (error.kind === 'bug') return error;
  const { type } = await revokeTokenOf(client, options.owner, id);
  if (type === 'gone') {
    open.end();
    return withFate(error, 'The new token was revoked', error.advice);
  }
  return withFate(
    error,
    `The new token ${id} could not be revoked`,
    say`Revoke the token: ${resumeLine}`,
  );
}

function withFate(error: AppError, fate: string, hint: Advice | undefined): AppError {
  return rewrapped(error, { message: says => `${says}. ${fate}`, hint });
}

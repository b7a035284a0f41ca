// Making a token and putting it straight into a profile, so that nobody needs to see it.
import type { CreatedKey, ListedKey } from '../botpress/answers.ts';
import { parseApiUrl } from '../botpress/apiUrl.ts';
import type { Client } from '../botpress/client.ts';
import { type Advice, line, lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, cancelled, changedMeanwhile, rewrapped, toAppError } from '../errors.ts';
import { candidateClient, type Proof, type Purpose, prove, verifyToken } from '../login/prove.ts';
import {
  type Config,
  profileNamed,
  type StoredProfile,
  sourceOf,
  type TokenSource,
  withProfile,
} from '../profiles/config.ts';
import { connect } from '../profiles/connect.ts';
import { noWorkspace } from '../profiles/current.ts';
import { fingerprintOf } from '../profiles/manage.ts';
import { requireName } from '../profiles/name.ts';
import { type Kept, keepToken } from '../profiles/sources/keep.ts';
import { requireKeychain } from '../profiles/sources/keychain.ts';
import { changeState, readState } from '../profiles/store.ts';
import { fingerprint, kindNames } from '../secrets/kind.ts';
import { withExpiry } from './age.ts';
import {
  begunIn,
  creationPath,
  mayBeFor,
  type OpenJournal,
  openJournal,
  sweepJournals,
} from './journal.ts';
import {
  idForCommand,
  listAfter,
  listTokens,
  makeToken,
  type Owner,
  removeToken,
} from './owner.ts';
import { resumeLine } from './resumeLines.ts';
import { profileForAnother, requireSameAccount } from './sameAccount.ts';
import { uninterrupted } from './uninterrupted.ts';

/** The credentials that the new token is made with. */
export type CreationBase = { name: string | null; profile: StoredProfile };

/** Into which profile a new token goes. */
export type Destination = {
  name: string;
  /** The profile as it is now; null for a new one. */
  replaces: StoredProfile | null;
  place: TokenSource;
};

export type CreateOptions = {
  owner: Owner;
  note: string;
  /** Null where the value is only handed back. */
  destination: Destination | null;
  /** ISO time; noted locally. */
  expiresAt: string | null;
};

export type Created = ListedKey & { value: string; savedTo: string[] };

/** A token whose value is only handed back. As long as nobody has it, it counts as left over. */
export type HandedBack = Created & {
  /** @param isTaken whether somebody has got the value; if not, `bp-auth tokens resume` deletes the token */
  settle(isTaken: boolean): void;
};

/**
 * Decides where a new token would go, before it is made. Pure.
 * @param place as asked for; as before if not given
 * @throws AppError usage for a place that cannot be filled, or a profile that is for something else
 */
export function planDestination(
  config: Config,
  base: CreationBase,
  owner: Owner,
  name: string,
  place: TokenSource | null,
): Destination {
  const replaces = profileNamed(config, requireName(name));
  const source = place ?? (replaces === null ? { kind: 'file' as const } : sourceOf(replaces));
  if (source.kind === 'command' || source.kind === 'env') {
    throw storeNotWritable();
  }
  if (replaces !== null) requireSameTarget(name, replaces, base, owner);
  if (owner.type === 'account' && !(replaces ?? base.profile).workspaceId) {
    throw noWorkspace(
      'Use the credentials of a profile that has one: --profile NAME',
      'for which the new token could be stored',
    );
  }
  return { name, replaces, place: source };
}

/** Commands and variables are filled by others. */
export function storeNotWritable(): AppError {
  return new AppError(
    'store-not-writable',
    'bp-auth can put a token into config.json or the keychain only',
    { hint: 'Use --store file or keychain; or --print, and put it elsewhere yourself' },
  );
}

function requireSameTarget(
  name: string,
  replaces: StoredProfile,
  { profile }: CreationBase,
  owner: Owner,
): void {
  const refuse = (why: string): never => {
    throw profileForAnother(name, why);
  };
  const kind = owner.type === 'account' ? 'pat' : owner.type;
  if ((replaces.kind ?? 'unknown') !== kind) refuse(`does not hold a ${kindNames[kind]}`);
  if (replaces.tokenOrigin !== profile.tokenOrigin) refuse('belongs to another host');
  // Where it is not known whose the profile is, that is asked before anything is made.
  if (kind === 'pat' && isAnothers(replaces, profile)) {
    refuse(`belongs to ${replaces.accountEmail ?? 'another account'}`);
  }
  if (owner.type === 'bot' && replaces.botId !== owner.id) refuse('is for another bot');
  if (owner.type === 'integration' && replaces.integrationId !== owner.id) {
    refuse('is for another integration');
  }
}

function isAnothers(theirs: StoredProfile, ours: StoredProfile): boolean {
  const fields = ['accountId', 'accountEmail'] as const;
  return fields.some(field => theirs[field] && ours[field] && theirs[field] !== ours[field]);
}

/**
 * Makes a token, proves that it works, stores it. What cannot be stored is deleted again. From before the
 * request until all that is done, a journal tells of it.
 * @throws AppError as the API answers, or local; the message says what became of the new token
 */
export async function createToken(
  outside: Context,
  base: CreationBase,
  options: CreateOptions,
): Promise<HandedBack> {
  const ctx = uninterrupted(outside);
  const { owner, destination } = options;
  if (destination?.place.kind === 'keychain') await requireKeychain(ctx);
  const { name = null, replaces: profile = null } = destination ?? {};
  if (owner.type === 'account' && profile !== null) {
    await requireSameAccount(ctx, base, { name, profile });
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
  /** As the user may interrupt it. */
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
      await save(ctx, base, destination, owner, created, profileId, expiresAt);
    } else if (expiresAt !== null) {
      await changeState(ctx, 'tokens create', config => withExpiry(config, created.id, expiresAt));
    }
  } catch (thrown) {
    throw await takenBack(making, created.id, toAppError(thrown));
  }
  return { ...created, savedTo: destination === null ? [] : [destination.name] };
}

async function begin({ open, client, base, options }: Making, inKeychain: string | null) {
  const { owner, note, destination } = options;
  const { name, profile } = base;
  const known = (await listTokens(client, owner)).map(({ id }) => id);
  await open.begin({
    type: 'creation',
    origin: profile.tokenOrigin ?? '',
    accountId: profile.accountId || (await verifyToken(client)).id,
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
    return await makeToken(client, options.owner, options.note);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'bug') throw thrown;
    throw await withoutAnswer(making, error);
  }
}

/** What became of a token that was not made as far as we know. It may be somebody else's: nothing is deleted. */
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
      say`To find out, and revoke it: ${resumeLine}`,
    );
  }
  const made = mayBeFor(begunIn(open), now);
  if (made.length === 0) {
    open.end();
    return withFate(error, 'No token was created', error.advice);
  }
  const ids = made.map(({ id }) => idForCommand(id));
  const several = say`Revoke what is not needed: ${lineHere('tokens', 'revoke', ...ids, '--in-use')}`;
  return withFate(
    error,
    `A token was created (${ids.join(' ')}), but its value is lost`,
    made.length > 1 ? several : say`Revoke it: ${resumeLine}`,
  );
}

/** Deletes a token that could not be stored. @returns the error that says so */
async function takenBack({ open, client, options }: Making, id: string, error: AppError) {
  if (error.kind === 'bug') return error;
  const { type } = await removeToken(client, options.owner, id);
  if (type === 'gone') {
    open.end();
    return withFate(error, 'The new token was revoked', error.advice);
  }
  return withFate(error, `The new token ${id} could not be revoked`, say`Revoke it: ${resumeLine}`);
}

function withFate(error: AppError, fate: string, hint: Advice | undefined): AppError {
  return rewrapped(error, { message: says => `${says}. ${fate}`, hint });
}

async function save(
  ctx: Context,
  base: CreationBase,
  { name, replaces, place }: Destination,
  owner: Owner,
  created: CreatedKey,
  profileId: string,
  expiresAt: string | null,
): Promise<void> {
  const apiUrl = replaces?.apiUrl ?? base.profile.apiUrl;
  const candidate = { apiUrl, token: created.value };
  const client = candidateClient(ctx, readState(ctx).config, candidate);
  const proof = await prove(client, candidate, purposeOf(owner, replaces ?? base.profile));
  const key = { id: profileId, tokenOrigin: proof.origin };
  const kept = await keepToken(ctx, place, key, created.value);
  try {
    await changeState(ctx, 'tokens create', config => {
      if (profileNamed(config, name)?.id !== replaces?.id) throw profileChanged(name);
      const before = profileNamed(config, name);
      const profile = profileFor(ctx, proof, before, base.profile, {
        id: profileId,
        ...kept.fields,
      });
      const next = withProfile(config, name, { ...profile, tokenId: created.id });
      return withExpiry(next, created.id, expiresAt);
    });
  } catch (error) {
    await kept.undo();
    throw error;
  }
}

function purposeOf(owner: Owner, { workspaceId }: StoredProfile): Purpose {
  if (owner.type === 'bot') return { type: 'bot', botId: owner.id };
  if (owner.type === 'integration') return { type: 'integration', integrationId: owner.id };
  return { type: 'workspace', workspaceId: workspaceId ?? '' };
}

function profileFor(
  ctx: Context,
  proof: Proof,
  before: StoredProfile | null,
  base: StoredProfile,
  token: { id: string } & Kept['fields'],
): StoredProfile {
  const now = new Date(ctx.now()).toISOString();
  const { workspace, account, botId, integrationId } = proof;
  return {
    ...(before ?? { createdAt: now }),
    apiUrl: parseApiUrl(proof.apiUrl).apiUrl,
    workspaceId: workspace?.id ?? before?.workspaceId ?? base.workspaceId ?? null,
    workspaceName: workspace?.name ?? base.workspaceName ?? null,
    workspaceHandle: workspace?.handle ?? base.workspaceHandle ?? null,
    ...(botId === null ? {} : { botId }),
    ...(integrationId === null ? {} : { integrationId }),
    ...token,
    tokenOrigin: proof.origin,
    kind: proof.kind,
    accountId: account?.id ?? null,
    accountEmail: account?.email ?? null,
    verifiedAt: now,
  };
}

const profileChanged = (name: string) =>
  changedMeanwhile(
    `The profile ${name}`,
    say`Look at it with \`${line('profiles', 'list')}\`, and run this again`,
  );

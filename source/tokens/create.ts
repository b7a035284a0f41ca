// Making a token and putting it straight into a profile, so that nobody needs to see it.
import type { CreatedKey, ListedKey } from '../botpress/answers.ts';
import { parseApiUrl } from '../botpress/apiUrl.ts';
import type { Client } from '../botpress/client.ts';
import type { Context } from '../context.ts';
import { AppError, cancelled, changedMeanwhile, rewrapped, toAppError } from '../errors.ts';
import { candidateClient, type Proof, type Purpose, prove } from '../login/prove.ts';
import {
  type Config,
  profileNamed,
  type StoredProfile,
  sourceOf,
  type TokenSource,
  withProfile,
} from '../profiles/config.ts';
import { noWorkspace } from '../profiles/current.ts';
import { requireName } from '../profiles/name.ts';
import { changeState, readState } from '../profiles/store.ts';
import { withExpiry } from './age.ts';
import { connect } from './connect.ts';
import { type Kept, keepToken } from './keep.ts';
import { requireKeychain } from './keychain.ts';
import { kindNames } from './kind.ts';
import {
  idForCommand,
  listAfter,
  listTokens,
  makeToken,
  type Owner,
  removeToken,
} from './owner.ts';
import { profileForAnother, requireSameAccount } from './sameAccount.ts';
import { uninterrupted } from './uninterrupted.ts';

/** The credentials that the new token is made with. */
export type Base = { name: string | null; profile: StoredProfile };

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

/**
 * Decides where a new token would go, before it is made. Pure.
 * @param place as asked for; as before if not given
 * @throws AppError usage for a place that cannot be filled, or a profile that is for something else
 */
export function planDestination(
  config: Config,
  base: Base,
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
  { profile }: Base,
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
 * Makes a token, proves that it works, stores it. What cannot be stored is deleted again.
 * @throws AppError as the API answers, or local; the message says what became of the new token
 */
export async function createToken(
  outside: Context,
  base: Base,
  options: CreateOptions,
): Promise<Created> {
  const ctx = uninterrupted(outside);
  const { owner, note, destination, expiresAt } = options;
  if (destination?.place.kind === 'keychain') await requireKeychain(ctx);
  const { name = null, replaces: profile = null } = destination ?? {};
  if (owner.type === 'account' && profile !== null) {
    await requireSameAccount(ctx, base, { name, profile });
  }
  const client = await connect(ctx, base.name, base.profile);
  const created = await make(client, owner, note);
  if (destination === null) {
    if (expiresAt !== null) {
      await changeState(ctx, 'tokens create', config => withExpiry(config, created.id, expiresAt));
    }
    return { ...created, savedTo: [] };
  }
  try {
    if (outside.signal.aborted) throw cancelled();
    await save(ctx, base, destination, owner, created, expiresAt);
  } catch (thrown) {
    throw await takenBack(client, owner, created.id, toAppError(thrown));
  }
  return { ...created, savedTo: [destination.name] };
}

async function make(client: Client, owner: Owner, note: string): Promise<CreatedKey> {
  const before = new Set((await listTokens(client, owner)).map(({ id }) => id));
  try {
    return await makeToken(client, owner, note);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'bug') throw thrown;
    throw await withoutAnswer(client, owner, before, note, error);
  }
}

/** What became of a token that was not made as far as we know. It may be somebody else's: nothing is deleted. */
async function withoutAnswer(
  client: Client,
  owner: Owner,
  before: ReadonlySet<string>,
  note: string,
  error: AppError,
): Promise<AppError> {
  const now = await listAfter(client, owner, error);
  if (now === 'refused') return error;
  if (now === null) {
    return withFate(
      error,
      'It is not known whether a token was made',
      'Look for it with `bp-auth tokens list`, and delete it with `bp-auth tokens revoke ID`',
    );
  }
  const made = now.filter(token => !before.has(token.id) && token.note === note);
  if (made.length === 0) return withFate(error, 'No token was made', error.hint);
  const ids = made.map(({ id }) => idForCommand(id)).join(' ');
  return withFate(
    error,
    `A token was made (${ids}), but its value is lost`,
    `Delete it: bp-auth tokens revoke ${ids} --in-use`,
  );
}

/** Deletes a token that could not be stored. @returns the error that says so */
async function takenBack(client: Client, owner: Owner, id: string, error: AppError) {
  if (error.kind === 'bug') return error;
  const { type } = await removeToken(client, owner, id);
  if (type === 'gone') return withFate(error, 'The new token was deleted again', error.hint);
  return withFate(
    error,
    `The new token ${id} could not be deleted again`,
    `Delete it: bp-auth tokens revoke ${idForCommand(id)} --in-use`,
  );
}

function withFate(error: AppError, fate: string, hint: string | undefined): AppError {
  return rewrapped(error, { message: `${error.message}. ${fate}`, hint });
}

async function save(
  ctx: Context,
  base: Base,
  { name, replaces, place }: Destination,
  owner: Owner,
  created: CreatedKey,
  expiresAt: string | null,
): Promise<void> {
  const apiUrl = replaces?.apiUrl ?? base.profile.apiUrl;
  const candidate = { apiUrl, token: created.value };
  const client = candidateClient(ctx, readState(ctx).config, candidate);
  const proof = await prove(client, candidate, purposeOf(owner, replaces ?? base.profile));
  const id = replaces?.id ?? ctx.randomId();
  const kept = await keepToken(ctx, place, { id, tokenOrigin: proof.origin }, created.value);
  try {
    await changeState(ctx, 'tokens create', config => {
      if (profileNamed(config, name)?.id !== replaces?.id) throw profileChanged(name);
      const before = profileNamed(config, name);
      const profile = profileFor(ctx, proof, before, base.profile, { id, ...kept.fields });
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
    'Look at it with `bp-auth profiles list`, and run this again',
  );

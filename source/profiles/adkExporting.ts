// The export to the ADK: our profiles as entries of its own file.
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { oneOfKind } from '../secrets/kind.ts';
import type { AdkEdit, AdkEntry } from './adkEdits.ts';
import { adkNames, adkPath, type UsableAdkFile } from './adkFile.ts';
import { changeAdk } from './adkWriting.ts';
import { type Config, kindOfProfile, type StoredProfile } from './config.ts';
import { requireProfile } from './manage.ts';
import { readToken } from './sources/readToken.ts';

export type AdkExported = {
  path: string;
  /** Names of the profiles that were written. */
  written: string[];
  /** Names of the profiles that the ADK had already. */
  same: string[];
};

type Wanted = { name: string; entry: AdkEntry; profile: StoredProfile };

/**
 * Writes our profiles into the ADK's file under the same names. Reading their tokens may run
 * commands and open the keychain.
 * @param overwrite whether a differing profile of the ADK is replaced
 * @throws AppError `usage`, `auth`, `origin`, `local`. Nothing was written then, except perhaps
 * with the code `adk-busy`
 */
export async function exportToAdk(
  ctx: Context,
  config: Config,
  names: readonly string[],
  overwrite: boolean,
): Promise<AdkExported> {
  const wanted: Wanted[] = [];
  for (const name of names) wanted.push(await wantedOf(ctx, name, requireProfile(config, name)));
  const written = new Set<string>();
  await changeAdk(
    ctx,
    'profiles export',
    file => {
      const missing = wanted.filter(one => !isThere(file, one));
      const taken = missing.map(({ name }) => name).filter(name => file.names.has(name));
      if (taken.length > 0 && !overwrite) throw exists(taken);
      for (const { name } of missing) written.add(name);
      const edits = missing.map(one => editFor(one, ctx.now()));
      // If the file has no profiles, the first exported one becomes current: without a current
      // profile the ADK is not logged in.
      const [first] = file.names.size === 0 && file.currentProfile === null ? missing : [];
      return first === undefined ? edits : [...edits, { type: 'current', name: first.name }];
    },
    { create: true },
  );
  return {
    path: adkPath(ctx.userHome),
    written: names.filter(name => written.has(name)),
    same: names.filter(name => !written.has(name)),
  };
}

async function wantedOf(ctx: Context, name: string, profile: StoredProfile): Promise<Wanted> {
  const kind = kindOfProfile(profile);
  if (kind === 'bot' || kind === 'integration') {
    throw new AppError(
      'adk-needs-pat',
      `${name} holds ${oneOfKind(kind)}, and the ADK needs a PAT`,
      {
        hint: 'Name a profile with a personal access token',
      },
    );
  }
  // The ADK sends a token to the URL stored beside it, so the token must belong to that URL's
  // origin.
  requireOwnOrigin({ apiUrl: profile.apiUrl, tokenOrigin: profile.tokenOrigin ?? '' });
  const { apiUrl, workspaceId = null, workspaceName = null } = profile;
  const token = await readToken(ctx, name, profile);
  return { name, profile, entry: { token, apiUrl, workspaceId, workspaceName } };
}

function isThere({ profiles }: UsableAdkFile, { name, entry }: Wanted): boolean {
  const found = profiles.find(profile => profile.name === name);
  if (found === undefined) return false;
  const { token, apiUrl, workspaceId } = entry;
  return (
    found.token === token && found.apiUrl === apiUrl && (found.workspaceId ?? null) === workspaceId
  );
}

function editFor({ name, entry, profile }: Wanted, now: number): AdkEdit {
  const { accountId, accountEmail } = profile;
  const metadata = {
    lastUsed: new Date(now).toISOString(),
    ...(accountId ? { accountId } : {}),
    ...(accountEmail ? { email: accountEmail } : {}),
  };
  return { type: 'put', name, entry, metadata };
}

function exists(names: readonly string[]): AppError {
  const [what, differs] =
    names.length === 1 ? ['a profile', 'it differs'] : ['profiles', 'they differ'];
  const message = `The ADK has ${what} ${adkNames(names)} already, and ${differs}`;
  return new AppError('adk-profile-exists', message, {
    hint: 'Add --overwrite to replace what the ADK has',
  });
}

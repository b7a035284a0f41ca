// Exporting: profiles as plain JSON that `profiles import` reads, and the file it is written to.
import { lstatSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError, systemCode } from '../errors.ts';
import { createPrivate } from '../files/privateFile.ts';
import type { Config, StoredProfile } from './config.ts';
import { symlinkRefused } from './guardedWrite.ts';
import { requireProfile } from './manage.ts';
import { readToken } from './sources/readToken.ts';

/** The form of an export. */
const exportVersion = 1;

type ExportedProfile = Pick<
  StoredProfile,
  'apiUrl' | 'workspaceId' | 'workspaceName' | 'workspaceHandle' | 'botId' | 'integrationId'
> & { token?: string };

export type Export = { version: number; profiles: Record<string, ExportedProfile> };

/**
 * Profiles as they can be moved to another machine: without what belongs to this one.
 * @param withTokens tokens are read from where they live, which may run commands and open the keychain
 * @throws AppError usage for an unknown name; origin for a token that belongs elsewhere; local
 */
export async function exportProfiles(
  ctx: Context,
  config: Config,
  names: readonly string[],
  withTokens: boolean,
): Promise<Export> {
  const entries: Array<[string, ExportedProfile]> = [];
  for (const name of names) {
    const profile = requireProfile(config, name);
    const token = withTokens ? { token: await ownToken(ctx, name, profile) } : {};
    entries.push([name, { ...plain(profile), ...token }]);
  }
  return { version: exportVersion, profiles: Object.fromEntries(entries) };
}

/** An import binds a token to the URL beside it: one that belongs elsewhere must not get there that way. */
function ownToken(ctx: Context, name: string, profile: StoredProfile): Promise<string> {
  requireOwnOrigin({ apiUrl: profile.apiUrl, tokenOrigin: profile.tokenOrigin ?? '' });
  return readToken(ctx, name, profile);
}

function plain(profile: StoredProfile): ExportedProfile {
  return {
    apiUrl: profile.apiUrl,
    workspaceId: profile.workspaceId ?? null,
    workspaceName: profile.workspaceName ?? null,
    workspaceHandle: profile.workspaceHandle ?? null,
    ...(profile.botId ? { botId: profile.botId } : {}),
    ...(profile.integrationId ? { integrationId: profile.integrationId } : {}),
  };
}

/**
 * Writes a file that is born with mode 0600. It is whole or not there.
 * @throws AppError usage if it exists and may not be replaced; local for a symlink, or a failed write
 */
export function writePrivateFile(
  ctx: Context,
  path: string,
  text: string,
  overwrite: boolean,
): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) {
    throw symlinkRefused(path, 'Name the file itself');
  }
  if (found !== undefined && !(overwrite && found.isFile())) throw exists(path);
  const born = found === undefined ? path : beside(path, ctx.randomId());
  try {
    createPrivate(born, text);
    if (born !== path) renameSync(born, path);
  } catch (error) {
    throw failed(path, error);
  }
}

const beside = (path: string, id: string) => join(dirname(path), `.${basename(path)}.${id}`);

const exists = (path: string) =>
  new AppError('file-exists', `${path} exists already`, {
    hint: 'Name another file; --overwrite replaces one',
  });

function failed(path: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = systemCode(error) ?? 'UNKNOWN';
  if (code === 'EEXIST') return exists(path);
  return new AppError('export-failed', `${path} could not be written (${code})`, {
    hint: 'Check the directory, and that there is room',
    cause: error,
  });
}

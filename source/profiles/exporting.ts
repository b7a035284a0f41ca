// Exported profiles: plain JSON that `profiles import` reads.
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import type { Context } from '../context.ts';
import type { Config, StoredProfile } from './config.ts';
import { requireProfile } from './manage.ts';
import { readToken } from './sources/readToken.ts';

/** The version of the export's format. */
const exportVersion = 1;

type ExportedProfile = Pick<
  StoredProfile,
  'apiUrl' | 'workspaceId' | 'workspaceName' | 'workspaceHandle' | 'botId' | 'integrationId'
> & { token?: string };

export type Export = { version: number; profiles: Record<string, ExportedProfile> };

/**
 * Profiles in a form that can move to another machine, without what is specific to this machine.
 * @param withTokens whether tokens are read from their places, which may run commands and open the
 * keychain
 * @throws AppError `usage` for an unknown name, `origin` for a token of another host; whatever
 * `readToken` throws
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

/** An import binds a token to the URL beside it, so the token must belong to that URL's origin. */
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

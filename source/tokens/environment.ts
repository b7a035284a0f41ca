// Owns the environment variables by which other programs get credentials.
import type { StoredProfile } from '../profiles/config.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What the tools beside us read: bp and the official client BP_*, the ADK BOTPRESS_TOKEN. */
export function credentialVariables(profile: StoredProfile, token: string): Record<string, string> {
  return {
    BP_TOKEN: token,
    ...(profile.workspaceId ? { BP_WORKSPACE_ID: profile.workspaceId } : {}),
    BP_API_URL: profile.apiUrl,
    ...(profile.botId ? { BP_BOT_ID: profile.botId } : {}),
    ...(profile.integrationId ? { BP_INTEGRATION_ID: profile.integrationId } : {}),
    BOTPRESS_TOKEN: token,
  };
}

/** An environment with these credentials and no others: every other BP_* and BOTPRESS_* is taken out. */
export function credentialEnv(env: Env, profile: StoredProfile, token: string): Env {
  return { ...withoutCredentials(env), ...credentialVariables(profile, token) };
}

/** The environment without any credential of Botpress; where bp keeps its files is not one. */
export function withoutCredentials(env: Env): Env {
  const home = env.BP_BOTPRESS_HOME;
  return { ...withoutBotpress(env), ...(home === undefined ? {} : { BP_BOTPRESS_HOME: home }) };
}

/** The environment for programs that have nothing to do with Botpress. */
export function withoutBotpress(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(BP|BOTPRESS)_/.test(name)));
}

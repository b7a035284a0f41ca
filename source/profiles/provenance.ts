// The source of each value of a profile's credentials.
import { mask } from '../secrets/kind.ts';
import { type StoredProfile, sourceOf } from './config.ts';
import type { Current } from './resolve.ts';
import { sourceName } from './shadowed.ts';

/** A value and its source in words. Contains no token. */
export type ValueOrigin = {
  field: 'profile' | 'apiUrl' | 'workspaceId' | 'token';
  value: string | null;
  source: string;
};

export function provenanceOf(current: Current): ValueOrigin[] {
  const { name, profile, source } = current;
  const [token, workspaceId, apiUrl] = placesOf(current);
  return [
    { field: 'profile', value: name, source: sourceName(source) },
    { field: 'apiUrl', value: profile.apiUrl, source: apiUrl },
    { field: 'workspaceId', value: targetOf(profile), source: workspaceId },
    { field: 'token', value: profile.token ? mask(profile.token) : null, source: token },
  ];
}

/** A key belongs to its bot or integration: a workspace that is stored with it does not count. */
const targetOf = ({ kind, workspaceId, botId, integrationId }: StoredProfile) =>
  (kind === 'bot' ? botId : kind === 'integration' ? integrationId : null) ??
  workspaceId ??
  botId ??
  integrationId ??
  null;

/** The sources of token, workspace and API URL. */
function placesOf({ name, profile, source }: Current): [string, string, string] {
  if (source.type === 'environment') {
    const found = (ending: string) => source.variables.find(name => name.endsWith(ending));
    const { kind } = profile;
    const ending = kind === 'bot' ? '_BOT_ID' : kind === 'integration' ? '_INTEGRATION_ID' : '';
    return [
      found('_TOKEN') ?? '',
      found(ending || '_WORKSPACE_ID') ?? 'none',
      found('_API_URL') ?? 'default',
    ];
  }
  const place = `config.json, profile ${name}`;
  const tokenSource = sourceOf(profile);
  const tokenPlaces = {
    file: place,
    keychain: 'keychain',
    command: 'command',
    env: tokenSource.kind === 'env' ? tokenSource.name : '',
  };
  return [tokenPlaces[tokenSource.kind], place, place];
}

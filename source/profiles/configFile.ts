// Owns reading config.json: from bytes on disk to a Config, or an error that quotes none of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParseError, parse } from 'jsonc-parser';
import * as v from 'valibot';
import { originOf } from '../botpress/apiUrl.ts';
import { AppError } from '../errors.ts';
import { kindOf } from '../tokens/kind.ts';
import { type Config, configSchema, configVersion, emptyConfig, storedProfile } from './config.ts';

export type ConfigFile = {
  config: Config;
  /** Profiles that we do not understand, kept as they are: name → raw value. */
  broken: Record<string, unknown>;
  /** The text on disk, null when there is no file. */
  text: string | null;
};

export const configPath = (home: string) => join(home, 'config.json');
/** The copy of what was last written, beside the file that a symlink leads to. */
export const goodCopyOf = (path: string) => `${path}.good`;

/**
 * Reads config.json. A missing file is an empty config.
 * @throws AppError local: unreadable, or no config; the file is left as it is
 */
export function readConfigFile(home: string): ConfigFile {
  const path = configPath(home);
  const text = readText(path);
  if (text === null) return { config: emptyConfig, broken: {}, text };
  return { ...parseConfig(text, path), text };
}

/** A file's text, null when there is none. @throws AppError local */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    if (code === 'ENOENT') return null;
    throw new AppError('local', `${path} cannot be read (${code})`, {
      hint: 'Check the owner and mode of the file and its directory, or name another with --botpressHome',
      cause: error,
    });
  }
}

/** The config that a text holds. @throws AppError local naming path, line and column */
export function parseConfig(text: string, path: string): Pick<ConfigFile, 'config' | 'broken'> {
  const refuse = (why: string): never => {
    throw new AppError('local', `${path} ${why}; it was left as it is`, {
      hint: 'Run `bp-auth doctor --repair` to go back to the last good copy, or mend the file by hand',
    });
  };
  if (text === '') return refuse('is empty');
  if (text.startsWith('\ufeff')) {
    return refuse('starts with a byte order mark (line 1, column 1)');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(`is not valid JSON (${placeOfError(text)})`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    return refuse(`holds ${found} instead of an object (line 1, column 1)`);
  }
  const { config, broken } = splitProfiles(unflatten(value as Record<string, unknown>));
  const checked = v.safeParse(configSchema, config);
  if (!checked.success) {
    const where = v.getDotPath(checked.issues[0]) ?? 'the top level';
    return refuse(`has a value of the wrong type at \`${where}\``);
  }
  // The raw value, not valibot's copy: that one drops keys like __proto__.
  return { config: config as Config, broken };
}

function placeOfError(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const before = text.slice(0, errors[0]?.offset ?? text.length).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

type Raw = Record<string, unknown>;

/** `{token, workspaceId, apiUrl}`, as the documentation describes the file, is one profile. */
function unflatten(value: Raw): Raw {
  const base = { version: configVersion, activeProfile: null, profiles: {}, ...value };
  if ('profiles' in value || typeof value.token !== 'string') return base;
  const { token, workspaceId, apiUrl, ...rest } = value;
  const profile = { apiUrl: apiUrl ?? 'https://api.botpress.cloud', workspaceId, token };
  return { ...base, activeProfile: 'default', profiles: { default: profile }, ...rest };
}

/** One profile that cannot be understood must not hide the others. */
function splitProfiles(value: Raw): { config: Raw; broken: Raw } {
  const { profiles } = value;
  if (profiles === null || typeof profiles !== 'object' || Array.isArray(profiles)) {
    return { config: value, broken: {} };
  }
  const sound: Array<[string, unknown]> = [];
  const broken: Array<[string, unknown]> = [];
  for (const [name, profile] of Object.entries(profiles)) {
    if (v.is(storedProfile, profile)) sound.push([name, bound(profile)]);
    else broken.push([name, profile]);
  }
  return {
    config: { ...value, profiles: Object.fromEntries(sound) },
    broken: Object.fromEntries(broken),
  };
}

/** A profile written by hand belongs to the origin of its own URL, and is of the kind its token tells. */
function bound(profile: v.InferOutput<typeof storedProfile>) {
  return {
    ...profile,
    tokenOrigin: profile.tokenOrigin ?? originOf(profile.apiUrl) ?? profile.apiUrl,
    kind: profile.kind ?? kindOf(profile.token ?? ''),
  };
}

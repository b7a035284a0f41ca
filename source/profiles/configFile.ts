// The reading of config.json: a Config, or an error that quotes nothing of the file.
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { defaultApiUrl, originOf } from '../botpress/apiUrl.ts';
import { firstRun, line, say } from '../commandLine.ts';
import { AppError, filesExhausted } from '../errors.ts';
import { decodeText, readBytes } from '../files/foreignFile.ts';
import { patiently } from '../files/patience.ts';
import { rightsHint } from '../files/rights.ts';
import { kindOf } from '../secrets/kind.ts';
import {
  type Config,
  configKeys,
  configVersion,
  emptyConfig,
  isStoredProfile,
  type StoredProfile,
} from './config.ts';
import { closedToUs } from './foreignHome.ts';
import { jsonPlaces } from './jsonPlaces.ts';
import { targetOf } from './linkTarget.ts';
import { isObject, wrongKey } from './shape.ts';

export type ConfigFile = {
  config: Config;
  /** Profiles that we cannot understand, unchanged: name → raw value. */
  broken: Record<string, unknown>;
  /** The text on disk; null if there is no file. */
  text: string | null;
};

export const configPath = (home: string) => join(home, 'config.json');
/**
 * The path of the copy of the last write, beside the real file even if config.json is a symlink.
 */
export const goodCopyOf = (path: string) => `${path}.good`;

/**
 * Reads config.json. A missing file is an empty config.
 * @throws AppError `local` if it is unreadable or no config; the file is not touched
 */
export function readConfigFile(home: string): ConfigFile {
  const path = configPath(home);
  const text = readText(path, anyText);
  if (text === null) return { config: emptyConfig, broken: {}, text };
  return { ...parseConfig(text, path), text };
}

const ownHint = rightsHint(
  'Check the owner and mode of the file and its directory, or use --botpressHome',
);

/** Bytes: enough for hundreds of thousands of profiles. */
export const largestHomeFile = 128 * 1024 * 1024;

/**
 * Plain UTF-8 is what bp reads and we write; Windows editors add a byte order mark or write UTF-16.
 */
const plain = (bytes: Buffer) => (isUtf8(bytes) ? bytes.toString('utf8') : null);
const anyText = (bytes: Buffer) => decodeText(bytes, false)?.text ?? null;

/**
 * The text of a file in the home; null if there is none.
 * @throws AppError `local`, also for a dangling symlink
 */
export function readText(path: string, decode = plain): string | null {
  const file = patiently(
    () => readBytes(path, { limit: largestHomeFile }),
    found => (found.type === 'bytes' ? undefined : found.code),
  );
  if (file.type === 'bytes') {
    const text = decode(file.bytes);
    if (text !== null) return text;
    throw unreadable(path, 'it is not UTF-8 text');
  }
  if (file.code === 'ENOENT' && targetOf(path) === path) return null;
  const { code } = file;
  if (code !== undefined) {
    throw (
      filesExhausted(code) ??
      closedToUs(path, code, `${path} cannot be read (${code})`) ??
      unreadable(path, code)
    );
  }
  const isTooLarge = file.type === 'passed-over' && file.kind === 'too-large';
  throw unreadable(path, isTooLarge ? file.reason : 'it is not a regular file');
}

/** The error for a file in the home that cannot be read. */
export const unreadable = (path: string, why: string) =>
  new AppError('home-unreadable', `${path} cannot be read (${why})`, { hint: ownHint });

/**
 * The config in a text.
 * @throws AppError `local` naming path, line and column
 */
export function parseConfig(text: string, path: string): Pick<ConfigFile, 'config' | 'broken'> {
  const refuse = (why: string): never => {
    throw new AppError('config-unreadable', `${path} ${why}; it was left as it is`, {
      hint: repairHint,
    });
  };
  if (text === '') return refuse('is empty (line 1, column 1)');
  if (text.startsWith('\ufeff')) {
    return refuse('starts with a byte order mark (line 1, column 1)');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(`is not valid JSON (${placeOfError(text)})`);
  }
  if (!isObject(value)) {
    const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    return refuse(`holds ${found} instead of an object (line 1, column 1)`);
  }
  const whole = { version: configVersion, activeProfile: null, profiles: {}, ...unflatten(value) };
  const key = wrongKey(configKeys, whole);
  if (key !== null) {
    if (Number.isInteger(whole.version) && whole.version > configVersion) {
      throw newerConfig(`${path} was written by a newer bp-auth; this one cannot read it`);
    }
    return refuse(`has a value of the wrong type at \`${key}\` (${placeOfKey(text, key)})`);
  }
  const { sound, broken } = splitProfiles(whole.profiles);
  return { config: { ...whole, profiles: sound }, broken };
}

const repairHint = say`${firstRun(line('doctor', '--repair'))} to go back to the last good copy, or repair the file by hand`;
const updateHint = 'Update bp-auth: npm install --global bp-auth@latest';

/** The error for a file that needs a newer version. */
export function newerConfig(message: string): AppError {
  return new AppError('config-newer', message, { hint: updateHint });
}

const placeOfError = (text: string) => placeOf(text, jsonPlaces(text).error);

const placeOfKey = (text: string, key: string) =>
  placeOf(text, jsonPlaces(text).values.get(key) ?? null);

function placeOf(text: string, offset: number | null): string {
  if (offset === null) return 'nested too deeply to tell where';
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

type Raw = Record<string, unknown>;

/** A flat `{token, workspaceId, apiUrl}` becomes the profile `default` (docs/reference.md). */
function unflatten(value: Raw): Raw {
  if (Object.hasOwn(value, 'profiles') || typeof value.token !== 'string' || value.token === '')
    return value;
  const { token, workspaceId, apiUrl = defaultApiUrl, ...rest } = value;
  const profile = { apiUrl, ...(workspaceId === undefined ? {} : { workspaceId }), token };
  return { ...rest, activeProfile: 'default', profiles: { default: profile } };
}

/** One bad profile must not hide the others. */
function splitProfiles(profiles: Raw): { sound: Record<string, StoredProfile>; broken: Raw } {
  // If all profiles are sound, the object is returned as it is: copying thousands of keys takes
  // longer than checking them.
  if (areAllWhole(profiles)) return { sound: profiles, broken: {} };
  const sound: Array<[string, StoredProfile]> = [];
  const broken: Array<[string, unknown]> = [];
  for (const [name, profile] of Object.entries(profiles)) {
    if (isStoredProfile(profile)) sound.push([name, bound(profile)]);
    else broken.push([name, profile]);
  }
  return { sound: Object.fromEntries(sound), broken: Object.fromEntries(broken) };
}

const areAllWhole = (profiles: Raw): profiles is Record<string, StoredProfile> =>
  Object.values(profiles).every(profile => isStoredProfile(profile) && isBound(profile));

const isBound = ({ tokenOrigin, kind }: StoredProfile) => Boolean(tokenOrigin && kind);

/** A profile written by hand is bound to its own URL's origin, and its token tells its kind. */
function bound(profile: StoredProfile): StoredProfile {
  return {
    ...profile,
    tokenOrigin: profile.tokenOrigin ?? originOf(profile.apiUrl) ?? profile.apiUrl,
    kind: profile.kind ?? kindOf(profile.token ?? ''),
  };
}

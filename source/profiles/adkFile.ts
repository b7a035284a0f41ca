// The reading of the ADK's credentials file. On each run, the ADK writes at least `lastUsed` to it,
// in place and without a lock.
import { join } from 'node:path';
import { defaultApiUrl, parseApiUrl } from '../botpress/apiUrl.ts';
import { holdsMoreThan, mostInFile } from '../botpress/jsonSize.ts';
import { cleanText } from '../botpress/text.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError } from '../errors.ts';
import { readForeign } from '../files/foreignFile.ts';
import { rightsHint } from '../files/rights.ts';
import { valueAt } from '../valueAt.ts';
import { isObject } from './shape.ts';

/** A profile of the ADK that holds a token. */
export type AdkProfile = {
  name: string;
  token: string;
  /** Normalised; null if bp-auth would not use this URL. */
  apiUrl: string | null;
  origin: string | null;
  workspaceId: string | null;
  workspaceName: string | null;
  botId: string | null;
  /** From the profile's metadata; not verified. */
  account: { id: string | null; email: string | null };
  /** ISO 8601; null if unknown. */
  createdAt: string | null;
};

export type AdkFile =
  | { type: 'missing'; path: string }
  /** `reason` ends the sentence "PATH cannot be used: …". */
  | { type: 'unusable'; path: string; reason: string }
  | {
      type: 'ok';
      path: string;
      text: string;
      profiles: readonly AdkProfile[];
      /** Names of all profiles in the file, including those without a token. */
      names: ReadonlySet<string>;
      currentProfile: string | null;
    };

export type UsableAdkFile = Extract<AdkFile, { type: 'ok' }>;

export const adkPath = (userHome: string) => join(userHome, '.adk', 'credentials');

/** Bytes: enough for thousands of profiles. */
export const adkLimit = 16 * 1024 * 1024;

/** The ADK's file as of now. Never throws. */
export function readAdkFile({ userHome }: Pick<Context, 'userHome'>): AdkFile {
  const path = adkPath(userHome);
  const file = readForeign(path, { limit: adkLimit });
  if (file.type === 'missing') return { type: 'missing', path };
  if (file.type === 'passed-over') return { type: 'unusable', path, reason: file.reason };
  // The ADK reads plain UTF-8 only, and our edits have to keep every other byte.
  if (file.encoding !== 'utf-8' || file.hasMark) {
    return { type: 'unusable', path, reason: 'it begins with a byte order mark, or is UTF-16' };
  }
  return parseAdkFile(file.text, path);
}

/** An ADK file with this text, parsed. Never throws. */
export function parseAdkFile(text: string, path: string): AdkFile {
  const unusable = (reason: string): AdkFile => ({ type: 'unusable', path, reason });
  if (holdsMoreThan(mostInFile, text))
    return unusable('it holds far more values than profiles need');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unusable(text.trim() === '' ? 'it is empty' : 'it is not valid JSON');
  }
  if (!isObject(value)) return unusable('it is not an object');
  const { profiles = {}, profileMetadata, currentProfile } = value;
  if (!isObject(profiles)) return unusable('its `profiles` is not an object');
  const metadata = isObject(profileMetadata) ? profileMetadata : {};
  return {
    type: 'ok',
    path,
    text,
    profiles: Object.entries(profiles).flatMap(([name, entry]) => {
      const about = valueAt(metadata, name);
      return profileOf(name, entry, isObject(about) ? about : {});
    }),
    names: new Set(Object.keys(profiles)),
    currentProfile: textOf(currentProfile),
  };
}

function profileOf(name: string, entry: unknown, about: Record<string, unknown>): AdkProfile[] {
  if (!isObject(entry)) return [];
  const token = textOf(entry.token);
  if (token === null) return [];
  const url = urlOf(entry.apiUrl);
  return [
    {
      name,
      token,
      apiUrl: url?.apiUrl ?? null,
      origin: url?.origin ?? null,
      workspaceId: textOf(entry.workspaceId),
      workspaceName: textOf(entry.workspaceName),
      botId: textOf(entry.botId),
      account: { id: textOf(about.accountId), email: textOf(about.email) },
      createdAt: textOf(about.createdAt),
    },
  ];
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

function urlOf(value: unknown): { apiUrl: string; origin: string } | null {
  try {
    return parseApiUrl(textOf(value) ?? defaultApiUrl);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return null;
  }
}

/** The error for an ADK file that exists but cannot be used. */
export function unusableAdk({ path, reason }: Extract<AdkFile, { type: 'unusable' }>): AppError {
  return new AppError('adk-unusable', `${path}, the ADK's credentials, cannot be used: ${reason}`, {
    hint: 'Repair the file, or move it away and log in with the ADK again; then run this again',
  });
}

/** The error for an ADK file that cannot be written. */
export function unwritableAdk(path: string, why: string): AppError {
  return new AppError(
    'adk-not-writable',
    `${path}, the ADK's credentials, cannot be written: ${why}`,
    {
      hint: rightsHint('Check the owner and mode of the file, then run this again'),
    },
  );
}

/** Names of the ADK's profiles as a list in a sentence. They may contain anything. */
export function adkNames(names: readonly string[]): string {
  const clean = names.map(cleanText);
  const last = clean.pop() ?? '';
  return clean.length === 0 ? last : `${clean.join(', ')} and ${last}`;
}

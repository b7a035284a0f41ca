// The contents of an import file: our export or config.json, or a file of bp or the ADK. Plain
// profiles only.
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import { holdsMoreThan, mostInFile } from '../botpress/jsonSize.ts';
import { cleanText } from '../botpress/text.ts';
import { type Advice, line, say } from '../commandLine.ts';
import { AppError, isAppError } from '../errors.ts';
import { plainProfile } from './importEntry.ts';
import type { ImportCandidate, SkippedEntry } from './importPlan.ts';
import { nameForWorkspace, nameProblem, tidyName } from './name.ts';
import { isObject } from './shape.ts';

/** The contents of a file. */
export type ImportReading = {
  candidates: ImportCandidate[];
  /** Entries that are not plain profiles. */
  skipped: SkippedEntry[];
  /** Other contents of the file, which are never imported, as sentences. */
  refused: Advice[];
  /** The ADK's current profile, by the name that the import gives it. */
  current?: string | null;
};

/** New names for profiles in the file: their name → our name. */
export type NewNames = ReadonlyMap<string, string>;

const importUnreadable = (message: string) =>
  new AppError('import-unreadable', message, {
    hint: 'Give an export of bp-auth, or a credentials file of bp or the ADK',
  });

/**
 * The profiles in a text: our export or config.json, bp's profiles.json or global.cache.json, the
 * ADK's credentials.
 * @param label the text's name in messages
 * @throws AppError `local`, quoting nothing of the text; `usage` for a bad new name
 */
export function readCandidates(
  text: string,
  label: string,
  newNames: NewNames = new Map(),
): ImportReading {
  if (holdsMoreThan(mostInFile, text)) {
    throw importUnreadable(
      `${label} holds far more values than profiles need; nothing was imported`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw importUnreadable(`${label} is not valid JSON; nothing was imported`);
  }
  const reading: ImportReading = {
    candidates: [],
    skipped: [],
    refused: refusedParts(value),
    current: currentIn(value, newNames),
  };
  const entries = entriesOf(value, label);
  requireNames(newNames, new Set(entries.map(([name]) => name)), label);
  const names = new Set<string>();
  for (const [name, entry] of entries) {
    const as = newNames.get(name) ?? tidyName(name);
    try {
      const profile = plainProfile(entry);
      const problem = nameProblem(as) ?? (names.has(as) ? 'is that of another entry, too' : null);
      if (problem === null) {
        names.add(as);
        reading.candidates.push({ name: as, profile, ...toldOf(value, name) });
      } else {
        const to = nameForWorkspace({ id: 'profile', name });
        const reason = `Its name ${problem}`;
        reading.skipped.push({ name: shownName(name), reason, rename: { from: name, to } });
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
      reading.skipped.push({ name: shownName(name), reason: error.message });
    }
  }
  return reading;
}

/** @throws AppError `usage` for a name that is not in the file, or that two profiles would get */
function requireNames(newNames: NewNames, names: ReadonlySet<string>, label: string): void {
  const taken = new Set([...names].filter(name => !newNames.has(name)));
  for (const [from, to] of newNames) {
    if (!names.has(from)) {
      throw new AppError('import-name-unknown', `${label} holds no profile ${shownName(from)}`, {
        hint: `It holds: ${[...names].map(shownName).join(', ')}`,
      });
    }
    if (taken.has(to)) {
      throw new AppError('import-name-taken', `Two of the profiles would be called ${to}`, {
        hint: 'Give each of them another name: --as OLD=NEW',
      });
    }
    taken.add(to);
  }
}

function currentIn(value: unknown, newNames: NewNames): string | null {
  if (!isObject(value) || typeof value.currentProfile !== 'string') return null;
  return newNames.get(value.currentProfile) ?? value.currentProfile;
}

/** The ADK's metadata about a profile. */
function toldOf(value: unknown, name: string): Pick<ImportCandidate, 'told'> {
  const metadata = isObject(value) && isObject(value.profileMetadata) ? value.profileMetadata : {};
  const about = Object.hasOwn(metadata, name) ? metadata[name] : null;
  if (!isObject(about)) return {};
  const { accountId, email, createdAt } = about;
  const isId = typeof accountId === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(accountId);
  const isEmail = typeof email === 'string' && /^\S{1,254}$/.test(cleanText(email));
  const time = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
  return {
    told: {
      ...(isId ? { accountId } : {}),
      ...(isEmail ? { accountEmail: cleanText(email) } : {}),
      ...(Number.isNaN(time) ? {} : { createdAt: new Date(time).toISOString() }),
    },
  };
}

function entriesOf(value: unknown, label: string): Array<[string, unknown]> {
  if (!isObject(value)) throw holdsNone(label);
  // bp's profiles.json may contain a profile called `profiles`.
  if (isObject(value.profiles) && typeof value.profiles.token !== 'string') {
    return Object.entries(value.profiles);
  }
  if (typeof value.token === 'string') {
    const name = typeof value.activeProfile === 'string' ? value.activeProfile : 'default';
    return [[name, { ...value, apiUrl: value.apiUrl ?? defaultApiUrl }]];
  }
  const entries = Object.entries(value);
  if (entries.some(([, entry]) => isObject(entry) && 'apiUrl' in entry)) return entries;
  throw holdsNone(label);
}

const holdsNone = (label: string) =>
  new AppError('import-empty', `${label} holds no profiles; nothing was imported`, {
    hint: 'Give an export of bp-auth, or a credentials file of bp or the ADK',
  });

function refusedParts(value: unknown): Advice[] {
  if (!isObject(value) || !isObject(value.profiles)) return [];
  const { directories, published } = value;
  return [
    ...(isObject(directories) && Object.keys(directories).length > 0
      ? [say`Directories are not imported: bind them here with \`${line('profiles', 'bind')}\``]
      : []),
    ...(isObject(published)
      ? ['`published` is not imported: it tells what the files of bp on the other machine hold']
      : []),
  ];
}

const shownName = (name: string) => cleanText(name).slice(0, 64) || '(no name)';

// The search for exposed tokens: which files are searched, and what is known about each hit.
import { setImmediate } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import { cancelled } from '../../errors.ts';
import {
  type FoundFile,
  fileKeyOf,
  filesBelow,
  isBelow,
  isUnread,
  type Looking,
  type RealPath,
  readPieces,
  realFile,
  type Unseen,
} from '../../files/walk.ts';
import {
  fingerprintOf,
  kindOfProfile,
  type StoredProfile,
  sourceOf,
} from '../../profiles/config.ts';
import { readState } from '../../profiles/store.ts';
import { fingerprint, kindOf, mask, type TokenKind } from '../../secrets/kind.ts';
import { type GitState, gitStates } from './git.ts';
import { type Located, located } from './lines.ts';
import { createScanner, type Found, type Sought } from './scan.ts';

export type Hit = {
  /** The path as it was found, perhaps through symlinks. */
  path: string;
  /** The path without symlinks. */
  real: RealPath;
  /** Counted from 1. */
  line: number;
  kind: TokenKind;
  fingerprint: string;
  /** The only form in which the token is shown. */
  masked: string;
  /** The profile that uses this token. */
  known: string | null;
  /** Null outside a repository, or if git cannot answer. */
  git: GitState | null;
};

type Counts = { filesRead: number; bytesRead: number };

export type Audit = Counts & {
  /** Sorted by path, then by line. */
  hits: Hit[];
  /** Whether there are more hits than are listed. */
  isCut: boolean;
  /** How many files were skipped; their content is unknown. */
  passedOver: number;
  /** The first few of the skipped files. */
  unseen: Unseen[];
};

/** `share` goes from 0 to 1. */
type Progress = Counts & { share: number };

export type AuditOptions = {
  /** Files and directories to search, including everything below them. */
  paths: readonly string[];
  /** Files to search if they exist. */
  known: readonly string[];
  /** Directories that may hold files to search, but could not be listed. */
  unlisted: readonly Unseen[];
  /** Files that are supposed to hold tokens: never reported, whatever path leads to them. */
  except: readonly string[];
  onProgress?: (progress: Progress) => void;
};

/** How many hits and skipped files are kept, so that memory stays bounded. */
const most = { perFile: 1000, all: 10_000, unseen: 100 };

/** Milliseconds of work before Ctrl+C is checked and progress is drawn. */
const slice = 30;

/**
 * Searches for the tokens stored in config.json, and for texts that have a known prefix and look
 * like a token. Opens no keychain and runs no token command. Holds one piece of one file in memory
 * at a time.
 * @throws AppError `cancelled`
 */
export async function auditFiles(ctx: Context, options: AuditOptions): Promise<Audit> {
  const { profiles } = readState(ctx).config;
  const sought = { stored: new Set(Object.values(profiles).flatMap(tokenInFile)) };
  const names = namesByFingerprint(profiles);
  const counts: Counts = { filesRead: 0, bytesRead: 0 };
  const hits: Hit[] = [];
  const unseen: Unseen[] = [];
  const done = new Set(options.except.map(realFile));
  const roots = rootsOf(options.paths);
  let passedOver = 0;
  const looking: Looking = {
    passOver(path, reason) {
      passedOver++;
      if (unseen.length < most.unseen) unseen.push({ path, reason });
    },
    isSeen: real => done.has(real) || roots.some(root => isBelow(root.real, real)),
  };
  for (const { path, reason } of options.unlisted) looking.passOver(path, reason);
  let isCut = false;
  let share = 0;
  let pausedAt = ctx.now();
  const pause = async () => {
    if (ctx.now() - pausedAt < slice) return;
    options.onProgress?.({ ...counts, share });
    await setImmediate();
    if (ctx.signal.aborted) throw cancelled();
    pausedAt = ctx.now();
  };
  for (const file of filesOf(options.known, roots, looking)) {
    const key = fileKeyOf(file.real);
    if (!done.has(key)) {
      // Only files of `known` can come twice, and only they have no share in the progress: a tree
      // contains each file once.
      if (file.share === 0) done.add(key);
      const room = Math.min(most.perFile, most.all - hits.length);
      try {
        const found = await tokensIn(file, sought, room, counts, pause);
        isCut ||= found.length > room;
        const kept = found.slice(0, room);
        const lines = kept.length === 0 ? [] : located(file.real, kept);
        for (const one of lines) hits.push(hitOf(file, one, profiles, names));
      } catch (error) {
        // A file that disappears or becomes unreadable is expected; anything else is a bug, or
        // Ctrl+C.
        if (!isUnread(error)) throw error;
        if (error.type === 'passed-over') looking.passOver(file.path, error.reason);
      }
    }
    share += file.share;
    await pause();
  }
  // Only files whose name is valid text can be given to git.
  const named = hits.flatMap(({ real }) => (typeof real === 'string' ? [real] : []));
  const states = await gitStates(ctx, [...new Set(named)]);
  const judged = hits.map(hit => ({
    ...hit,
    git: typeof hit.real === 'string' ? (states.get(hit.real) ?? null) : null,
  }));
  judged.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
  return { ...counts, hits: judged, isCut, passedOver, unseen };
}

type NamedRoot = { path: string; real: string };

/**
 * The directories and files to search. One below another is left out: the search of the other
 * includes it.
 */
function rootsOf(paths: readonly string[]): NamedRoot[] {
  const all = paths.map((path): NamedRoot => ({ path, real: realFile(path) }));
  return all.filter(({ real }, at) =>
    all.every(
      (other, n) => n === at || !isBelow(other.real, real) || (other.real === real && n > at),
    ),
  );
}

function* filesOf(
  known: readonly string[],
  roots: readonly NamedRoot[],
  looking: Looking,
): Generator<FoundFile> {
  for (const path of known) yield* filesBelow({ path, share: 0, isNamed: false }, looking);
  for (const { path } of roots) {
    yield* filesBelow({ path, share: 1 / roots.length, isNamed: true }, looking);
  }
}

/**
 * The tokens of one file; reading stops once there are more than `room`.
 * @throws Unread
 */
async function tokensIn(
  { real }: FoundFile,
  sought: Sought,
  room: number,
  counts: Counts,
  pause: () => Promise<void>,
): Promise<Found[]> {
  const found: Found[] = [];
  const reading = readPieces(real);
  const scanner = createScanner(sought);
  for (const piece of reading.pieces) {
    found.push(...scanner.feed(piece));
    counts.bytesRead += reading.takeCount();
    if (found.length > room) break;
    await pause();
  }
  counts.bytesRead += reading.takeCount();
  found.push(...scanner.end());
  counts.filesRead++;
  return found;
}

type Profiles = Readonly<Record<string, StoredProfile>>;

const tokenInFile = (profile: StoredProfile) =>
  profile.token && sourceOf(profile).kind === 'file' ? [profile.token] : [];

/** Keychains are not opened; their tokens are known by fingerprint. */
function namesByFingerprint(profiles: Profiles): Map<string, string> {
  const names = Object.entries(profiles).flatMap(([name, profile]) => {
    const print = fingerprintOf(profile);
    return print === null ? [] : [[print, name] as const];
  });
  return new Map(names.reverse());
}

function hitOf(
  { path, real }: FoundFile,
  { token, line }: Located,
  profiles: Profiles,
  names: ReadonlyMap<string, string>,
): Hit {
  const print = fingerprint(token);
  const known = names.get(print) ?? null;
  const profile = known === null ? undefined : profiles[known];
  const byPrefix = kindOf(token);
  const kind = byPrefix === 'unknown' && profile ? kindOfProfile(profile) : byPrefix;
  return { path, real, line, kind, fingerprint: print, masked: mask(token), known, git: null };
}

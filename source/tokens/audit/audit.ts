// The search for tokens that lie in the open: which files, and what is known about what they hold.
import { setImmediate } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import { cancelled } from '../../errors.ts';
import { kindOfProfile, type StoredProfile, sourceOf } from '../../profiles/config.ts';
import { fingerprintOf } from '../../profiles/manage.ts';
import { readState } from '../../profiles/store.ts';
import { fingerprint, kindOf, mask, type TokenKind } from '../kind.ts';
import { filesBelow, readPieces, type SkippedFiles } from './files.ts';
import { type GitState, gitStates } from './git.ts';
import { type Located, located } from './lines.ts';
import { createScanner, type Found, type Sought } from './scan.ts';

export type Hit = {
  path: string;
  /** Counted from 1. */
  line: number;
  kind: TokenKind;
  fingerprint: string;
  /** The only way it is shown. */
  masked: string;
  /** The profile whose token it is. */
  known: string | null;
  /** Null outside of a repository, or without git. */
  git: GitState | null;
};

export type Counts = { filesRead: number; bytesRead: number; binaries: number };

export type Audit = Counts & {
  /** By path, then line. */
  hits: Hit[];
  /** Whether there are more than are listed. */
  isCut: boolean;
  skipped: SkippedFiles;
};

/** `share` goes from 0 to 1. */
export type Progress = Counts & { share: number };

export type AuditOptions = {
  /** Looked through with all that is below them. */
  paths: readonly string[];
  /** Files that are looked into where they exist, binary or not. */
  known: readonly string[];
  /** Files that are passed over. */
  except: readonly string[];
  onProgress?: (progress: Progress) => void;
};

/** Hits that are kept, so that memory stays bounded whatever is found. */
const most = { perFile: 1000, all: 10_000 };

/** Milliseconds of work between two moments in which Ctrl+C is heard and progress is drawn. */
const slice = 30;

/**
 * Looks for tokens: those stored in config.json, and whatever has one of the prefixes and looks like one.
 * No keychain is opened and no command run. One piece of one file is in memory at a time.
 * @throws AppError cancelled
 */
export async function auditFiles(ctx: Context, options: AuditOptions): Promise<Audit> {
  const { profiles } = readState(ctx).config;
  const sought = { stored: new Set(Object.values(profiles).flatMap(tokenInFile)) };
  const names = namesByFingerprint(profiles);
  const skipped: SkippedFiles = { symlinks: 0, unreadable: 0 };
  const counts: Counts = { filesRead: 0, bytesRead: 0, binaries: 0 };
  const hits: Hit[] = [];
  const done = new Set(options.except);
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
  for (const file of filesOf(options, skipped)) {
    const { path, asText } = file;
    if (!done.has(path)) {
      if (asText) done.add(path);
      const room = Math.min(most.perFile, most.all - hits.length);
      try {
        const found = await tokensIn(file, sought, room, counts, pause);
        isCut ||= found.length > room;
        const kept = found.slice(0, room);
        const lines = kept.length === 0 ? [] : located(path, asText, kept);
        for (const one of lines) hits.push(hitOf(path, one, profiles, names));
      } catch (error) {
        requireFileError(error);
        skipped.unreadable++;
      }
    }
    share += file.share;
    await pause();
  }
  const states = await gitStates(ctx, [...new Set(hits.map(({ path }) => path))]);
  const judged = hits.map(hit => ({ ...hit, git: states.get(hit.path) ?? null }));
  judged.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
  return { ...counts, hits: judged, isCut, skipped };
}

type FileToRead = { path: string; share: number; asText: boolean };

function* filesOf({ known, paths }: AuditOptions, skipped: SkippedFiles): Generator<FileToRead> {
  // A known place that does not exist is nothing to speak of.
  const uncounted: SkippedFiles = { symlinks: 0, unreadable: 0 };
  for (const place of known) {
    for (const file of filesBelow(place, 0, uncounted)) yield { ...file, asText: true };
  }
  for (const root of paths) {
    for (const file of filesBelow(root, 1 / paths.length, skipped)) {
      yield { ...file, asText: false };
    }
  }
}

/** What one file holds; at most a piece's worth more than there is room for. @throws Node's error */
async function tokensIn(
  { path, asText }: FileToRead,
  sought: Sought,
  room: number,
  counts: Counts,
  pause: () => Promise<void>,
): Promise<Found[]> {
  const found: Found[] = [];
  const reading = readPieces(path, asText);
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
  if (reading.isBinary()) counts.binaries++;
  return found;
}

/** A file that goes or closes while it is read is passed over; anything else is a bug, or Ctrl+C. */
function requireFileError(error: unknown): void {
  if (error instanceof Error && 'syscall' in error) return;
  throw error;
}

type Profiles = Readonly<Record<string, StoredProfile>>;

const tokenInFile = (profile: StoredProfile) =>
  profile.token && sourceOf(profile).kind === 'file' ? [profile.token] : [];

/** Keychains are not opened; what they hold is known by its fingerprint. */
function namesByFingerprint(profiles: Profiles): Map<string, string> {
  const names = Object.entries(profiles).flatMap(([name, profile]) => {
    const print = fingerprintOf(profile);
    return print === null ? [] : [[print, name] as const];
  });
  return new Map(names.reverse());
}

function hitOf(
  path: string,
  { token, line }: Located,
  profiles: Profiles,
  names: ReadonlyMap<string, string>,
): Hit {
  const print = fingerprint(token);
  const known = names.get(print) ?? null;
  const profile = known === null ? undefined : profiles[known];
  const byPrefix = kindOf(token);
  const kind = byPrefix === 'unknown' && profile ? kindOfProfile(profile) : byPrefix;
  return { path, line, kind, fingerprint: print, masked: mask(token), known, git: null };
}

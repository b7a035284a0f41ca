// The contents of bp-auth's home, examined without changes.
import { basename, dirname } from 'node:path';
import { systemCode } from '../errors.ts';
import { namesIn } from '../files/names.ts';
import { realOrSame, statOf } from '../files/stat.ts';
import {
  filesBelow,
  isBelow,
  isUnread,
  type RealPath,
  readPieces,
  realFile,
  type Unseen,
} from '../files/walk.ts';
import { bpCachePath, bpProfilesPath } from '../profiles/bpFiles.ts';
import { configPath, goodCopyOf } from '../profiles/configFile.ts';
import { leftOversOf } from '../profiles/leftOvers.ts';
import { targetOf } from '../profiles/linkTarget.ts';
import { ownId } from '../system.ts';

export type HomeEntry = {
  path: string;
  /** Permission bits. */
  mode: number;
  isMine: boolean;
};

export type HomeFacts = {
  path: string;
  /** Null if the directory does not exist or cannot be examined. */
  directory: HomeEntry | null;
  /** The first thing that cannot be examined, such as `/root (EACCES)`; null if everything can. */
  hidden: string | null;
  /** The files with credentials: ours and bp's. */
  files: HomeEntry[];
  /** Files that killed processes left beside the files with credentials. */
  leftOvers: string[];
};

/** The contents of bp-auth's home, with symlinks resolved so that each file has one name. */
export function lookAtHome(home: string): HomeFacts {
  const path = realOrSame(home);
  const credentials = credentialPaths(path);
  const hidden: string[] = [];
  orHidden(hidden, path, () => namesIn(path));
  const entryOf = (path: string) => orHidden(hidden, path, () => lookAt(path));
  const beside = (file: string) => orHidden(hidden, dirname(file), () => leftOversOf(file)) ?? [];
  const leftOvers = [...new Set(credentials.flatMap(beside))];
  return {
    path,
    directory: entryOf(path),
    files: credentials.map(entryOf).filter(entry => entry !== null),
    leftOvers,
    hidden: hidden[0] ?? null,
  };
}

/**
 * The files with credentials: config.json (as it is named, and as the target of a symlink), its
 * good copy, and bp's files.
 */
export function credentialPaths(path: string): string[] {
  const home = realOrSame(path);
  const config = resolved(configPath(home));
  const paths = [
    config,
    goodCopyOf(config),
    configPath(home),
    bpProfilesPath(home),
    bpCachePath(home),
  ];
  return [...new Set(paths)];
}

export type Copies = {
  /** Files that contain the text that was looked for. */
  paths: string[];
  /** Places that could not be read. */
  unseen: Unseen[];
};

/**
 * The most files in bp-auth's home that are searched: some people use their whole user directory as
 * that home.
 */
const most = 1000;

/**
 * The files below the home that contain `text`. Credential files, left-overs and locks are not
 * searched.
 */
export function copiesBelow({ path, leftOvers }: HomeFacts, text: string): Copies {
  const credentials = credentialPaths(path);
  const known = new Set<RealPath>([...credentials, ...credentials.map(realFile), ...leftOvers]);
  const unseen: Unseen[] = [];
  const paths: string[] = [];
  const passOver = (path: string, reason: string) => void unseen.push({ path, reason });
  const looking = { passOver, isSeen: (real: string) => known.has(real) || isBelow(path, real) };
  let count = 0;
  for (const file of filesBelow({ path, share: 0, isNamed: true }, looking)) {
    if (known.has(file.real) || isLock(file.path, credentials)) continue;
    if (count++ === most) {
      passOver(path, `it has more than ${most} files`);
      break;
    }
    try {
      if (holds(file.real, text)) paths.push(file.path);
    } catch (error) {
      if (!isUnread(error)) throw error;
      if (error.type === 'passed-over') passOver(file.path, error.reason);
    }
  }
  return { paths: paths.sort(), unseen };
}

/** @throws Unread */
function holds(real: RealPath, text: string): boolean {
  let end = '';
  for (const piece of readPieces(real).pieces) {
    const joined = end + piece;
    if (joined.includes(text)) return true;
    end = joined.slice(-text.length);
  }
  return false;
}

/**
 * Files beside a file that processes left there when they were killed; empty if the directory
 * cannot be read.
 */
export function leftOversBeside(file: string): string[] {
  try {
    return leftOversOf(file);
  } catch {
    return [];
  }
}

function resolved(path: string): string {
  try {
    return targetOf(path);
  } catch {
    return path;
  }
}

/**
 * Null if the path does not exist or cannot be examined. A path that cannot be examined is added to
 * `hidden`.
 */
function orHidden<Value>(hidden: string[], path: string, look: () => Value): Value | null {
  try {
    return look();
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'ENOENT') hidden.push(`${path} (${code})`);
    return null;
  }
}

function lookAt(path: string): HomeEntry {
  const { mode, uid } = statOf(path);
  const own = ownId();
  return { path, mode: mode & 0o777, isMine: own === null || uid === own };
}

function isLock(path: string, files: readonly string[]): boolean {
  return files.some(file => basename(path).startsWith(`${basename(file)}.lock`));
}

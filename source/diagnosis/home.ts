// What lies in the home directory, looked at without changing anything.
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
  /** Null while there is no directory, and where it is hidden. */
  directory: HomeEntry | null;
  /** Why something here cannot be looked at, such as `/root (EACCES)`; null where all can. */
  hidden: string | null;
  /** The files that hold credentials: ours and bp's. */
  files: HomeEntry[];
  /** What processes that died left beside them. */
  leftOvers: string[];
};

/** What lies in the home directory, symlinks to it resolved: one file has one name here. */
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

/** config.json and its good copy where a symlink leads, and bp's files. */
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
  /** Files that hold it. */
  paths: string[];
  /** Where nobody could look. */
  unseen: Unseen[];
};

/** Files below a home that are looked into, at most: somebody may have given all of theirs. */
const most = 1000;

/** Where below the home a text lies, beside the files that credentials are kept in. */
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

/** What killed processes left beside a file; nothing where its directory cannot be read. */
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

/** Null for what is not there; what there is and cannot be looked at is noted. */
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

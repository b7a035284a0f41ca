// What lies in the home directory, looked at without changing anything.
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { systemCode } from '../errors.ts';
import { readBytes } from '../files/foreignFile.ts';
import { ownId } from '../files/owners.ts';
import { statOrNull } from '../files/stat.ts';
import { bpCachePath, bpProfilesPath } from '../profiles/bpFiles.ts';
import { configPath, goodCopyOf } from '../profiles/configFile.ts';
import { leftOversOf, targetOf } from '../profiles/guardedWrite.ts';

export type Entry = {
  path: string;
  /** Permission bits. */
  mode: number;
  isMine: boolean;
};

export type HomeFacts = {
  path: string;
  /** Null while there is no directory, and where it is hidden. */
  directory: Entry | null;
  /** Why something here cannot be looked at, such as `/root (EACCES)`; null where all can. */
  hidden: string | null;
  /** The files that hold credentials: ours and bp's. */
  files: Entry[];
  /** What processes that died left beside them. */
  leftOvers: string[];
  /** Other files of the directory, small enough to be looked into. */
  others: string[];
};

const largest = 1_000_000;

/** What lies in the home directory, symlinks to it resolved: one file has one name here. */
export function lookAtHome(home: string): HomeFacts {
  const path = realOf(home);
  const credentials = credentialPaths(path);
  const hidden: string[] = [];
  const names = orHidden(hidden, path, () => readdirSync(path).sort()) ?? [];
  const entryOf = (path: string) => orHidden(hidden, path, () => lookAt(path));
  const leftOvers = [...new Set(credentials.flatMap(leftOversBeside))];
  const known = new Set([...credentials, ...leftOvers]);
  const others = names.map(name => join(path, name)).filter(file => !known.has(file));
  return {
    path,
    directory: entryOf(path),
    files: credentials.map(entryOf).filter(entry => entry !== null),
    leftOvers,
    others: others.filter(file => !isLock(file, credentials) && isSmall(file)),
    hidden: hidden[0] ?? null,
  };
}

/** config.json and its good copy where a symlink leads, and bp's files. */
export function credentialPaths(path: string): string[] {
  const home = realOf(path);
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

/** Whether a file holds this text. */
export function holds(path: string, text: string): boolean {
  const file = readBytes(path, { limit: largest });
  return file.type === 'bytes' && file.bytes.includes(text);
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

function realOf(path: string): string {
  try {
    return realpathSync(path);
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

function lookAt(path: string): Entry {
  const { mode, uid } = statSync(path);
  const own = ownId();
  return { path, mode: mode & 0o777, isMine: own === null || uid === own };
}

function isLock(path: string, files: readonly string[]): boolean {
  return files.some(file => basename(path).startsWith(`${basename(file)}.lock`));
}

function isSmall(path: string): boolean {
  const found = statOrNull(path);
  return found?.isFile() === true && found.size <= largest;
}

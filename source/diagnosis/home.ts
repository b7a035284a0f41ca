// Owns looking at the home directory and what lies in it, without changing anything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { bpCachePath, bpProfilesPath } from '../profiles/bpFiles.ts';
import { configPath, goodCopyOf } from '../profiles/configFile.ts';
import { leftOversOf, targetOf } from '../profiles/guardedWrite.ts';

export type Entry = {
  path: string;
  /** Permission bits. */
  mode: number;
  isMine: boolean;
};

export type Home = {
  path: string;
  /** Null while there is no directory. */
  directory: Entry | null;
  /** The files that hold credentials: ours and bp's. */
  files: Entry[];
  /** What processes that died left beside them. */
  leftOvers: string[];
  /** Other files of the directory, small enough to be looked into. */
  others: string[];
};

const largest = 1_000_000;

/** What lies in the home directory. What cannot be looked at is left out; reading config.json says why. */
export function lookAtHome(path: string): Home {
  const credentials = credentialPaths(path);
  const names = listDirectory(path).map(name => join(path, name));
  const leftOvers = [...new Set(credentials.flatMap(leftOversBeside))];
  const known = new Set([...credentials, ...leftOvers]);
  return {
    path,
    directory: entryOf(path),
    files: credentials.map(entryOf).filter(entry => entry !== null),
    leftOvers,
    others: names.filter(file => !known.has(file) && !isLock(file, credentials) && isSmall(file)),
  };
}

/** config.json and its good copy where a symlink leads, and bp's files. */
export function credentialPaths(home: string): string[] {
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
  try {
    return readFileSync(path, 'utf8').includes(text);
  } catch {
    return false;
  }
}

function leftOversBeside(file: string): string[] {
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

function listDirectory(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}

function entryOf(path: string): Entry | null {
  try {
    const { mode, uid } = statSync(path);
    const own = userInfo().uid;
    return { path, mode: mode & 0o777, isMine: own === -1 || uid === own };
  } catch {
    return null;
  }
}

function isLock(path: string, files: readonly string[]): boolean {
  return files.some(file => basename(path).startsWith(`${basename(file)}.lock`));
}

function isSmall(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= largest;
}

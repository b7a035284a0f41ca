// Whose a place on the disk is, for telling people why it is closed to them.
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { ownId } from '../system.ts';

/** A name where the system lists the user, as many containers do not. */
export function userName(uid: number): string {
  if (uid === ownId()) {
    try {
      return userInfo().username;
    } catch {
      return `user ${uid}`;
    }
  }
  return nameListed(uid) ?? (uid === 0 ? 'root' : `user ${uid}`);
}

function nameListed(uid: number): string | null {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find(line => line.split(':')[2] === String(uid));
    return line?.split(':')[0] || null;
  } catch {
    return null;
  }
}

export type Stranger = {
  /** What is theirs: the path asked for, or the nearest directory above it that can be looked at. */
  path: string;
  /** Their name. */
  owner: string;
  /** Whether the directory that it lies in is our own: then it was ours, and `sudo` left it so. */
  inOurs: boolean;
};

/** Who keeps us out of a place; null where it is our own, or that cannot be told. */
export function strangerAt(path: string): Stranger | null {
  const own = ownId();
  if (own === null) return null;
  for (let place = path; ; place = dirname(place)) {
    const owner = ownerOf(place);
    if (owner === own) return null;
    if (owner !== null) {
      return { path: place, owner: userName(owner), inOurs: ownerOf(dirname(place)) === own };
    }
    if (place === dirname(place)) return null;
  }
}

function ownerOf(path: string): number | null {
  try {
    return statSync(path).uid;
  } catch {
    return null;
  }
}

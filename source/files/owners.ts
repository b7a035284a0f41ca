// The owner of a path, to tell people why it is closed to them.
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { ownId } from '../system.ts';

/** A user's name; the number if the system does not list it, as in many containers. */
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
  /**
   * The path that belongs to another user: the given one, or its nearest parent that can be
   * examined.
   */
  path: string;
  /** The owner's name. */
  owner: string;
  /** Whether the parent directory is ours: then `sudo` probably left the file there. */
  inOurs: boolean;
};

/**
 * The other user who keeps us out of a path; null if the path is our own, or its owner is not
 * known.
 */
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

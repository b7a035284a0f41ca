// A home that belongs to another user, as with `sudo -E` and `docker run --user`: the owner, and
// what to do.
import { quote } from '../commandLine.ts';
import { AppError } from '../errors.ts';
import { type Stranger, strangerAt, userName } from '../files/owners.ts';
import { ownId, systemPlatform } from '../system.ts';

/**
 * @returns the error if a path is closed to us because it belongs to another user; otherwise null
 */
export function closedToUs(path: string, code: string, what: string): AppError | null {
  if (code !== 'EACCES' && code !== 'EPERM') return null;
  const stranger = strangerAt(path);
  if (stranger === null) return null;
  const us = userName(ownId() ?? 0);
  return new AppError(
    'home-foreign',
    `${what}: ${stranger.path} belongs to ${stranger.owner}, and you are ${us}`,
    { hint: hintFor(stranger) },
  );
}

function hintFor({ path, inOurs }: Stranger): string {
  if (inOurs)
    return `Take it back: sudo chown -R "$(id -u)" ${quote(path, { platform: systemPlatform })}`;
  return 'Set HOME to your own home, or BP_BOTPRESS_HOME to a directory of yours. If BP_TOKEN and BP_WORKSPACE_ID are set, bp-auth needs no home';
}

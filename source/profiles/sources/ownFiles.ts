// Whether others can write config.json, whose token commands we run.
import { dirname } from 'node:path';
import type { Context } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { realOrSame, statOrNull } from '../../files/stat.ts';
import { isBelow } from '../../files/walk.ts';
import { ownId } from '../../system.ts';
import { configPath } from '../configFile.ts';

/**
 * Refuses a config that others can write or that belongs to another user. Windows has no modes that
 * show this. There the config has to be in the user's own directory, which is private
 * (docs/platforms.md).
 * @throws AppError `local`
 */
export function requireOwnFiles(ctx: Context): void {
  if (ctx.platform === 'win32') requireInProfile(ctx);
  else requireNarrow(ctx);
}

function requireNarrow(ctx: Context): void {
  const uid = ownId();
  for (const path of decidingPaths(ctx.botpressHome)) {
    const found = statOrNull(path);
    if (found === null) continue;
    if (found.uid !== uid) {
      throw refused(
        `${path} belongs to another user`,
        'Check who owns it; if it should be yours, make yourself its owner with chown',
      );
    }
    if ((found.mode & 0o022) !== 0) {
      throw refused(`${path} can be written by others`, `Close it: chmod go-w '${path}'`);
    }
  }
}

function requireInProfile({ botpressHome, userHome }: Context): void {
  const own = realOrSame(userHome);
  for (const path of decidingPaths(botpressHome)) {
    if (isBelow(own, realOrSame(path))) continue;
    throw refused(
      `${path} is not in your user directory, so others may be able to write it`,
      'Keep the home of bp-auth in your user directory, or log in again with --store file or keychain',
    );
  }
}

/** config.json and its directory; for a symlink, also its target and the target's directory. */
function decidingPaths(home: string): Set<string> {
  const path = configPath(home);
  const target = realOrSame(path);
  return new Set([home, path, dirname(target), target]);
}

const refused = (why: string, hint: string) =>
  new AppError(
    'config-not-ours',
    `${why}: bp-auth does not run the commands that config.json names`,
    { hint },
  );

// Owns the one way to read and to change what is stored: config.json, and bp's files in step with it.
import { constants, copyFileSync, rmSync } from 'node:fs';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { type BpFiles, fingerprintsOf, readBpFiles } from './bpFiles.ts';
import { type Config, configVersion } from './config.ts';
import { type ConfigFile, configPath, goodCopyOf, readConfigFile } from './configFile.ts';
import {
  type Conf,
  prepareDirectory,
  refuseSymlink,
  replaceTogether,
  sweep,
  targetOf,
} from './guardedWrite.ts';
import { type Lock, takeLock } from './lock.ts';
import { publication } from './publish.ts';
import { type Notice, reconcile } from './reconcile.ts';

export type State = {
  /** Merged with what bp changed since our last write. */
  config: Config;
  /** What bp did, and what it means. */
  notices: Notice[];
  /** Profiles that we do not understand: name → raw value. */
  broken: Record<string, unknown>;
  bp: BpFiles;
};

/** What is stored, as of now. Writes nothing. @throws AppError local */
export function readState(ctx: Context): State {
  return merge(ctx, readConfigFile(ctx.botpressHome));
}

function merge(ctx: Context, file: ConfigFile): State {
  const bp = readBpFiles(ctx.botpressHome);
  return { ...reconcile(file.config, bp, ctx.randomId), broken: file.broken, bp };
}

export type ChangeOptions = {
  /** Broken profiles to forget along with the change. */
  forget?: readonly string[];
};

/**
 * Changes what is stored: lock → read again → apply → write → verify → publish → release.
 * `change` is pure and gets the config as it is under the lock; what it throws changes nothing.
 * @throws AppError local
 */
export async function changeState(
  ctx: Context,
  command: string,
  change: (config: Config) => Config,
  options: ChangeOptions = {},
): Promise<State> {
  const { default: Conf } = await import('conf');
  const home = ctx.botpressHome;
  prepareDirectory(home);
  const path = targetOf(configPath(home));
  const lock = await takeLock(ctx, path, `bp-auth ${command}`);
  try {
    sweep(path);
    const file = readConfigFile(home);
    refuseNewer(file.config);
    const { config, broken, bp } = merge(ctx, file);
    const next = change(config);
    const kept = Object.entries(broken).filter(([name]) => !options.forget?.includes(name));
    writeAll({ Conf, lock, home, path, bp }, next, Object.fromEntries(kept));
  } finally {
    lock.release();
  }
  return readState(ctx);
}

function refuseNewer(config: Config): void {
  if (config.version <= configVersion) return;
  throw new AppError('local', 'config.json was written by a newer bp-auth and can only be read', {
    hint: 'Update bp-auth: npm install --global bp-auth@latest',
  });
}

type Writing = { Conf: Conf; lock: Lock; home: string; path: string; bp: BpFiles };

/**
 * Config first, then bp's files. A process that dies in between leaves `publishing`: what bp's files
 * held before. By it the next run tells an unfinished publication of ours from a change that bp made.
 */
function writeAll(writing: Writing, config: Config, broken: Record<string, unknown>): void {
  const { Conf, lock, home, path, bp } = writing;
  const { writes, published, setAside } = publication(config, bp, home);
  const { publishing: _, ...settled } = { ...config, published };
  const aside = { ...config.setAside, ...setAside };
  settled.setAside = Object.keys(aside).length > 0 ? aside : undefined;
  const json = (content: object) => ourJson(content, broken);
  const targets = writes.map(({ path, text }) => ({ path: targetOf(path), text }));
  for (const target of targets) sweep(target.path);

  // The copy is never older than the file: a token that was just removed must not lie in it.
  const good = goodCopyOf(path);
  refuseSymlink(good);
  rmSync(good, { force: true });
  const paths = [path, ...targets.map(target => target.path)];
  replaceTogether(Conf, paths, lock.requireOwnership, write => {
    if (targets.length > 0) write(path, json({ ...settled, publishing: fingerprintsOf(bp) }));
    for (const target of targets) write(target.path, target.text);
    write(path, json(settled));
  });
  try {
    copyFileSync(path, good, constants.COPYFILE_EXCL);
  } catch {
    // The change itself is safe; half a copy is worse than none.
    rmSync(good, { force: true });
  }
}

function ourJson(content: object, broken: Record<string, unknown>): string {
  const config = content as Config;
  return `${JSON.stringify({ ...config, profiles: { ...broken, ...config.profiles } }, null, 2)}\n`;
}

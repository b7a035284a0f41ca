// The writer: which content goes into which file, in an order that survives a kill at any point.
import { basename, dirname, join } from 'node:path';
import type { Context } from '../context.ts';
import { readForeign } from '../files/foreignFile.ts';
import { namesIn } from '../files/names.ts';
import { statOrNull } from '../files/stat.ts';
import { bpCachePath, bpProfilesPath } from './bpFiles.ts';
import { comparable, valuesStep } from './confFile.ts';
import { type Config, configKeys, configVersion } from './config.ts';
import { configPath, goodCopyOf, largestHomeFile, newerConfig } from './configFile.ts';
import { type Guard, takeSteps, textStep, type WriteStep } from './guardedWrite.ts';
import { narrowMode, prepareDirectory } from './homeDirectory.ts';
import { removeLeftOvers } from './leftOvers.ts';
import { targetOf } from './linkTarget.ts';
import { type Conf, loadConf } from './loadConf.ts';
import { takeLock } from './lock.ts';
import { freeName } from './name.ts';
import { publication } from './publish.ts';
import type { Settled, Settling } from './settling.ts';
import type { ChangeOptions, State } from './store.ts';
import { type Suspension, watchSuspension } from './suspension.ts';
import { entriesWithoutTokens, holdsToken, tokensIn } from './tokensIn.ts';

type Forget = NonNullable<ChangeOptions['forget']>;

export type Writing = {
  /**
   * @returns changes that bp had made and that this write undid
   * @throws AppError `local`; whatever `change` throws. After an error nothing has changed, unless
   * the error says otherwise
   */
  write(
    before: State,
    change: (config: Config, broken: State['broken']) => Config,
    forget: Forget,
    settling: Settling,
  ): Settled[];
  /** Whether a file was replaced already. */
  hasReplaced(): boolean;
  /** Whether this process was suspended while it had the lock. */
  wasSuspended: Suspension['wasSuspended'];
  close(): void;
};

/**
 * Takes the lock.
 * @param long whether the write may take seconds; with large files this is assumed in any case
 * @throws AppError `local`, `cancelled`
 */
export async function openForWriting(
  ctx: Context,
  command: string,
  long: boolean,
): Promise<Writing> {
  const Conf = await loadConf();
  const { botpressHome: home } = ctx;
  prepareDirectory(home);
  const targets = targetsOf(home);
  const lock = await takeLock(ctx, targets.config, command);
  if (long || targets.all.some(isLarge)) lock.keepAlive();
  const suspension = watchSuspension();
  let replaced = false;
  const guard = {
    ...lock,
    replaced() {
      replaced = true;
    },
  };
  return {
    write(before, change, forget, settling) {
      for (const target of targets.all) removeLeftOvers(target);
      refuseNewer(before.config);
      const after = change(before.config, before.broken);
      return writeAll({ Conf, guard, targets, home, forget, settling }, before, after);
    },
    hasReplaced: () => replaced,
    wasSuspended: suspension.wasSuspended,
    close() {
      suspension.end();
      lock.release();
    },
  };
}

/** True from a few hundred profiles on. */
const isLarge = (file: string) => (statOrNull(file)?.size ?? 0) > 250_000;

function refuseNewer(config: Config): void {
  if (config.version <= configVersion) return;
  throw newerConfig('config.json was written by a newer bp-auth and can only be read');
}

export type Targets = {
  config: string;
  good: string;
  /** All files that we write. */
  all: string[];
};

/**
 * The real paths of all files, symlinks resolved.
 * @throws AppError `local` for a dangling symlink
 */
export function targetsOf(home: string): Targets {
  const config = targetOf(configPath(home));
  const good = goodCopyOf(config);
  return {
    config,
    good,
    all: [config, good, targetOf(bpProfilesPath(home)), targetOf(bpCachePath(home))],
  };
}

type Tools = {
  Conf: Conf;
  guard: Omit<Guard, 'clear'>;
  targets: Targets;
  home: string;
  forget: Forget;
  settling: Settling;
};

/**
 * Writes config.json, then bp's files. Until bp's files are written, config.json has `publishing`:
 * the fingerprints of what bp's files contained before. After a kill, the next run needs them to
 * tell our unfinished publication from a change by bp. The good copy of config.json is removed
 * first and written last, because it must never contain a token that was just removed.
 */
function writeAll(tools: Tools, before: State, after: Config): Settled[] {
  const { Conf, guard, targets, home, forget, settling } = tools;
  const broken = forget === 'everything' ? {} : withoutNames(before.broken, forget);
  const gone = goneTokens(before, after, broken, forget === 'everything');
  const { writes, published, publishing, settled, setAside } = publication({
    config: after,
    before: before.config,
    notices: before.notices,
    settling,
    brokenBefore: new Set(Object.keys(before.broken)),
    broken: new Set(Object.keys(broken)),
    bp: before.bp,
    gone,
    home,
  });
  const replaced = Object.entries(broken).filter(([name]) => Object.hasOwn(after.profiles, name));
  const aside =
    forget === 'everything' ? {} : put(after.setAside ?? {}, [...setAside, ...replaced]);
  const { publishing: _, ...rest } = after;
  const stored = {
    ...withoutTokensInUnknown(rest, gone),
    profiles: { ...broken, ...after.profiles },
    published,
    setAside: unlessEmpty(entriesWithoutTokens(aside, gone)),
  };
  const steps: WriteStep[] = [
    ...(writes.length === 0 ? [] : [valuesStep(Conf, targets.config, { ...stored, publishing })]),
    ...writes.map(({ path, text }) => textStep(targetOf(path), text)),
    valuesStep(Conf, targets.config, stored),
    valuesStep(Conf, targets.good, stored),
  ];
  const asides = asidesWith(targets.config, gone, forget === 'everything');
  takeSteps(steps, { ...guard, clear: [targets.good, ...asides] });
  for (const target of targets.all) narrowMode(target);
  return settled;
}

/** The broken files kept by `doctor --repair` that contain a token which has to go. */
function asidesWith(config: string, gone: ReadonlySet<string>, everything: boolean): string[] {
  if (gone.size === 0 && !everything) return [];
  const directory = dirname(config);
  return namesIn(directory)
    .filter(name => asidePattern.test(name.slice(basename(config).length)))
    .filter(name => name.startsWith(basename(config)))
    .map(name => join(directory, name))
    .filter(file => everything || holdsOne(file, gone));
}

function holdsOne(path: string, tokens: ReadonlySet<string>): boolean {
  const file = readForeign(path, { lossy: true, limit: largestHomeFile });
  return file.type === 'text' && holdsToken(file.text, tokens);
}

const asidePattern = /^\.broken-\d+$/;

/**
 * The tokens that this change removes from every profile; if everything is removed, all tokens
 * found anywhere.
 */
function goneTokens(
  { config, broken, bp }: State,
  after: Config,
  keptBroken: State['broken'],
  everything: boolean,
): Set<string> {
  const hidden = [unknownKeys(after), config.setAside, bp.profiles.bad, bp.cache.extra];
  const gone = new Set([
    ...tokensOf(config),
    ...tokensIn(broken),
    ...(everything ? tokensIn(hidden) : []),
  ]);
  for (const token of [...tokensOf(after), ...tokensIn(keptBroken)]) gone.delete(token);
  return gone;
}

const tokensOf = ({ profiles }: Config) =>
  Object.values(profiles).flatMap(({ token }) => (token ? [token] : []));

function unknownKeys(config: object): Record<string, unknown> {
  const unknown = Object.entries(config).filter(([key]) => !Object.hasOwn(configKeys, key));
  return Object.fromEntries(unknown);
}

function withoutTokensInUnknown(config: object, gone: ReadonlySet<string>): object {
  const unknown = unknownKeys(config);
  const kept = entriesWithoutTokens(unknown, gone);
  const dropped = Object.keys(unknown).filter(key => !Object.hasOwn(kept, key));
  return withoutNames({ ...config }, dropped);
}

function withoutNames(
  map: Record<string, unknown>,
  names: readonly string[],
): Record<string, unknown> {
  if (names.length === 0) return map;
  return Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)));
}

const unlessEmpty = (map: object) => (Object.keys(map).length > 0 ? map : undefined);

/**
 * Adds the entries whose values the map does not have. An entry whose name is taken gets a new
 * name.
 */
function put(
  map: Record<string, unknown>,
  entries: ReadonlyArray<readonly [name: string, value: unknown]>,
): Record<string, unknown> {
  const all = new Map(Object.entries(map));
  const known = new Set([...all.values()].map(comparable));
  for (const [name, value] of entries) {
    if (known.has(comparable(value))) continue;
    all.set(
      freeName(name, taken => all.has(taken)),
      value,
    );
  }
  return Object.fromEntries(all);
}

// `profiles import`: adds profiles from the ADK, from bp, or from an export.
import { adviceText, line, profileFlag, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, exitCodes } from '../errors.ts';
import { readNamed } from '../files/namedFile.ts';
import { pathFrom } from '../files/paths.ts';
import { linePlace } from '../linePlace.ts';
import { proveBpLogin, verifyReplacing } from '../login/verifyImport.ts';
import { readAdk } from '../profiles/adk.ts';
import { adkPath } from '../profiles/adkFile.ts';
import { bpCachePath, bpProfilesPath } from '../profiles/bpFiles.ts';
import { readConfigFile } from '../profiles/configFile.ts';
import { type Imported, importProfiles } from '../profiles/importing.ts';
import type { ImportOptions, SkippedEntry } from '../profiles/importPlan.ts';
import { type ImportReading, type NewNames, readCandidates } from '../profiles/importReading.ts';
import { lookAlikesAmong, lookAlikeText } from '../profiles/lookAlike.ts';
import { requireProfile } from '../profiles/manage.ts';
import { freeName, requireName } from '../profiles/name.ts';
import { readState, type State } from '../profiles/store.ts';
import { bpAuth, placeOf } from '../shell.ts';
import { noteBpLoggedOut } from './bpLoggedOut.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { withProgress } from './progress.ts';
import { readAll } from './readAll.ts';
import { saySettled } from './stored.ts';
import { argumentMissing } from './usage.ts';

export const profilesImport: Command = {
  async run(ctx, input) {
    const from = input.text('from');
    if (!from) {
      throw argumentMissing(
        'what to import from',
        'Add --from adk, --from bp, --from FILE, or --from - for standard input',
      );
    }
    const before = new Set(Object.keys(readConfigFile(ctx.botpressHome).config.profiles));
    const state = readState(ctx);
    const byContent = from === 'adk' || from === 'bp';
    const newNames = newNamesFrom(input);
    const asked: ImportOptions = { overwrite: input.on('overwrite'), byContent };
    const { reading, options } = await withProgress(ctx, 'Asking the API', async () => {
      const offered = await read(ctx, state, { from, newNames }, asked);
      const { activate } = offered;
      const options = { ...asked, activate };
      return { options, reading: await verifyReplacing(ctx, state, offered.reading, options) };
    });
    const imported = withAdopted(await importProfiles(ctx, reading, options), before);
    await saySettled(ctx, imported.state);
    for (const sentence of imported.left) note(ctx, sentence);
    if (input.on('json')) printJson(ctx, asJson(ctx, imported));
    else report(ctx, imported, from, state.config.activeProfile ?? null);
    return isWhole(imported) ? 0 : exitCodes.partial;
  },
};

/** @throws AppError `usage` */
function newNamesFrom(input: Input): Map<string, string> {
  const pairs = input.texts('as').map((pair): [string, string] => {
    // A new name cannot contain an equals sign. The old name can: other tools allow it.
    const at = pair.lastIndexOf('=');
    if (at > 0) return [pair.slice(0, at), requireName(pair.slice(at + 1))];
    throw new AppError('import-name-malformed', 'The flag --as takes an old name and a new one', {
      hint: 'As in: --as "client a=client-a"',
    });
  });
  return new Map(pairs);
}

type Place = { from: string; newNames: NewNames };

/** The profiles on offer, and which of them to make active if no profile is active. */
type Offer = { reading: ImportReading; activate: string | null };

async function read(
  ctx: Context,
  state: State,
  place: Place,
  options: ImportOptions,
): Promise<Offer> {
  const { from, newNames } = place;
  if (from === 'bp') return readBp(ctx, state, newNames, options);
  if (from !== 'adk') return { reading: await readOne(ctx, place), activate: null };
  const reading = readAdk(ctx, newNames);
  return { reading, activate: reading.current ?? null };
}

async function readOne(ctx: Context, { from, newNames }: Place): Promise<ImportReading> {
  if (from === '-') {
    return readCandidates(await readAll(ctx, importLimit), 'Standard input', newNames);
  }
  return readFirst([pathFrom(ctx, from)], newNames) ?? noFile(ctx, from);
}

/** The first file that exists. */
function readFirst(paths: readonly string[], newNames: NewNames): ImportReading | null {
  for (const path of paths) {
    const text = readNamed(path, {
      limit: importLimit.bytes,
      hint: 'Name a file; - stands for standard input',
    });
    if (text !== null) return readCandidates(text, path, newNames);
  }
  return null;
}

function noFile(ctx: Context, path: string): never {
  throw new AppError('import-not-found', `There is no file ${path}`, {
    hint: `Name a file that exists; \`--from adk\` looks for ${adkPath(ctx.userHome)}`,
  });
}

/**
 * bp's profiles, plus the credentials that an unfinished login of bp left in its cache, once
 * verified.
 */
async function readBp(
  ctx: Context,
  state: State,
  newNames: NewNames,
  options: ImportOptions,
): Promise<Offer> {
  const { botpressHome: home } = ctx;
  const { triple } = state.bp.cache;
  const unfinished = state.notices.some(({ type }) => type === 'unfinished-login') ? triple : null;
  const paths = [bpProfilesPath(home), ...(unfinished === null ? [bpCachePath(home)] : [])];
  const reading = readFirst(paths, newNames);
  if (unfinished === null) {
    return { reading: reading ?? noFile(ctx, bpProfilesPath(home)), activate: null };
  }
  const { candidates, ...rest } = reading ?? { candidates: [], skipped: [], refused: [] };
  const taken = new Set([
    ...Object.keys(state.config.profiles),
    ...Object.keys(state.broken),
    ...candidates.map(({ name }) => name),
  ]);
  const proven = await proveBpLogin(ctx, state, unfinished, options, taken);
  return { reading: { ...rest, candidates: [...candidates, proven] }, activate: proven.name };
}

/** Enough for thousands of profiles. */
const importLimit = { bytes: 16 * 1024 * 1024, hint: 'Give an export of bp-auth' };

/**
 * The result of the import. A profile that was only in bp's files before counts as `added`, not as
 * `same`.
 * @param before the names of the profiles in config.json before the import
 */
function withAdopted(imported: Imported, before: ReadonlySet<string>): Imported {
  const isNew = ({ as }: Imported['same'][number]) => !before.has(as);
  const adopted = new Set(imported.same.filter(isNew).map(({ as }) => as));
  return {
    ...imported,
    added: [...adopted, ...imported.added.filter(name => !adopted.has(name))],
    same: imported.same.filter(found => !isNew(found)),
  };
}

function isWhole(imported: Imported): boolean {
  const { added, replaced, same, clashes, skipped, refused, left } = imported;
  const troubles = [clashes, skipped, refused, left].some(list => list.length > 0);
  return !troubles && added.length + replaced.length + same.length > 0;
}

function asJson(ctx: Context, { added, replaced, same, clashes, skipped, ...left }: Imported) {
  const place = linePlace(ctx);
  const refused = left.refused.map(sentence => adviceText(sentence, place));
  const reasons = skipped.map(({ name, reason }) => ({ name, reason }));
  return { added, replaced, same, clashes, skipped: reasons, refused };
}

/** The command that imports profiles whose name was taken, each under a new name. */
function renaming(ctx: Context, from: string, renames: readonly Renaming[]): string {
  const names = new Set<string>();
  const pairs = renames.flatMap(({ from: old, to }) => {
    const name = freeName(to, taken => names.has(taken));
    names.add(name);
    return ['--as', `${old}=${name}`];
  });
  return bpAuth(placeOf(ctx), 'profiles', 'import', '--from', from, ...pairs);
}

type Renaming = NonNullable<SkippedEntry['rename']>;

function report(ctx: Context, imported: Imported, from: string, activeBefore: string | null): void {
  const { added, replaced, same, clashes, skipped, refused, state } = imported;
  if (added.length > 0) printLine(ctx, `Imported ${added.join(', ')}`);
  if (replaced.length > 0) printLine(ctx, `Replaced ${replaced.join(', ')}`);
  for (const { name, as } of same) {
    printLine(ctx, `bp-auth has ${name} already${name === as ? '' : `, as ${as}`}`);
  }
  for (const clash of clashes) {
    const why = clash.protected
      ? 'the stored profile is protected'
      : '--overwrite replaces the stored profile';
    note(ctx, `${clash.name} was left as it is: the profile to import differs (${why})`);
    for (const { field, here, there } of clash.differences) {
      note(ctx, `  ${field}: ${here || 'none'} → ${there || 'none'}`);
    }
  }
  for (const { name, reason } of skipped) note(ctx, `${name} was not imported. ${reason}`);
  const renames = skipped.flatMap(({ rename }) => rename ?? []);
  if (renames.length > 0) note(ctx, `Give another name: ${renaming(ctx, from, renames)}`);
  for (const sentence of refused) note(ctx, sentence);
  for (const sentence of lookAlikes(added, Object.keys(state.config.profiles))) note(ctx, sentence);
  const fresh = [...added, ...replaced];
  const [first] = fresh;
  const { profiles, activeProfile } = state.config;
  for (const name of fresh.filter(name => profiles[name]?.kind === 'pat')) {
    if (profiles[name]?.workspaceId) continue;
    const choose = line('login', ...profileFlag(name), '--workspaceId', 'ID');
    note(ctx, say`${name} has no workspace yet: ${choose}`);
  }
  if (fresh.some(name => !profiles[name]?.verifiedAt)) {
    note(
      ctx,
      say`Imported profiles are not verified yet; to verify them: ${line('profiles', 'list', '--check')}`,
    );
  }
  if (first !== undefined && !activeProfile) {
    note(ctx, say`No profile is active yet: ${line('profiles', 'use', first)}`);
  } else if (activeProfile && activeBefore === null) {
    note(ctx, `${activeProfile} is active now`);
    noteBpLoggedOut(ctx, requireProfile(state.config, activeProfile));
  }
  if (fresh.length + same.length + clashes.length + skipped.length === 0) {
    note(ctx, `There is no profile in ${from === '-' ? 'standard input' : from}`);
  }
}

/**
 * Notes on the new names that are easily confused with others: one for each of the first five, then
 * the number of the rest.
 */
function lookAlikes(added: readonly string[], names: readonly string[]): string[] {
  const known = lookAlikesAmong(names);
  const alike = added.filter(name => known.of(name) !== null);
  const told = alike.slice(0, 5).flatMap(name => lookAlikeText(name, known) ?? []);
  const more = alike.length - told.length;
  return more > 0
    ? [...told, `More new names that are easily confused with others: ${more}`]
    : told;
}

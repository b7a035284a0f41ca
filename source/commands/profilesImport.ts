// `profiles import`: takes over profiles of the ADK, of bp, or of an export.
import { resolve } from 'node:path';
import type { Context } from '../context.ts';
import { AppError, exitCodes } from '../errors.ts';
import { adkPath, readAdk } from '../profiles/adk.ts';
import { bpCachePath, bpProfilesPath } from '../profiles/bpFiles.ts';
import { readConfigFile, readText } from '../profiles/configFile.ts';
import {
  type Imported,
  importProfiles,
  type Reading,
  readCandidates,
} from '../profiles/importing.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { readAll } from './readAll.ts';
import { argumentMissing } from './usage.ts';

export const profilesImport: Command = {
  name: 'profiles import',
  summary: 'Take over profiles from the ADK, from bp, or from an export',
  usage: '--from adk|bp|FILE|- [--overwrite]',
  flags: {
    from: { type: 'string', value: 'WHERE', help: 'adk, bp, a file, or - for standard input' },
    overwrite: {
      type: 'boolean',
      help: 'Replace profiles of the same name; protected ones never are',
    },
  },
  args: { min: 0, max: 0 },
  examples: [
    'bp-auth profiles import --from adk',
    'bp-auth profiles import --from profiles-export.json',
    'bp-auth profiles import --from - --overwrite < profiles-export.json',
  ],
  async run(ctx, input) {
    const from = input.text('from');
    if (!from) {
      throw argumentMissing(
        'what to import from',
        'Add --from adk, --from bp, --from FILE, or --from - for standard input',
      );
    }
    const before = Object.keys(readConfigFile(ctx.botpressHome).config.profiles);
    const reading = await read(ctx, from);
    const byContent = from === 'adk' || from === 'bp';
    const options = { overwrite: input.on('overwrite'), byContent };
    const imported = withAdopted(await importProfiles(ctx, reading, options), before);
    for (const sentence of imported.left) note(ctx, sentence);
    if (input.on('json')) printJson(ctx, asJson(imported));
    else report(ctx, imported, from);
    return isWhole(imported) ? 0 : exitCodes.partial;
  },
};

async function read(ctx: Context, from: string): Promise<Reading> {
  if (from === 'adk') return readAdk(ctx);
  if (from === '-') return readCandidates(await readAll(ctx, importLimit), 'Standard input');
  const { botpressHome } = ctx;
  const paths = from === 'bp' ? [bpProfilesPath(botpressHome), bpCachePath(botpressHome)] : [from];
  for (const path of paths.map(path => resolve(ctx.cwd, path))) {
    const text = readText(path);
    if (text !== null) return readCandidates(text, path);
  }
  throw new AppError('import-not-found', `There is no file ${paths[0]}`, {
    hint: `Name one; \`--from adk\` looks for ${adkPath(ctx.userHome)}`,
  });
}

/** Thousands of profiles fit in. */
const importLimit = { bytes: 16 * 1024 * 1024, hint: 'Give an export of bp-auth' };

/** What bp's files hold is merged by every command; this one is the first to write it down. */
function withAdopted(imported: Imported, before: readonly string[]): Imported {
  const isNew = ({ as }: Imported['same'][number]) => !before.includes(as);
  const adopted = imported.same.filter(isNew).map(({ as }) => as);
  return {
    ...imported,
    added: [...adopted, ...imported.added.filter(name => !adopted.includes(name))],
    same: imported.same.filter(found => !isNew(found)),
  };
}

function isWhole(imported: Imported): boolean {
  const { added, replaced, same, clashes, skipped, refused, left } = imported;
  const troubles = [clashes, skipped, refused, left].some(list => list.length > 0);
  return !troubles && added.length + replaced.length + same.length > 0;
}

function asJson({ added, replaced, same, clashes, skipped, refused }: Imported) {
  return { added, replaced, same, clashes, skipped, refused };
}

function report(ctx: Context, imported: Imported, from: string): void {
  const { added, replaced, same, clashes, skipped, refused, state } = imported;
  if (added.length > 0) printLine(ctx, `Imported ${added.join(', ')}`);
  if (replaced.length > 0) printLine(ctx, `Replaced ${replaced.join(', ')}`);
  for (const { name, as } of same) {
    printLine(ctx, `${name} is here already${name === as ? '' : `, as ${as}`}`);
  }
  for (const clash of clashes) {
    const why = clash.protected ? 'it is protected' : '--overwrite replaces it';
    note(ctx, `${clash.name} was left as it is: here and there differ (${why})`);
    for (const { field, here, there } of clash.differences) {
      note(ctx, `  ${field}: ${here || 'none'} → ${there || 'none'}`);
    }
  }
  for (const { name, reason } of skipped) note(ctx, `${name} was not imported. ${reason}`);
  for (const sentence of refused) note(ctx, sentence);
  const fresh = [...added, ...replaced];
  const [first] = fresh;
  const { profiles, activeProfile } = state.config;
  for (const name of fresh.filter(name => profiles[name]?.kind === 'pat')) {
    if (profiles[name]?.workspaceId) continue;
    note(ctx, `${name} has no workspace yet: bp-auth login --profile ${name} --workspaceId ID`);
  }
  if (first !== undefined) {
    note(ctx, 'Nothing was verified yet: `bp-auth profiles list --check` does');
    if (!activeProfile) note(ctx, `None is active: bp-auth profiles use ${first}`);
  }
  if (fresh.length + same.length + clashes.length + skipped.length === 0) {
    note(ctx, `There is no profile in ${from === '-' ? 'standard input' : from}`);
  }
}

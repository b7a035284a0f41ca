// `profiles export`: writes profiles as JSON, with tokens only if --show-token is given. With
// `--to adk`, writes them to the ADK's own file.
import type { Context } from '../context.ts';
import { AppError, exitCodes } from '../errors.ts';
import { pathFrom } from '../files/paths.ts';
import { writeUserFile } from '../files/userFile.ts';
import { type Config, sourceOf } from '../profiles/config.ts';
import { noProfile } from '../profiles/current.ts';
import { exportProfiles } from '../profiles/exporting.ts';
import { requireNamed } from '../profiles/manage.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { readStored } from './stored.ts';
import { argumentMissing, flagsConflict } from './usage.ts';

export const profilesExport: Command = {
  async run(ctx, input) {
    if (input.text('to') !== undefined) return toAdk(ctx, input);
    const output = input.text('output');
    if (output === '' || (output === undefined && input.on('overwrite'))) {
      throw argumentMissing('which file to write', 'Add --output FILE');
    }
    const state = await readStored(ctx);
    const { config, broken } = state;
    const names = namesFrom(input, config);
    for (const name of names) requireNamed(state, name);
    if (input.on('showToken')) await agree(ctx, input, config, names);
    const content = await exportProfiles(ctx, config, names, input.on('showToken'));
    const leftOut = input.args.length === 0 ? Object.keys(broken) : [];
    for (const name of leftOut)
      note(ctx, `The profile ${name} cannot be understood and was left out`);
    sayWhatStays(ctx, input, config, names);
    if (output === undefined) printJson(ctx, content);
    else {
      const path = pathFrom(ctx, output);
      writeUserFile(ctx, path, `${JSON.stringify(content, null, 2)}\n`, input.on('overwrite'));
      if (input.on('json')) printJson(ctx, { exported: names, path });
      else printLine(ctx, `Exported ${names.join(', ')} to ${path}`);
    }
    return leftOut.length > 0 ? exitCodes.partial : 0;
  },
};

async function toAdk(ctx: Context, input: Input): Promise<number> {
  if (input.text('to') !== 'adk') {
    throw new AppError('export-target-unknown', 'Profiles are exported to the ADK only', {
      hint: 'Use --to adk; for a file, use --output FILE',
    });
  }
  const other = input.on('showToken') ? '--show-token' : '--output';
  if (other === '--show-token' || input.text('output') !== undefined) {
    throw flagsConflict(
      '--to',
      other,
      '--to adk writes into the ADK’s own file, always with the token',
    );
  }
  const state = await readStored(ctx);
  const { config } = state;
  const names = namedIn(input);
  if (names.length === 0) {
    throw argumentMissing(
      'which profiles to export to the ADK',
      'Usage: bp-auth profiles export --to adk NAME…',
    );
  }
  for (const name of names) requireNamed(state, name);
  await agree(ctx, input, config, names);
  const { exportToAdk } = await import('../profiles/adkExporting.ts');
  const { path, written, same } = await exportToAdk(ctx, config, names, input.on('overwrite'));
  const hidden = written.filter(name => sourceOf(requireNamed(state, name)).kind !== 'file');
  if (hidden.length > 0) {
    note(ctx, `The ADK keeps tokens in plain text, now also the token of ${hidden.join(', ')}`);
  }
  if (input.on('json')) printJson(ctx, { exported: names, path });
  else {
    if (written.length > 0) printLine(ctx, `Exported ${written.join(', ')} to the ADK (${path})`);
    for (const name of same) printLine(ctx, `The ADK has ${name} already`);
  }
  return 0;
}

function namedIn(input: Input): string[] {
  const flag = input.text('profile');
  return [...new Set([...input.args, ...(flag === undefined ? [] : [flag])])];
}

function namesFrom(input: Input, config: Config): string[] {
  const named = namedIn(input);
  if (named.length > 0) return named;
  const all = Object.keys(config.profiles);
  if (all.length > 0) return all;
  throw noProfile(false);
}

async function agree(
  ctx: Context,
  input: Input,
  config: Config,
  names: readonly string[],
): Promise<void> {
  for (const name of names.filter(name => config.profiles[name]?.protected)) {
    await confirmProtected(ctx, name, input.text('confirm'), 'to export its token');
  }
}

function sayWhatStays(ctx: Context, input: Input, config: Config, names: readonly string[]): void {
  if (!input.on('showToken')) {
    note(
      ctx,
      'This export has no tokens, so nothing can be imported from it; --show-token adds the tokens',
    );
  }
  const guarded = names.filter(name => config.profiles[name]?.protected);
  if (guarded.length > 0) note(ctx, `The protection of ${guarded.join(', ')} is not exported`);
}

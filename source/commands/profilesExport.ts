// `profiles export`: profiles as JSON for another machine; their tokens only with --show-token.
import type { Context } from '../context.ts';
import { exitCodes } from '../errors.ts';
import { pathFrom } from '../files/paths.ts';
import type { Config } from '../profiles/config.ts';
import { noProfile } from '../profiles/current.ts';
import { exportProfiles, writePrivateFile } from '../profiles/exporting.ts';
import { requireNamed } from '../profiles/manage.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { readStored } from './stored.ts';
import { argumentMissing } from './usage.ts';

export const profilesExport: Command = {
  name: 'profiles export',
  summary: 'Profiles as JSON, for `profiles import` elsewhere',
  usage: '[NAME…] [--output FILE] [--show-token]',
  flags: {
    output: { type: 'string', value: 'FILE', help: 'Write to this file, readable by you alone' },
    overwrite: { type: 'boolean', help: 'Replace the file if it exists' },
    showToken: { type: 'boolean', help: 'With the tokens themselves' },
  },
  args: { min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    'bp-auth profiles export',
    'bp-auth profiles export dev --show-token --output profiles-export.json',
  ],
  async run(ctx, input) {
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
    for (const name of leftOut) note(ctx, `${name} cannot be understood and was left out`);
    sayWhatStays(ctx, input, config, names);
    if (output === undefined) printJson(ctx, content);
    else {
      const path = pathFrom(ctx, output);
      writePrivateFile(ctx, path, `${JSON.stringify(content, null, 2)}\n`, input.on('overwrite'));
      if (input.on('json')) printJson(ctx, { exported: names, path });
      else printLine(ctx, `Exported ${names.join(', ')} to ${path}`);
    }
    return leftOut.length > 0 ? exitCodes.partial : 0;
  },
};

function namesFrom(input: Input, config: Config): string[] {
  const named = [...new Set(input.args)];
  const flag = input.text('profile');
  if (flag !== undefined && !named.includes(flag)) named.push(flag);
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
    note(ctx, 'Without tokens: nothing can be imported from this; --show-token adds them');
  }
  const guarded = names.filter(name => config.profiles[name]?.protected);
  if (guarded.length > 0) note(ctx, `Protection does not travel along: ${guarded.join(', ')}`);
}

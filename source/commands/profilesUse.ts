// `profiles use`: switches the active profile.

import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { requireProfile, switchProfile } from '../profiles/manage.ts';
import type { State } from '../profiles/store.ts';
import { describeTarget, viewProfile, viewProfiles } from '../profiles/view.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { canAsk, confirmProtected, pick } from './prompt.ts';
import { readStored } from './stored.ts';

export const profilesUse: Command = {
  name: 'profiles use',
  summary: 'Switch to another profile; `-` is the previous one',
  usage: '[NAME|-]',
  flags: {},
  args: { min: 0, max: 1 },
  examples: ['bp-auth profiles use dev', 'bp-auth profiles use -'],
  async run(ctx, input) {
    const state = await readStored(ctx);
    const name = await wanted(ctx, state, input.args[0]);
    const profile = requireProfile(state.config, name);
    if (profile.protected && state.config.activeProfile !== name) {
      await confirmProtected(ctx, name, input.text('confirm'), 'to switch to it');
    }
    const { config } = await switchProfile(ctx, name);
    const view = viewProfile(name, requireProfile(config, name), true);
    if (ctx.env.BP_PROFILE && ctx.env.BP_PROFILE !== name) {
      note(
        ctx,
        `BP_PROFILE in the environment names ${ctx.env.BP_PROFILE}, which will be used instead while set`,
      );
    }
    if (input.on('json')) printJson(ctx, view);
    else {
      const { label, value } = describeTarget(view);
      printLine(ctx, `Now using ${name}: ${label.toLowerCase()} ${value}`);
    }
    return 0;
  },
};

async function wanted(ctx: Context, state: State, name: string | undefined): Promise<string> {
  if (name === '-') {
    const { previousProfile } = state.config;
    if (previousProfile) return previousProfile;
    throw new AppError('no-previous-profile', 'There is no previous profile', {
      hint: 'Name one: bp-auth profiles use NAME',
    });
  }
  if (name !== undefined) return name;
  const views = viewProfiles(state.config);
  if (!canAsk(ctx) || views.length === 0) {
    const names = views.map(view => view.name).join(', ');
    throw new AppError('argument-missing', 'Say which profile to use', {
      hint: views.length === 0 ? 'There are none yet: run `bp-auth login`' : `One of: ${names}`,
    });
  }
  const chosen = await pick(
    ctx,
    'Profiles:',
    views,
    view => `${view.active ? '*' : ' '} ${view.name}  ${describeTarget(view).value}`,
  );
  return chosen.name ?? '';
}

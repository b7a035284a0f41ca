// `profiles use`: switches the active profile.
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { requireNamed, requireProfile, switchProfile } from '../profiles/manage.ts';
import type { State } from '../profiles/store.ts';
import { describeTarget, viewProfile, viewProfiles } from '../profiles/view.ts';
import { markName } from '../secrets/variables.ts';
import { appliesHere, noteOverruled } from './appliesHere.ts';
import { noteBpLoggedOut } from './bpLoggedOut.ts';
import type { Command } from './command.ts';
import { printJson, printLine } from './print.ts';
import { canAsk, confirmProtected, pick, unasked } from './prompt.ts';
import { readStored, saySettled } from './stored.ts';
import { argumentMissing } from './usage.ts';

export const profilesUse: Command = {
  async run(ctx, input) {
    refuseInShell(ctx);
    const state = await readStored(ctx, 'all');
    const name = await wanted(ctx, state, input.args[0]);
    const profile = requireNamed(state, name);
    if (profile.protected && state.config.activeProfile !== name) {
      await confirmProtected(ctx, name, input.text('confirm'), 'to switch to it');
    }
    const after = await switchProfile(ctx, name);
    await saySettled(ctx, after);
    const view = viewProfile(name, requireProfile(after.config, name), true);
    const applies = appliesHere(ctx, after, name);
    if (input.on('json')) printJson(ctx, { ...view, currentProfile: applies.currentProfile });
    else {
      const { label, value } = describeTarget(view);
      const says = applies.overruled === null ? `Now using ${name}` : `${name} is active now`;
      printLine(ctx, `${says}: ${label.toLowerCase()} ${value}`);
    }
    noteOverruled(ctx, applies);
    noteBpLoggedOut(ctx, requireProfile(after.config, name));
    return 0;
  },
};

/**
 * In a shell that has its own profile, a switch would affect every other terminal but not this one.
 */
function refuseInShell({ env }: Context): void {
  const own = env[markName];
  if (!own) return;
  throw new AppError('shell-has-profile', `This shell has its own profile: ${own}`, {
    hint: say`Leave this shell with \`exit\`, then switch; or open another shell: ${line('shell', '--profile', 'NAME')}`,
  });
}

async function wanted(ctx: Context, state: State, name: string | undefined): Promise<string> {
  if (name === '-') {
    const { previousProfile } = state.config;
    if (previousProfile) return previousProfile;
    throw new AppError('no-previous-profile', 'There is no previous profile', {
      hint: say`Name a profile: ${line('profiles', 'use', 'NAME')}`,
    });
  }
  if (name !== undefined) return name;
  const views = viewProfiles(state.config);
  if (!canAsk(ctx) || views.length === 0) {
    const names = views.map(view => view.name).join(', ');
    throw argumentMissing(
      'which profile to use',
      views.length === 0
        ? say`There are no profiles yet: run \`${line('login')}\``
        : unasked(ctx, `Name one of your profiles: ${names}`),
    );
  }
  const chosen = await pick(
    ctx,
    'Profiles:',
    views,
    view => `${view.active ? '*' : ' '} ${view.name}  ${describeTarget(view).value}`,
  );
  return chosen.name ?? '';
}

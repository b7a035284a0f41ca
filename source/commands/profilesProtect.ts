// `profiles protect`: makes commands ask for a profile's name before they touch the profile.
import { protectProfile, requireNamed, requireProfile } from '../profiles/manage.ts';
import { viewProfile } from '../profiles/view.ts';
import { appliesAfterChange, noteOverruled } from './appliesHere.ts';
import type { Command } from './command.ts';
import { printJson, printLine } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { readStored } from './stored.ts';

export const profilesProtect: Command = {
  async run(ctx, input) {
    const name = input.args[0] ?? '';
    const on = !input.on('off');
    const before = requireNamed(await readStored(ctx), name);
    if (!on && before.protected) {
      await confirmProtected(ctx, name, input.text('confirm'), 'to remove its protection');
    }
    const state = await protectProfile(ctx, name, on);
    const { config } = state;
    const view = viewProfile(name, requireProfile(config, name), config.activeProfile === name);
    if (input.on('json')) printJson(ctx, view);
    else printLine(ctx, on ? `${name} is protected` : `${name} is no longer protected`);
    if (view.active) noteOverruled(ctx, appliesAfterChange(ctx, state, name));
    return 0;
  },
};

// `profiles protect`: a protected profile wants its name typed before it is touched.
import { protectProfile, requireNamed, requireProfile } from '../profiles/manage.ts';
import { viewProfile } from '../profiles/view.ts';
import { appliesAfterChange, noteOverruled } from './appliesHere.ts';
import type { Command } from './command.ts';
import { printJson, printLine } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { readStored } from './stored.ts';

export const profilesProtect: Command = {
  name: 'profiles protect',
  summary: 'Ask for the name before this profile is switched to, changed or used',
  usage: 'NAME [--off]',
  flags: { off: { type: 'boolean', help: 'Take the protection off' } },
  args: { min: 1, max: 1 },
  examples: ['bp-auth profiles protect prod', 'bp-auth profiles protect prod --off --confirm prod'],
  async run(ctx, input) {
    const name = input.args[0] ?? '';
    const on = !input.on('off');
    const before = requireNamed(await readStored(ctx), name);
    if (!on && before.protected) {
      await confirmProtected(ctx, name, input.text('confirm'), 'to take that off');
    }
    const state = await protectProfile(ctx, name, on);
    const { config } = state;
    const view = viewProfile(name, requireProfile(config, name), config.activeProfile === name);
    if (input.on('json')) printJson(ctx, view);
    else printLine(ctx, on ? `${name} is protected` : `${name} is not protected any more`);
    if (view.active) noteOverruled(ctx, appliesAfterChange(ctx, state, name));
    return 0;
  },
};

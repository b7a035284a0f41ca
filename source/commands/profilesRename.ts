// `profiles rename`: changes a profile's name everywhere it is used.
import { renameProfile, requireNamed, requireProfile } from '../profiles/manage.ts';
import { readState } from '../profiles/store.ts';
import { viewProfile } from '../profiles/view.ts';
import { appliesAfterChange, noteOverruled } from './appliesHere.ts';
import type { Command } from './command.ts';
import { printJson, printLine } from './print.ts';
import { noteLookAlike, suggestProtection } from './suggestProtection.ts';

export const profilesRename: Command = {
  async run(ctx, input) {
    const [from = '', to = ''] = input.args;
    requireNamed(readState(ctx), from);
    const state = await renameProfile(ctx, from, to);
    const { config } = state;
    const view = viewProfile(to, requireProfile(config, to), config.activeProfile === to);
    const applies = appliesAfterChange(ctx, state, to);
    if (input.on('json')) printJson(ctx, { ...view, currentProfile: applies.currentProfile });
    else printLine(ctx, `Renamed ${from} to ${to}`);
    noteOverruled(ctx, applies);
    noteLookAlike(ctx, config, to);
    suggestProtection(ctx, config, to);
    return 0;
  },
};

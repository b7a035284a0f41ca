// `logout`: forgets the active profile, or all, everywhere this tool and bp keep them.
import { AppError } from '../errors.ts';
import { noProfile } from '../profiles/current.ts';
import { removeAll, requireProfile } from '../profiles/manage.ts';
import { readState } from '../profiles/store.ts';
import type { Command } from './command.ts';
import { printJson, printLine } from './print.ts';
import { removeAndReport } from './profilesRemove.ts';
import { confirmed } from './prompt.ts';

export const logout: Command = {
  name: 'logout',
  summary: 'Forget the active profile: token, workspace and API URL',
  usage: '[--profile NAME | --all]',
  flags: { all: { type: 'boolean', help: 'Forget every profile' } },
  args: { min: 0, max: 0 },
  examples: ['bp-auth logout', 'bp-auth logout --profile dev', 'bp-auth logout --all -y'],
  async run(ctx, input) {
    const { config, broken } = readState(ctx);
    if (input.on('all')) {
      if (input.text('profile') !== undefined) {
        throw new AppError('usage', 'Use either --profile or --all', {
          hint: '`bp-auth logout --all` forgets every profile',
        });
      }
      const names = [...Object.keys(config.profiles), ...Object.keys(broken)];
      if (names.length === 0) throw noProfile();
      const question = `Forget all ${names.length} profiles (${names.join(', ')})?`;
      if (!(await confirmed(ctx, question, input.on('yes')))) {
        throw new AppError('cancelled', 'Nothing was changed');
      }
      await removeAll(ctx);
      if (input.on('json')) printJson(ctx, { removed: names });
      else printLine(ctx, `Logged out of ${names.join(', ')}`);
      return 0;
    }
    const name = input.text('profile') ?? config.activeProfile;
    if (!name) throw noProfile();
    if (!Object.hasOwn(broken, name)) requireProfile(config, name);
    return removeAndReport(ctx, input, name, 'Logged out of');
  },
};

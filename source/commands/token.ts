// `token`: the raw token of the current profile, on purpose.

import { requireOwnOrigin } from '../botpress/client.ts';
import { currentOf, requireCurrent } from '../profiles/current.ts';
import { readState } from '../profiles/store.ts';
import { readToken } from '../tokens/source.ts';
import type { Command } from './command.ts';
import { note, printJson } from './print.ts';
import { confirmProtected } from './prompt.ts';

export const token: Command = {
  name: 'token',
  summary: 'Print the raw token, for a pipe',
  usage: '',
  flags: {},
  args: { min: 0, max: 0 },
  examples: ['bp-auth token --profile dev'],
  async run(ctx, input) {
    const { current, warnings, shadowed } = currentOf(ctx, readState(ctx), input.text('profile'));
    for (const warning of warnings) note(ctx, warning);
    const { name, profile } = requireCurrent({ current, warnings, shadowed });
    requireOwnOrigin({ apiUrl: profile.apiUrl, tokenOrigin: profile.tokenOrigin ?? '' });
    if (name !== null && profile.protected) {
      await confirmProtected(ctx, name, input.text('confirm'), 'to show its token');
    }
    const value = await readToken(ctx, name, profile);
    if (input.on('json')) printJson(ctx, { token: value });
    else ctx.stdout.write(`${value}\n`);
    return 0;
  },
};

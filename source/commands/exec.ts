// `exec`: runs a command with the current profile's credentials in its environment, and nowhere else.
import { requireOwnOrigin } from '../botpress/client.ts';
import { AppError } from '../errors.ts';
import { currentOf, requireCurrent } from '../profiles/current.ts';
import { readState } from '../profiles/store.ts';
import { credentialEnv } from '../tokens/environment.ts';
import { readToken } from '../tokens/source.ts';
import type { Command } from './command.ts';
import { note } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { runProgram } from './runProgram.ts';

export const exec: Command = {
  name: 'exec',
  summary: 'Run a command with BP_TOKEN, BP_WORKSPACE_ID and BP_API_URL set',
  usage: '[--profile NAME] -- CMD [ARG…]',
  flags: {},
  args: { min: 0, max: 0 },
  examples: ['bp-auth exec -- bp deploy', 'bp-auth exec --profile dev -- env'],
  async run(ctx, input) {
    const [program, ...args] = input.rest ?? [];
    if (program === undefined || program === '') {
      throw new AppError('usage', 'Say what to run', {
        hint: 'Usage: bp-auth exec [--profile NAME] -- CMD [ARG…]',
      });
    }
    const resolution = currentOf(ctx, readState(ctx), input.text('profile'));
    for (const warning of resolution.warnings) note(ctx, warning);
    const { name, profile } = requireCurrent(resolution);
    requireOwnOrigin({ apiUrl: profile.apiUrl, tokenOrigin: profile.tokenOrigin ?? '' });
    if (name !== null && profile.protected) {
      await confirmProtected(ctx, name, input.text('confirm'), 'to run something with it');
    }
    const token = await readToken(ctx, name, profile);
    return runProgram(ctx, program, args, credentialEnv(ctx.env, profile, token));
  },
};

// `exec`: runs a command with the current profile's credentials in its environment, and nowhere else.
import { AppError } from '../errors.ts';
import { credentialEnv } from '../tokens/environment.ts';
import type { Command } from './command.ts';
import { handOut } from './credentials.ts';
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
    const { profile, token } = await handOut(ctx, input, 'to run something with it');
    return runProgram(ctx, program, args, credentialEnv(ctx.env, profile, token));
  },
};

// `exec`: runs a command with the current profile's credentials in its environment, and nowhere else.
import type { Context } from '../context.ts';
import { afterHandover, isKeyProfile } from '../tokens/handover.ts';
import { patNeeded } from '../tokens/wrongKind.ts';
import type { Command } from './command.ts';
import { type Credentials, handOut } from './credentials.ts';
import { bpArguments, noWorkspaceForBp, refuseBp } from './execBp.ts';
import { handOverHere } from './handingOver.ts';
import { note } from './print.ts';
import { runProgram } from './runProgram.ts';
import { argumentMissing } from './usage.ts';

export const exec: Command = {
  name: 'exec',
  summary: 'Run a command with BP_TOKEN, BP_WORKSPACE_ID and BP_API_URL set',
  usage: '[--profile NAME] [--ephemeral] -- CMD [ARG…]',
  flags: {
    ephemeral: { type: 'boolean', help: 'With a token of its own, deleted when it ends' },
  },
  args: { min: 0, max: 0 },
  canLackHome: true,
  examples: [
    'bp-auth exec -- bp deploy',
    'bp-auth exec --profile dev -- env',
    'bp-auth exec --ephemeral -- bp deploy',
  ],
  async run(ctx, input) {
    const [program, ...args] = input.rest ?? [];
    if (program === undefined || program === '') {
      throw argumentMissing('what to run', 'Usage: bp-auth exec [--profile NAME] -- CMD [ARG…]');
    }
    const bpArgs = bpArguments(program, args, ctx.platform);
    if (bpArgs !== null) refuseBp(bpArgs, ctx.platform);
    const credentials = await handOut(ctx, input, 'to run something with it');
    const { name, profile } = credentials;
    if (bpArgs !== null && !profile.workspaceId && !isKeyProfile(profile)) {
      throw noWorkspaceForBp(name);
    }
    const run = (token: string) => {
      const { handover, around } = handOverHere(ctx, { name, profile, token });
      return runProgram(ctx, program, args, afterHandover(handover, around));
    };
    return input.on('ephemeral') ? runEphemeral(ctx, credentials, run) : run(credentials.token);
  },
};

async function runEphemeral(
  ctx: Context,
  credentials: Credentials,
  run: (token: string) => Promise<number>,
): Promise<number> {
  const { kind } = credentials.profile;
  if (kind === 'bot' || kind === 'integration') {
    throw patNeeded(
      { name: credentials.name, kind },
      'which cannot make tokens',
      'Name a profile with a personal access token: --profile NAME',
    );
  }
  const { makeEphemeral } = await import('../tokens/ephemeral.ts');
  const ephemeral = await makeEphemeral(ctx, credentials);
  try {
    return await run(ephemeral.value);
  } finally {
    const left = await ephemeral.end();
    if (left !== null) {
      note(ctx, `The token ${left.id} was not deleted: ${left.error.message}`);
      note(ctx, 'To delete it: bp-auth tokens rotate --resume');
    }
  }
}

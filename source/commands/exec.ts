// `exec`: runs a command with the current profile's credentials in its environment, and nowhere else.
import { line, profileFlag, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { adkHere } from '../profiles/adkHere.ts';
import { isKeyProfile } from '../profiles/handover.ts';
import { redact } from '../secrets/kind.ts';
import type { Command } from './command.ts';
import { type Credentials, handOut } from './credentials.ts';
import {
  adkArguments,
  adkVariables,
  refuseForAdk,
  requireAdkProfile,
  runsAsItIs,
} from './execAdk.ts';
import { bpArguments, noWorkspaceForBp, refuseBp } from './execBp.ts';
import { runHooked } from './execHooked.ts';
import { equip } from './handingOver.ts';
import { cacheFits, lendHome, oldBpAround, oldBpVersion } from './oldBp.ts';
import { note } from './print.ts';
import { runProgram } from './runProgram.ts';
import { argumentMissing } from './usage.ts';
import { unwatched, watchingOf } from './watching.ts';

export const exec: Command = {
  async run(ctx, input) {
    const [program, ...args] = input.rest ?? [];
    if (program === undefined || program === '') {
      throw argumentMissing('what to run', 'Usage: bp-auth exec [--profile NAME] -- CMD [ARG…]');
    }
    if (input.on('hooked')) {
      return runHooked(ctx, input, program, args, typed => exec.run(ctx, typed));
    }
    const watching = watchingOf(ctx, input);
    const bpArgs = bpArguments(program, args, ctx.platform);
    if (bpArgs !== null) refuseBp(bpArgs);
    const adkArgs = adkArguments(program, args, ctx.platform);
    if (adkArgs !== null && runsAsItIs(adkArgs)) return runProgram(ctx, program, args, ctx.env);
    if (adkArgs !== null) refuseForAdk(input);
    const credentials = await handOut(ctx, input, 'to run something with it');
    const { name, profile } = credentials;
    const adk = adkHere(ctx);
    if (adkArgs !== null) requireAdkProfile(ctx, adk, credentials, adkArgs);
    if (bpArgs !== null && !profile.workspaceId && !isKeyProfile(profile)) {
      throw noWorkspaceForBp(name);
    }
    const oldBp = adkArgs === null ? oldBpOf(ctx, program, args, bpArgs !== null) : null;
    const run = (
      given: Credentials,
      extra: Record<string, string> = {},
      secret: string | null = null,
    ) => {
      const { env } = equip(ctx, given, { ...adkVariables(adk, given), ...extra }, secret);
      return runProgram(ctx, program, args, env);
    };
    const runWith = async (token: string) => {
      const real = { ...credentials, token };
      const isServed = oldBp === null || (watching === null && cacheFits(ctx, real));
      if (watching === null && isServed) return run(real);
      if (watching === null && bpArgs === null) {
        // The program is not bp itself, so it gets the real token. If the program starts an old bp,
        // that bp finds an empty cache.
        noteLoggedOut(ctx, oldBp, name, [program, ...args]);
        const { variables, remove } = lendHome(ctx, null);
        return run(real, variables).finally(remove);
      }
      const { runRelayed } = await import('./execRelayed.ts');
      return runRelayed(ctx, watching ?? unwatched, real, async (standIns, extra) => {
        if (oldBp === null) return run(standIns, extra, token);
        note(
          ctx,
          `bp ${oldBp} reads its token from its cache: it gets a separate cache for this run`,
        );
        const { variables, remove } = lendHome(ctx, standIns);
        return run(standIns, { ...extra, ...variables }, token).finally(remove);
      });
    };
    if (!input.on('ephemeral')) return runWith(credentials.token);
    const { runEphemeral } = await import('./execEphemeral.ts');
    return runEphemeral(ctx, credentials, runWith);
  },
};

/**
 * The version of the bp that `program` is or may start, if that version is older than 1.0;
 * otherwise null.
 */
const oldBpOf = (ctx: Context, program: string, args: readonly string[], isBp: boolean) =>
  isBp ? oldBpVersion(ctx, program, args) : oldBpAround(ctx);

function noteLoggedOut(
  ctx: Context,
  version: string | null,
  name: string | null,
  typed: readonly string[],
): void {
  note(
    ctx,
    `If this program starts bp ${version}, bp runs logged out: otherwise it would use another token, from its cache`,
  );
  note(
    ctx,
    say`To let bp act as ${name ?? 'the owner of the token in the environment'}: ${line('exec', ...profileFlag(name), '--watch', '--', ...typed.map(redact))}`,
  );
}

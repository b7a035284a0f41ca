// `shell`: the user's own shell, with one profile while it lasts.
import { join } from 'node:path';
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { createPrivate } from '../files/privateFile.ts';
import { temporaryDirectory } from '../files/temporary.ts';
import { adkHere } from '../profiles/adkHere.ts';
import { markName } from '../secrets/variables.ts';
import type { Command } from './command.ts';
import { type Credentials, handOut } from './credentials.ts';
import { adkVariables } from './execAdk.ts';
import { equip } from './handingOver.ts';
import { lendHome, oldBpAround } from './oldBp.ts';
import { note } from './print.ts';
import { runProgram } from './runProgram.ts';
import { shellStart } from './shellStart.ts';

export const shell: Command = {
  async run(ctx, input) {
    const outer = ctx.env[markName];
    const credentials = await handOut(ctx, input, 'to open a shell with it');
    const label = credentials.name ?? 'environment';
    if (outer) note(ctx, `This shell runs inside a shell for ${outer}: exit returns to it`);
    const open = (
      given: Credentials,
      extra: Record<string, string> = {},
      secret: string | null = null,
    ) => openShell(ctx, given, label, extra, secret);
    if (!input.on('readOnly')) return open(credentials);
    const { runRelayed } = await import('./execRelayed.ts');
    const watching = { tell: 'refused', readOnly: true, log: null, json: false } as const;
    return runRelayed(ctx, watching, credentials, (standIns, extra) =>
      open(standIns, extra, credentials.token),
    );
  },
};

async function openShell(
  ctx: Context,
  given: Credentials,
  label: string,
  extra: Record<string, string>,
  secret: string | null,
): Promise<number> {
  // A bp before 1.0 takes its token from a cache alone. The cache in this home holds the
  // credentials. With --read-only it is empty, so that such a bp fails.
  const home = lendHome(ctx, secret === null ? null : given);
  const directory = temporaryDirectory('shell');
  try {
    const variables = { ...adkVariables(adkHere(ctx), given), ...extra, ...home.variables };
    const { env, handover } = equip(ctx, given, variables, secret);
    const program = ctx.env.SHELL || (ctx.platform === 'win32' ? ctx.env.ComSpec : null) || 'sh';
    const start = shellStart(program, env, [...handover.set.keys()], directory.path, label);
    for (const [name, text] of Object.entries(start.files)) {
      createPrivate(join(directory.path, name), text);
    }
    if (!start.heedsStartUp) {
      note(ctx, `${program} may set other credentials in its own start-up files`);
    }
    note(ctx, `A shell with ${label}; exit leaves it`);
    const oldBp = secret === null ? oldBpAround(ctx) : null;
    if (oldBp !== null) {
      note(
        ctx,
        say`bp ${oldBp} reads its token from its cache, not from this shell. To run bp as this profile: ${line('exec', '--', 'bp')} …`,
      );
    }
    return await runProgram(ctx, start.program, start.args, start.env);
  } finally {
    directory.remove();
    home.remove();
  }
}

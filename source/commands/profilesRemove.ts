// `profiles remove`: forgets one profile everywhere it is kept.
import type { Context } from '../context.ts';
import { exitCodes } from '../errors.ts';
import { removeProfile, requireNamed } from '../profiles/manage.ts';
import type { State } from '../profiles/store.ts';
import { appliesHere, noteLeft } from './appliesHere.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { confirmProtected } from './prompt.ts';
import { readStored, saySettled } from './stored.ts';

export const profilesRemove: Command = {
  name: 'profiles remove',
  summary: 'Forget a profile: token, workspace and API URL',
  usage: 'NAME',
  flags: {},
  args: { min: 1, max: 1 },
  examples: ['bp-auth profiles remove dev'],
  run: async (ctx, input) =>
    removeAndReport(ctx, input, await readStored(ctx), input.args[0] ?? '', { isLogout: false }),
};

/** Removes a profile and says what went, from where, and what stays. */
export async function removeAndReport(
  ctx: Context,
  input: Input,
  before: State,
  name: string,
  { isLogout }: { isLogout: boolean },
): Promise<number> {
  if (!Object.hasOwn(before.broken, name) && requireNamed(before, name).protected) {
    await confirmProtected(ctx, name, input.text('confirm'), 'to remove it');
  }
  const applied = appliesHere(ctx, before, null).currentProfile;
  // Of another profile than the one that was in use nothing follows.
  const wasInUse = before.config.activeProfile === name || applied?.name === name;
  const { state, files, sameToken, left } = await removeProfile(ctx, name, isLogout);
  await saySettled(ctx, state);
  if (sameToken.length > 0) {
    note(ctx, `The same token stays in: ${sameToken.join(', ')}`);
  }
  for (const sentence of left) note(ctx, sentence);
  const verb = isLogout ? 'Logged out of' : 'Removed';
  if (!input.on('json')) printLine(ctx, `${verb} ${name} (removed from ${files.join(', ')})`);
  const { currentProfile } = appliesHere(ctx, state, null);
  if (wasInUse) noteLeft(ctx, state);
  if (input.on('json')) printJson(ctx, { removed: [name], files, sameToken, currentProfile });
  return left.length > 0 ? exitCodes.partial : 0;
}

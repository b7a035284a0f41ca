// `profiles remove`: removes profiles from everywhere they are stored.
import type { Context } from '../context.ts';
import { exitCodes } from '../errors.ts';
import { type AdkPrints, adkPrintsOf } from '../profiles/adkCopies.ts';
import { type Config, profileNamed } from '../profiles/config.ts';
import { profilesWithToken, requireNamed } from '../profiles/manage.ts';
import { removeProfile } from '../profiles/remove.ts';
import type { State } from '../profiles/store.ts';
import { bpAuth, placeOf } from '../shell.ts';
import { valueAt } from '../valueAt.ts';
import { copiesInAdk, settleAdkCopies } from './adkCopies.ts';
import { appliesHere, noteLeft } from './appliesHere.ts';
import type { Command, Input } from './command.ts';
import { noteLeftBehind } from './leftBehind.ts';
import { note, printJson, printLine } from './print.ts';
import { canAsk, confirmed, confirmProtected } from './prompt.ts';
import { readStored, saySettled } from './stored.ts';

export const profilesRemove: Command = {
  run: async (ctx, input) =>
    removeAndReport(ctx, input, await readStored(ctx), input.args, { isLogout: false }),
};

/**
 * Removes profiles and reports what was removed, from where, and what stays.
 * @param isDeleted whether the token was revoked at the server
 */
export async function removeAndReport(
  ctx: Context,
  input: Input,
  before: State,
  names: readonly string[],
  { isLogout, isDeleted = false }: { isLogout: boolean; isDeleted?: boolean },
): Promise<number> {
  for (const name of names) await confirmRemoval(ctx, input, before, name);
  const others = othersWithToken(before.config, names);
  const also = (await isAgreed(ctx, input, others)) ? others : [];
  for (const name of also) await confirmRemoval(ctx, input, before, name);

  const going = [...new Set([...names, ...also])];
  const copies = copiesInAdk(ctx, input, printsIn(before, going));
  const applied = appliesHere(ctx, before, null).currentProfile;
  // Removing a profile that was not in use changes nothing about what applies.
  const wasInUse = going.some(
    name => before.config.activeProfile === name || applied?.name === name,
  );
  const verb = isLogout ? 'Logged out of' : 'Removed';
  const allFiles = new Set<string>();
  let state = before;
  let code = 0;
  for (const name of going) {
    const { files, left, ...removal } = await removeProfile(ctx, name, { isLogout });
    state = removal.state;
    await saySettled(ctx, state);
    for (const sentence of left) note(ctx, sentence);
    if (left.length > 0) code = exitCodes.partial;
    for (const file of files) allFiles.add(file);
    if (!input.on('json')) printLine(ctx, `${verb} ${name} (removed from ${files.join(', ')})`);
  }
  const sameToken = others.filter(name => !going.includes(name));
  if (sameToken.length > 0) note(ctx, whatStays(ctx, before.config, sameToken));
  const { currentProfile } = appliesHere(ctx, state, null);
  if (wasInUse) noteLeft(ctx, state);
  noteLeftBehind(ctx);
  const command = isLogout ? 'logout' : 'profiles remove';
  const isWhole = await settleAdkCopies(ctx, input, copies, command, { isDeleted });
  if (input.on('json')) {
    printJson(ctx, { removed: going, files: [...allFiles], sameToken, currentProfile });
  }
  return isWhole ? code : exitCodes.partial;
}

/** Fingerprints of the profiles' tokens; of all profiles if none are named. */
export function printsIn({ config, broken }: State, names?: readonly string[]): AdkPrints {
  const some = names ?? [...Object.keys(config.profiles), ...Object.keys(broken)];
  return adkPrintsOf(
    some.flatMap(name => profileNamed(config, name) ?? []),
    some.map(name => valueAt(broken, name)),
  );
}

/**
 * A protected profile is removed only if its name is given.
 * @throws AppError `usage`
 */
export async function confirmRemoval(
  ctx: Context,
  input: Input,
  before: State,
  name: string,
): Promise<void> {
  if (Object.hasOwn(before.broken, name) || !requireNamed(before, name).protected) return;
  await confirmProtected(ctx, name, input.text('confirm'), 'to remove it');
}

/** Other profiles that hold the token of one of the named profiles. */
function othersWithToken(config: Config, names: readonly string[]): string[] {
  const all = names.flatMap(name => {
    const profile = profileNamed(config, name);
    return profile === null ? [] : profilesWithToken(config, profile);
  });
  return [...new Set(all)].filter(name => !names.includes(name));
}

/**
 * Asks whether to remove the other profiles with the same token, too. Without a terminal, or with
 * `--json`, it asks nothing, and the other profiles stay even with `-y`.
 */
async function isAgreed(ctx: Context, input: Input, others: readonly string[]): Promise<boolean> {
  if (others.length === 0 || !canAsk(ctx) || input.on('json')) return false;
  const question = `The same token is in ${others.join(', ')}, too. Remove ${others.length === 1 ? 'that profile' : 'those profiles'} as well?`;
  return confirmed(ctx, question, input.on('yes'));
}

/** Says which profiles still hold a removed profile's token, and how to remove them, too. */
function whatStays(ctx: Context, config: Config, names: readonly string[]): string {
  const isProtected = (name: string) => profileNamed(config, name)?.protected === true;
  const place = placeOf(ctx);
  const open = names.filter(name => !isProtected(name));
  const lines = [
    ...(open.length === 0 ? [] : [bpAuth(place, 'profiles', 'remove', ...open)]),
    ...names
      .filter(isProtected)
      .map(name => bpAuth(place, 'profiles', 'remove', name, '--confirm', name)),
  ];
  return `The same token stays in: ${names.join(', ')}. To remove it there, too: ${lines.join(' && ')}`;
}

// `logout`: removes the active profile, or all, from everywhere that bp-auth and bp store them.
import { type Advice, line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { cancelled, exitCodes } from '../errors.ts';
import { type Revocation, revokeOwnToken } from '../login/revoke.ts';
import { fingerprintOf, type StoredProfile } from '../profiles/config.ts';
import { noProfile } from '../profiles/current.ts';
import { profilesWithToken, requireNamed } from '../profiles/manage.ts';
import { removeAll } from '../profiles/remove.ts';
import type { State } from '../profiles/store.ts';
import { hasRemains, logOutOfBp } from '../profiles/unfinished.ts';
import { copiesInAdk, settleAdkCopies } from './adkCopies.ts';
import { appliesHere, noteLeft } from './appliesHere.ts';
import type { Command, Input } from './command.ts';
import { noteLeftBehind } from './leftBehind.ts';
import { note, printJson, printLine } from './print.ts';
import { confirmRemoval, printsIn, removeAndReport } from './profilesRemove.ts';
import { confirmed, confirmProtected } from './prompt.ts';
import { readStored, saySettled } from './stored.ts';
import { flagsConflict } from './usage.ts';

export const logout: Command = {
  run(ctx, input) {
    if (!input.on('all')) return logoutOne(ctx, input);
    if (input.text('profile') === undefined) return logoutAll(ctx, input);
    throw flagsConflict(
      '--profile',
      '--all',
      say`\`${line('logout', '--all')}\` logs out of every profile`,
    );
  },
};

async function logoutOne(ctx: Context, input: Input): Promise<number> {
  const state = await readStored(ctx, 'cache');
  const { config, broken } = state;
  // The active profile of config.json, not one picked by directory or environment (docs/reference.md).
  const name = input.text('profile') ?? config.activeProfile;
  if (!name) return logoutOfBp(ctx, input, state);
  if (Object.hasOwn(broken, name) || !input.on('revoke')) {
    return removeAndReport(ctx, input, state, [name], { isLogout: true });
  }
  const profile = requireNamed(state, name);
  if (profile.protected) {
    await confirmProtected(ctx, name, input.text('confirm'), 'to revoke its token');
  }
  const others = profilesWithToken(config, profile).filter(other => other !== name);
  const question =
    others.length === 0
      ? `Revoke the token of ${name} at the server?`
      : `Revoke the token of ${name} at the server? It is also the token of: ${others.join(', ')}`;
  await agree(ctx, input, question);
  copiesInAdk(ctx, input, printsIn(state, [name]));
  const revocation = await revokeOwnToken(ctx, name, profile);
  const isDeleted = isDead(revocation);
  const code = await removeAndReport(ctx, input, state, [name], { isLogout: true, isDeleted });
  return Math.max(code, sayRevocation(ctx, name, revocation));
}

/** No profile is active, but bp may still hold credentials from a login of its own. */
async function logoutOfBp(ctx: Context, input: Input, { config }: State): Promise<number> {
  const state = await logOutOfBp(ctx);
  if (!state?.settled?.length) throw noProfile(Object.keys(config.profiles).length > 0);
  await saySettled(ctx, state);
  if (input.on('json'))
    printJson(ctx, { removed: [], files: ['global.cache.json'], sameToken: [] });
  else printLine(ctx, 'Logged bp out; no profile was active here');
  return 0;
}

async function logoutAll(ctx: Context, input: Input): Promise<number> {
  const state = await readStored(ctx, 'all');
  const names = [...Object.keys(state.config.profiles), ...Object.keys(state.broken)];
  if (names.length === 0) {
    const isLeft = state.notices.some(({ type }) => type === 'unfinished-login');
    if (hasRemains(ctx, state) || isLeft) await saySettled(ctx, (await removeAll(ctx)).state);
    throw noProfile(false);
  }
  const alsoDelete = input.on('revoke') ? ' and revoke their tokens at the server' : '';
  await agree(
    ctx,
    input,
    `Log out of all ${names.length} profiles (${names.join(', ')})${alsoDelete}?`,
  );
  for (const name of names) await confirmRemoval(ctx, input, state, name);
  const copies = copiesInAdk(ctx, input, printsIn(state));
  const codes: number[] = [];
  if (input.on('revoke')) {
    for (const [name, profile] of onePerToken(state)) {
      codes.push(sayRevocation(ctx, name, await revokeOwnToken(ctx, name, profile)));
    }
  }
  const { state: after, left } = await removeAll(ctx);
  await saySettled(ctx, after);
  for (const sentence of left) note(ctx, sentence);
  if (left.length > 0) codes.push(exitCodes.partial);
  if (!(await settleAdkCopies(ctx, input, copies, 'logout'))) codes.push(exitCodes.partial);
  const { currentProfile } = appliesHere(ctx, after, null);
  if (input.on('json')) printJson(ctx, { removed: names, currentProfile });
  else printLine(ctx, `Logged out of ${names.join(', ')}`);
  noteLeft(ctx, after);
  noteLeftBehind(ctx);
  return Math.max(0, ...codes);
}

async function agree(ctx: Context, input: Input, question: string): Promise<void> {
  if (await confirmed(ctx, question, input.on('yes'))) return;
  throw cancelled('nothing was changed');
}

/** One profile per token, preferably one that knows the token's id. */
function onePerToken({ config }: State): Array<[name: string, profile: StoredProfile]> {
  const byToken = new Map<string, [string, StoredProfile]>();
  for (const [name, profile] of Object.entries(config.profiles)) {
    const print = fingerprintOf(profile) ?? name;
    if (!byToken.get(print)?.[1].tokenId) byToken.set(print, [name, profile]);
  }
  return [...byToken.values()];
}

const isDead = (revocation: Revocation) =>
  revocation === 'revoked' || revocation === 'already-dead';

/** @returns 0, or 3 if the token may still work */
function sayRevocation(ctx: Context, name: string, revocation: Revocation): number {
  const where = 'https://app.botpress.cloud/profile/tokens';
  const words: Record<Revocation, Advice> = {
    revoked: `The token of ${name} was revoked at the server`,
    'already-dead': `The token of ${name} was no longer valid`,
    'unknown-id': `The token of ${name} still works: bp-auth does not know its id. Revoke it at ${where}`,
    'not-a-pat': say`The key of ${name} still works: revoke it in the dashboard, or with \`${line('tokens', 'revoke')}\``,
  };
  note(ctx, words[revocation]);
  return isDead(revocation) ? 0 : exitCodes.partial;
}

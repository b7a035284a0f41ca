// The starting point of a command: what is stored, and which credentials apply. Notes go to stderr.

import { lineText } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { passedOverText } from '../files/foreignFile.ts';
import { linePlace } from '../linePlace.ts';
import { currentOf, requireCurrent } from '../profiles/current.ts';
import { requireNamed } from '../profiles/manage.ts';
import { findProject, type Project, type ProjectRemark } from '../profiles/project.ts';
import type { Current, Resolution } from '../profiles/resolve.ts';
import { type Settling, settles } from '../profiles/settling.ts';
import { readState, type State } from '../profiles/store.ts';
import { faultSentence, tokenFault } from '../secrets/fault.ts';
import type { Input } from './command.ts';
import { note } from './print.ts';

/**
 * The stored state as of now, with notices on stderr.
 * @param settling what the command is about to repair in bp's files. No notice mentions it:
 * `saySettled` reports it after the repair
 * @throws AppError `local`
 */
export async function readStored(ctx: Context, settling: Settling = 'nothing'): Promise<State> {
  const state = readState(ctx);
  const notices = state.notices.filter(({ type }) => !settles(settling, type));
  if (notices.length > 0) {
    const { shortNotices } = await import('../profiles/notices.ts');
    const { placeOf } = await import('../shell.ts');
    for (const line of shortNotices(notices, placeOf(ctx))) note(ctx, line);
  }
  return state;
}

/** Says what the command has repaired in bp's files. */
export async function saySettled(ctx: Context, { settled = [] }: State): Promise<void> {
  if (settled.length === 0) return;
  const { settledText } = await import('../profiles/notices.ts');
  for (const one of settled) note(ctx, settledText(one));
}

/**
 * The credentials that apply here. Prints warnings about them on stderr.
 * @throws AppError `usage` for an unknown profile
 */
export function applying(ctx: Context, input: Input, state: State): Resolution {
  const resolution = currentOf(ctx, state, input.text('profile'));
  for (const warning of resolution.warnings) note(ctx, warning);
  return resolution;
}

/** The profile named as the argument, else the one that applies. @throws AppError `usage`, `auth` */
export function namedOrCurrent(
  ctx: Context,
  input: Input,
  state: State,
): Pick<Current, 'name' | 'profile'> {
  const [name] = input.args;
  const chosen =
    name === undefined
      ? requireCurrent(applying(ctx, input, state))
      : { name, profile: requireNamed(state, name) };
  noteStoredToken(ctx, chosen);
  return chosen;
}

/** Warns about a stored text that certainly is no token, before it is sent. */
export function noteStoredToken(
  ctx: Context,
  { name, profile }: Pick<Current, 'name' | 'profile'>,
): void {
  const fault = profile.token ? tokenFault(profile.token.trim()) : null;
  if (fault !== null && name !== null) {
    note(ctx, `The stored token of ${name} cannot be valid: ${faultSentence(fault)}`);
  }
}

/**
 * The project of the current directory. A project file that is not valid is skipped with a note.
 */
export function projectHere(ctx: Context): Project | null {
  return projectAt(ctx, ctx.cwd);
}

export function projectAt(ctx: Context, directory: string): Project | null {
  const { project, passedOver } = findProject(directory);
  for (const file of passedOver) note(ctx, passedOverText(file));
  return project;
}

export function noteRemark(ctx: Context, { text, command }: ProjectRemark): void {
  note(ctx, command === null ? text : `${text}. Run: ${lineText(command, linePlace(ctx))}`);
}

// Interrupted commands that no process is finishing: a token may be left behind that still works.
import type { Context } from '../context.ts';
import type { Config } from '../profiles/config.ts';
import { dateOrNull } from '../profiles/view.ts';
import { type Journal, noteOf } from './journal.ts';
import { type Pending, pendingJournals, workerOf } from './journalFile.ts';
import { holdersIn } from './resumeCreation.ts';

/**
 * The interrupted commands, as far as this machine shows. Only the server knows whether one of them
 * created a token.
 * @throws AppError `local` if the home cannot be listed
 */
export function leftBehind(ctx: Context, config: Config): Pending[] {
  return pendingJournals(ctx.botpressHome).filter(
    pending => !isSettled(pending, config) && workerOf(pending, ctx.now()) === null,
  );
}

/** Whether nothing is left to do except to remove the journal. */
const isSettled = ({ journal }: Pending, config: Config) =>
  journal?.type === 'creation' && holdersIn(config, journal).length > 0;

/** One sentence, without a full stop. Names may contain anything, so clean it before showing it. */
export function leftBehindText({ path, journal }: Pending): string {
  if (journal === null)
    return `${path} cannot be understood, but names a token that may be left over`;
  const begun = dateOrNull(journal.startedAt);
  const when = begun === null ? '' : ` (begun ${begun.slice(0, 16).replace('T', ' ')})`;
  return `${whatIsLeft(journal)}${when}`;
}

function whatIsLeft(journal: Journal): string {
  const { type, profile, newId, oldFingerprint, creation } = journal;
  const whose = profile === null ? '' : ` of ${profile}`;
  const which = `${newId === null ? 'the one' : newId} with the note “${noteOf(journal)}”`;
  if (type === 'ephemeral') {
    return `A token that \`bp-auth exec --ephemeral\` created with the token${whose} was not revoked: ${which}`;
  }
  if (type === 'creation') {
    const aim = creation?.saveTo ? ` for ${creation.saveTo}` : '';
    return `\`bp-auth tokens create\` was interrupted: a token${aim} may be left over, ${which}`;
  }
  if (isWaitingForOldId(journal)) {
    return `The token that was in ${profile ?? 'the profile'} before its rotation (#${oldFingerprint}) was not revoked, because its id is not known`;
  }
  return `A rotation of the token${whose} was interrupted, and one token is left over: the old one (#${oldFingerprint}), or the new one: ${which}`;
}

/** Whether a rotation only waits to be told which token is the old one. */
export const isWaitingForOldId = (journal: Journal) =>
  journal.type === 'rotation' && journal.newId !== null && journal.oldId === null;

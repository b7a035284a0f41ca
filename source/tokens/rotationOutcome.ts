// The end of a rotation in words: what became of the tokens, and what is left to do, as commands
// that run as printed.
import { type Advice, line, profileFlag, say } from '../commandLine.ts';
import { type AppError, rewrapped } from '../errors.ts';
import { resumeLineFor } from './resumeLines.ts';
import type { Rotation } from './rotationRun.ts';

/** The command to run if the API does not show which token is the old one. */
export const withOldId = (profile: string) =>
  line('tokens', 'rotate', ...profileFlag(profile), '--old-id', 'ID');

/** The error if no profile, or not every profile, holds the new token; null if all do. */
export function failureOf(rotation: Rotation): AppError | null {
  const { end, problem, failedAt, profile, held, savedTo, created, removed, orphans } = rotation;
  if (problem === null || end === 'moot') return null;
  if (failedAt === 'revoke' || failedAt === 'share') return null;
  const fail = (consequence: string, hint: Advice | undefined) =>
    rewrapped(problem, { message: says => `${says}. ${consequence}`, hint });
  const finish = say`To finish: ${resumeLineFor(profile)}`;
  if (held === 'new' || held === 'mixed') {
    const has = savedTo.length === 1 ? 'has' : 'have';
    const where = savedTo.length > 0 ? `${list(savedTo)} ${has}` : 'A keychain may have';
    return fail(`${where} the new token (${created?.id}); the old one was not revoked`, finish);
  }
  const asBefore = `${profile} has its old token`;
  if (orphans.length > 0) {
    return fail(`The new token ${list(orphans)} could not be revoked; ${asBefore}`, finish);
  }
  if (rotation.uncertain) {
    return fail(`It is not known whether a new token was created; ${asBefore}`, finish);
  }
  const made = removed.length > 0 ? 'The new token was revoked' : 'No new token was created';
  return fail(`${made}; ${asBefore}`, problem.advice);
}

/**
 * What is left to do although the new token is stored, one sentence per line; empty if nothing is.
 */
export function leftToDo(rotation: Rotation): Advice[] {
  const { end, problem, oldId, oldFingerprint, profile, candidates, uncertain } = rotation;
  if (end === 'moot') return mootWords(rotation);
  if (end === 'name-old') {
    return [
      `The old token (#${oldFingerprint}) still works, because its id is not known. It is one of:`,
      ...candidates.map(({ id, note, createdAt }) =>
        [' ', id, createdAt.slice(0, 10), note].join('  ').trimEnd(),
      ),
      say`To revoke the old token: ${withOldId(profile)}`,
    ];
  }
  if (problem === null || end !== 'stuck') return [];
  const works = uncertain ? 'may still work' : 'still works';
  return [
    `The old token ${oldId} (#${oldFingerprint}) ${works}, because the rotation did not finish: ${problem.message}`,
    say`To revoke the old token: ${resumeLineFor(profile)}`,
  ];
}

function mootWords({ profile, oldId, oldFingerprint, removed }: Rotation): string[] {
  const revoked = removed.length > 0 ? ', and what the rotation had created was revoked' : '';
  const old = oldId === null ? `#${oldFingerprint}` : `${oldId} (#${oldFingerprint})`;
  return [
    `The rotation was abandoned: ${profile} was logged in with another token meanwhile${revoked}. The token that ${profile} had before, ${old}, was not touched`,
  ];
}

function list(words: readonly string[]): string {
  return words.join(', ');
}

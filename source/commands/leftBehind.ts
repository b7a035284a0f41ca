// The note about tokens that interrupted commands left behind; several commands add it to their
// output.
import { say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { isAppError } from '../errors.ts';
import { readState } from '../profiles/store.ts';
import type { Pending } from '../tokens/journalFile.ts';
import { leftBehind, leftBehindText } from '../tokens/leftBehind.ts';
import { resumeLine } from '../tokens/resumeLines.ts';
import { note } from './print.ts';

/** How many interrupted commands are named; the others are counted. */
const most = 3;

export function noteLeftBehind(ctx: Context): void {
  const left = whatIsLeft(ctx);
  if (left.length === 0) return;
  for (const pending of left.slice(0, most)) note(ctx, leftBehindText(pending));
  if (left.length > most) note(ctx, `And ${left.length - most} more`);
  note(ctx, say`To finish interrupted commands, or revoke what they left behind: ${resumeLine}`);
}

function whatIsLeft(ctx: Context): Pending[] {
  const { config } = readState(ctx);
  try {
    return leftBehind(ctx, config);
  } catch (error) {
    // If the home cannot be listed, only this note is lost: the command itself must not fail.
    if (!isAppError(error)) throw error;
    note(
      ctx,
      `It is not known whether an interrupted command left a token behind: ${error.message}`,
    );
    return [];
  }
}

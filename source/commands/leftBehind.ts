// Saying what was interrupted and left a token behind, beside whatever else a command does.
import { say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { readState } from '../profiles/store.ts';
import { leftBehind, leftBehindText } from '../tokens/leftBehind.ts';
import { resumeLine } from '../tokens/resumeLines.ts';
import { note } from './print.ts';

/** How many are named. */
const most = 3;

export function noteLeftBehind(ctx: Context): void {
  const left = leftBehind(ctx, readState(ctx).config);
  if (left.length === 0) return;
  for (const pending of left.slice(0, most)) note(ctx, leftBehindText(pending));
  if (left.length > most) note(ctx, `And ${left.length - most} more`);
  note(ctx, say`To finish it, or delete what is left: ${resumeLine}`);
}

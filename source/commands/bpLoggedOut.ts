// The note that bp is logged out, because it cannot use the profile that has become active.
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { kindOfProfile, type StoredProfile, sourceOf } from '../profiles/config.ts';
import { publishable } from '../profiles/publishable.ts';
import { note } from './print.ts';

/** Says that bp is logged out, and what runs a program with this profile; nothing if bp has it. */
export function noteBpLoggedOut(ctx: Context, profile: StoredProfile): void {
  if (publishable(profile) !== null) return;
  if (kindOfProfile(profile) !== 'pat') {
    note(
      ctx,
      say`bp is logged out now: it knows personal access tokens only. To run a program with this profile: ${line('exec', '--', 'CMD')}`,
    );
  } else if (sourceOf(profile).kind !== 'file') {
    note(
      ctx,
      say`bp is logged out now: it reads tokens from its own files only. To run bp with this profile: ${line('exec', '--', 'bp')} …`,
    );
  }
}

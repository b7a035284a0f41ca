// The key tables of the profile list in its other modes: filtering, renaming, verifying all.
import type { Binding } from '../../contract/keymap.ts';
import type { SeenProfiles } from './availability.ts';
import { marks, profileTable } from './bindings.ts';
import { renameProblem } from './state.ts';
import { isVerifying } from './verification.ts';

export const filterKeys: readonly Binding<SeenProfiles>[] = profileTable.typing;

const stopVerifying: Binding<SeenProfiles> = {
  keys: ['esc'],
  does: 'Stop verifying',
  footer: 'stop verifying',
  message: { type: 'profiles.verifyAll.stop' },
};

export const renameKeys: readonly Binding<SeenProfiles>[] = [
  {
    keys: ['enter'],
    does: 'Rename',
    footer: 'rename',
    message: { type: 'profiles.rename.save' },
    changes: true,
    unavailable: ({ own, shared }) => {
      const problem = renameProblem(own, shared);
      return problem === null ? null : `Not possible: ${problem}`;
    },
  },
  {
    keys: ['esc'],
    does: 'Keep the old name',
    footer: 'keep the old name',
    message: { type: 'profiles.rename.cancel' },
  },
];

/** Esc while profiles are being verified or marked: it stops verifying, or clears the marks. */
export function escKeys({ own, shared }: SeenProfiles): readonly Binding<SeenProfiles>[] {
  if (isVerifying(own, shared)) return [stopVerifying];
  return own.marks.size > 0 ? [marks.clear] : [];
}

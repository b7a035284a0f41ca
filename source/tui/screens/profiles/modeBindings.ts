// The key tables of the profile list in its other modes: filtering, renaming, verifying all.
import { filterBindings } from '../../components/filter.ts';
import type { Binding } from '../../contract/keymap.ts';
import type { SeenProfiles } from './availability.ts';
import { marks } from './bindings.ts';
import { renameProblem } from './state.ts';
import { isVerifying } from './verification.ts';

const { clear, whileTyping } = filterBindings<SeenProfiles>({
  keep: { type: 'profiles.filter.keep' },
  clear: { type: 'profiles.filter.clear' },
  move: by => ({ type: 'profiles.move', by }),
});
export const filterKeys: readonly Binding<SeenProfiles>[] = whileTyping;

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

/** What Esc ends: running work, then the marks, then the filter. */
export function escKeys({ own, shared }: SeenProfiles): readonly Binding<SeenProfiles>[] {
  if (isVerifying(own, shared)) return [stopVerifying];
  if (own.marks.size > 0) return [marks.clear];
  return own.filter === null ? [] : [clear];
}

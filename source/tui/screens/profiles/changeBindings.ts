// The keys that change the selected profile, or the marked ones.
import type { Binding } from '../../contract/keymap.ts';
import { hereOf } from '../../contract/knowledge.ts';
import { noSelection, noTarget, type SeenProfiles } from './availability.ts';

export const changeKeys: readonly Binding<SeenProfiles>[] = [
  {
    keys: ['e'],
    does: 'Rename the selected profile',
    words: ['name', 'call it'],
    commands: ['profiles rename'],
    message: { type: 'profiles.rename' },
    unavailable: noSelection,
  },
  {
    keys: ['d'],
    does: 'Log out: remove the selected profile, or the marked ones',
    words: ['log out', 'logout', 'sign out', 'delete', 'forget', 'clear'],
    commands: ['logout', 'profiles remove'],
    message: { type: 'profiles.remove' },
    changes: true,
    unavailable: noTarget,
  },
  {
    keys: ['P'],
    does: 'Protect the selected profile, or remove its protection',
    words: ['unprotect', 'lock', 'guard', 'production', 'confirm'],
    commands: ['profiles protect'],
    deed: 'protect',
    message: { type: 'profiles.protect' },
    changes: true,
    unavailable: noSelection,
  },
  {
    keys: ['b'],
    does: 'Bind this directory to the selected profile, or unbind it',
    words: ['unbind', 'folder', 'project', 'link'],
    commands: ['profiles bind', 'profiles unbind'],
    message: { type: 'profiles.bind' },
    changes: true,
    unavailable: seen =>
      noSelection(seen) ??
      (hereOf(seen.shared)?.directory == null ? 'The current directory is gone' : null),
  },
];

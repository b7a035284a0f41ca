// The keys that log in again if the selected profile's token is rejected.
import type { Binding } from '../../contract/keymap.ts';
import { checkOf } from '../../contract/knowledge.ts';
import { isRejected } from '../../home/loginAgain.ts';
import type { SeenProfiles } from './availability.ts';
import { selectedProfile } from './state.ts';

/**
 * The keys of the list. If the selected profile's token is rejected, Enter and `n` log in to that
 * profile again, and `N` logs in to a new one.
 */
export function withLoginAgain(
  listKeys: readonly Binding<SeenProfiles>[],
  { own, shared }: SeenProfiles,
): readonly Binding<SeenProfiles>[] {
  const profile = selectedProfile(own, shared);
  if (profile === null || !isRejected(checkOf(shared, profile))) return listKeys;
  const again: Binding<SeenProfiles> = {
    keys: ['enter', 'n'],
    does: `Log in again to ${profile.name}`,
    footer: 'log in again',
    words: ['login', 'relogin', 'renew'],
    commands: ['login'],
    message: { type: 'profiles.loginAgain' },
  };
  return listKeys.flatMap((binding): readonly Binding<SeenProfiles>[] => {
    if (binding.message.type === 'profiles.use') return [again];
    if (binding.message.type !== 'profiles.login') return [binding];
    const { footer, ...other } = binding;
    return [{ ...other, keys: ['N'] }];
  });
}

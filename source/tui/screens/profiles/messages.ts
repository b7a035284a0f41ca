// The messages of the profile list.
import type { AppError } from '../../../errors.ts';
import type { Imported } from '../../../profiles/importing.ts';
import type { PutBack } from '../../../profiles/putBack.ts';
import type { Removal } from '../../../profiles/remove.ts';
import type { DetailsMove } from '../../components/detailsScroll.ts';
import type { MarkMessage } from '../../components/markBindings.ts';
import type { Markable } from '../../components/marks.ts';
import type { ListMessage } from '../../contract/listMessages.ts';
import type { ScreenName } from '../../contract/screenTypes.ts';
import type { KeyInput } from '../../terminal/keys.ts';

/** What an action on several profiles did not do, and what can be undone. */
export type RowOutcome = {
  failed: readonly { name: string; error: AppError }[];
  /** The profiles that the action left as they were, because Esc stopped it. */
  left: readonly string[];
  /**
   * The removed profiles that can be put back, and the number by which `profiles.undo` asks for
   * that; null if there are none.
   */
  undo: { number: number; names: readonly string[] } | null;
};

export type ProfilesMessage =
  | ListMessage<'profiles'>
  | { type: 'profiles.details'; towards: DetailsMove }
  /** Moves the cursor to a profile, even if the filter hides it. */
  | { type: 'profiles.select'; name: string }
  | MarkMessage<'profiles'>
  | { type: 'profiles.use' }
  | { type: 'profiles.use.confirmed'; name: string }
  | { type: 'profiles.used'; name: string }
  | { type: 'profiles.previous' }
  | { type: 'profiles.login' }
  /** Logs in to the selected profile again. */
  | { type: 'profiles.loginAgain' }
  | { type: 'profiles.rename' }
  | { type: 'profiles.rename.type'; input: KeyInput }
  | { type: 'profiles.rename.save' }
  | { type: 'profiles.rename.cancel' }
  | { type: 'profiles.renamed'; from: string; to: string }
  | { type: 'profiles.remove' }
  /** `typed`: the name that the user typed to remove a protected profile. */
  | { type: 'profiles.remove.confirmed'; profiles: readonly Markable[]; typed: string | null }
  | ({ type: 'profiles.removed'; removals: readonly Removal[] } & RowOutcome)
  | { type: 'profiles.undo'; undo: number }
  | ({ type: 'profiles.putBack'; profiles: readonly Omit<PutBack, 'state'>[] } & RowOutcome)
  | { type: 'profiles.protect' }
  | { type: 'profiles.unprotect.confirmed'; name: string }
  | { type: 'profiles.protected'; name: string; on: boolean }
  | { type: 'profiles.bind' }
  | { type: 'profiles.bound'; directory: string; name: string | null }
  | { type: 'profiles.verify' }
  | { type: 'profiles.verifyAll' }
  /** `names`: the profiles to verify; null for all. */
  | { type: 'profiles.verifyAll.confirmed'; names: readonly string[] | null }
  | { type: 'profiles.verifyAll.stop' }
  | { type: 'profiles.sort' }
  | { type: 'profiles.page' }
  | { type: 'profiles.copy' }
  | { type: 'profiles.open'; screen: ScreenName }
  | { type: 'profiles.import' }
  | { type: 'profiles.imported'; imported: Imported }
  | { type: 'profiles.refresh' };

export type ProfilesWork =
  | { type: 'profile.use'; name: string }
  | { type: 'profile.rename'; from: string; to: string }
  | { type: 'profile.remove'; names: readonly string[] }
  /** Puts the removed profiles back. */
  | { type: 'profile.putBack'; undo: number }
  /** The removal can no longer be undone: the kept data is dropped. */
  | { type: 'profile.letGo'; undo: number }
  | { type: 'profile.protect'; name: string; on: boolean }
  /** `name`: the profile to bind to the directory; null to unbind it. */
  | { type: 'directory.bind'; directory: string; name: string | null }
  | { type: 'profiles.import'; from: 'adk' };

// Everything that can happen in the terminal UI: one union, told by `type`.
import type { Account, Workspace } from '../../botpress/answers.ts';
import type { AppError } from '../../errors.ts';
import type { Proof } from '../../login/prove.ts';
import type { Saved } from '../../login/save.ts';
import type { Imported } from '../../profiles/importing.ts';
import type { Removal } from '../../profiles/manage.ts';
import type { Size } from '../look/layout.ts';
import type { TokensMessage } from '../screens/tokens/messages.ts';
import type { TroubleshootingMessage } from '../screens/troubleshooting/messages.ts';
import type { WorkspaceMessage } from '../screens/workspace/messages.ts';
import type { KeyInput } from '../terminal/keys.ts';
import type { ProfileCheck, StoredHome } from './knowledge.ts';
import type { ListMove } from './scroll.ts';

export type ScreenName = 'profiles' | 'login' | 'workspace' | 'tokens' | 'troubleshooting';

/** Of the program as a whole. */
type ProgramMessage =
  | { type: 'started' }
  | { type: 'resized'; size: Size }
  | { type: 'ticked' }
  | { type: 'quit' }
  | { type: 'interrupted' }
  | { type: 'suspend' }
  | { type: 'repaint' }
  | { type: 'go'; screen: ScreenName; profile: string | null }
  | { type: 'back' }
  /** A key that means something here, but not now. */
  | { type: 'unavailable'; reason: string }
  | { type: 'toast.dismiss' }
  | { type: 'help.open' }
  | { type: 'help.close' }
  | { type: 'help.move'; by: ListMove }
  | { type: 'palette.open' }
  | { type: 'palette.close' }
  | { type: 'palette.type'; input: KeyInput }
  | { type: 'palette.move'; by: ListMove }
  | { type: 'palette.run' }
  | { type: 'log.open' }
  | { type: 'log.close' }
  | { type: 'log.move'; by: ListMove }
  /** Something that was printed past the screen: by a library, or a warning of Node's. */
  | { type: 'stray'; text: string }
  | { type: 'modal.type'; input: KeyInput }
  | { type: 'modal.other' }
  | { type: 'modal.choose' }
  | { type: 'modal.cancel' };

/** Of what is stored and what the API says about it. */
type HomeMessage =
  | { type: 'home.loaded'; home: StoredHome }
  /** `unasked`: the program asked by itself. */
  | { type: 'check.done'; identity: string; check: ProfileCheck; unasked?: true }
  /** What the API told about profiles was written down, or could not be. */
  | { type: 'profiles.learned' }
  /** What was interrupted earlier and may have left a token. */
  | { type: 'left.found'; text: string }
  | { type: 'page.opened'; address: string; opened: boolean }
  /** Something is to be written, but waits for another process. */
  | { type: 'write.waits'; who: string }
  /** Something that was to be written could not be. */
  | { type: 'write.failed'; error: AppError };

type ProfilesMessage =
  | { type: 'profiles.move'; by: ListMove }
  /** Puts the cursor on a profile, whatever the filter hides. */
  | { type: 'profiles.select'; name: string }
  | { type: 'profiles.use' }
  | { type: 'profiles.use.confirmed'; name: string }
  | { type: 'profiles.used'; name: string }
  | { type: 'profiles.previous' }
  | { type: 'profiles.login' }
  | { type: 'profiles.rename' }
  | { type: 'profiles.rename.type'; input: KeyInput }
  | { type: 'profiles.rename.save' }
  | { type: 'profiles.rename.cancel' }
  | { type: 'profiles.renamed'; from: string; to: string }
  | { type: 'profiles.remove' }
  | { type: 'profiles.remove.confirmed'; name: string }
  | { type: 'profiles.removed'; removal: Removal }
  | { type: 'profiles.protect' }
  | { type: 'profiles.unprotect.confirmed'; name: string }
  | { type: 'profiles.protected'; name: string; on: boolean }
  | { type: 'profiles.bind' }
  | { type: 'profiles.bound'; directory: string; name: string | null }
  | { type: 'profiles.verify' }
  | { type: 'profiles.verifyAll' }
  | { type: 'profiles.verifyAll.confirmed' }
  | { type: 'profiles.verifyAll.stop' }
  | { type: 'profiles.sort' }
  | { type: 'profiles.page' }
  | { type: 'profiles.copy' }
  | { type: 'profiles.open'; screen: ScreenName }
  | { type: 'profiles.import' }
  | { type: 'profiles.imported'; imported: Imported }
  | { type: 'profiles.refresh' }
  | { type: 'profiles.filter' }
  | { type: 'profiles.filter.type'; input: KeyInput }
  | { type: 'profiles.filter.keep' }
  | { type: 'profiles.filter.clear' };

type LoginMessage =
  | { type: 'login.move'; by: ListMove }
  | { type: 'login.type'; input: KeyInput }
  | { type: 'login.next' }
  | { type: 'login.back' }
  | { type: 'login.finish' }
  /** Away from the browser, to the choice of ways and API URLs. */
  | { type: 'login.ways' }
  | { type: 'login.browser.opened'; url: string; opened: boolean }
  | { type: 'login.browser.failed'; error: AppError }
  | { type: 'login.browser.again' }
  /** A token that was not typed: of the environment variable, or of the browser (null). */
  | { type: 'login.received'; token: string; variable: string | null }
  | { type: 'login.verified'; account: Account }
  | { type: 'login.page'; workspaces: Workspace[] }
  | { type: 'login.listed' }
  | { type: 'login.proven'; proof: Proof }
  | { type: 'login.save.confirmed' }
  | { type: 'login.saved'; saved: Saved }
  | { type: 'login.failed'; error: AppError };

export type Message =
  | ProgramMessage
  | HomeMessage
  | ProfilesMessage
  | LoginMessage
  | WorkspaceMessage
  | TokensMessage
  | TroubleshootingMessage;

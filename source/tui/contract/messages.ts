// The messages of the terminal UI: all events in one union, distinguished by `type`.
import type { AppError } from '../../errors.ts';
import type { Size } from '../look/layout.ts';
import type { Ground } from '../look/theme.ts';
import type { KeyInput } from '../terminal/keys.ts';
import type { Copying } from './copying.ts';
import type { ProfileCheck, StoredHome } from './knowledge.ts';
import type { ListMessage } from './listMessages.ts';
import type { Go, ScreenName, ScreenTypes } from './screenTypes.ts';
import type { ListMove } from './scroll.ts';
import type { Waiting } from './waits.ts';

/** Messages of the program as a whole. */
type ProgramMessage =
  | { type: 'started' }
  | { type: 'resized'; size: Size }
  | { type: 'ticked' }
  /** `sure`: the user knows what will be lost, and wants to leave. */
  | { type: 'quit'; sure?: true }
  | { type: 'interrupted'; sure?: true }
  | { type: 'suspend' }
  | { type: 'repaint' }
  | Go
  | { type: 'back' }
  /** A key that has a meaning here, but not now. */
  | { type: 'unavailable'; reason: string }
  | { type: 'toast.dismiss' }
  /** Copies the first command on the screen; each repetition copies the next command. */
  | { type: 'command.copy' }
  | { type: 'help.open' }
  | { type: 'help.close' }
  | ListMessage<'help' | 'log'>
  | { type: 'palette.open' }
  | { type: 'palette.close' }
  | { type: 'palette.type'; input: KeyInput }
  | { type: 'palette.move'; by: ListMove }
  | { type: 'palette.run' }
  | { type: 'log.open' }
  | { type: 'log.close' }
  /** Changes to the next theme, which is also stored. */
  | { type: 'theme.next' }
  | { type: 'ui.kept' }
  /** The terminal has reported its background. */
  | { type: 'ground'; ground: Ground }
  | { type: 'wait.began'; waiting: Waiting }
  /** A change was sent: from now on it cannot be cancelled. */
  | { type: 'wait.sent'; id: number }
  /** How many of several changes are done. */
  | { type: 'wait.step'; id: number; done: number }
  | { type: 'wait.ended'; id: number }
  | { type: 'wait.cancel'; id: number }
  /** Text that was printed past the UI: by a library, or as a warning of Node. */
  | { type: 'stray'; text: string }
  | { type: 'modal.type'; input: KeyInput }
  | { type: 'modal.other' }
  | { type: 'modal.choose' }
  | { type: 'modal.cancel' }
  /**
   * Enter, pressed twice or held: the first one has answered a question, and this one is not meant for the
   * screen below.
   */
  | { type: 'modal.echo' }
  /** A key other than Enter was pressed after the answer: the next Enter is meant for the screen. */
  | { type: 'modal.over' };

/** Messages about the store and the API's answers. */
type HomeMessage =
  | { type: 'home.loaded'; home: StoredHome }
  /** `unasked`: the program asked by itself. */
  | { type: 'profile.verified'; identity: string; check: ProfileCheck; unasked?: true }
  /** The user cancelled the verification. */
  | { type: 'profile.verify.stopped'; identity: string }
  /** The API's answers were stored, or could not be. */
  | { type: 'home.learned' }
  /** Interrupted commands that may have left a token behind. */
  | { type: 'left.found'; text: string; commands: readonly string[] }
  | { type: 'page.opened'; address: string; opened: boolean }
  /** `to`: the clipboard that got the text; null if none did. A terminal never confirms that it has the text. */
  | ({ type: 'copied'; to: 'system' | 'terminal' | null } & Omit<Copying, 'text'>)
  /** Work is waiting for `who`, for example for another process. */
  | { type: 'write.waits'; who: string }
  | { type: 'write.failed'; error: AppError };

export type Message = ProgramMessage | HomeMessage | ScreenTypes[ScreenName]['message'];

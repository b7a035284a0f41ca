// The messages of the terminal UI: all that can happen, in one union, told by `type`.
import type { AppError } from '../../errors.ts';
import type { Size } from '../look/layout.ts';
import type { Ground } from '../look/theme.ts';
import type { KeyInput } from '../terminal/keys.ts';
import type { ProfileCheck, StoredHome } from './knowledge.ts';
import type { Go, ScreenName, ScreenTypes } from './screenTypes.ts';
import type { ListMove } from './scroll.ts';
import type { Waiting } from './waits.ts';

/** Of the program as a whole. */
type ProgramMessage =
  | { type: 'started' }
  | { type: 'resized'; size: Size }
  | { type: 'ticked' }
  | { type: 'quit' }
  | { type: 'interrupted' }
  | { type: 'suspend' }
  | { type: 'repaint' }
  | Go
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
  /** The next theme, for now and from now on. */
  | { type: 'theme.next' }
  | { type: 'theme.kept' }
  /** The terminal says what it draws on. */
  | { type: 'ground'; ground: Ground }
  | { type: 'wait.began'; waiting: Waiting }
  /** A change has left: from now on it cannot be called off. */
  | { type: 'wait.sent'; id: number }
  | { type: 'wait.ended'; id: number }
  | { type: 'wait.cancel'; id: number }
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
  | { type: 'profile.verified'; identity: string; check: ProfileCheck; unasked?: true }
  /** Somebody called that off. */
  | { type: 'profile.verify.stopped'; identity: string }
  /** What the API told about profiles was written down, or could not be. */
  | { type: 'home.learned' }
  /** What was interrupted earlier and may have left a token. */
  | { type: 'left.found'; text: string }
  | { type: 'page.opened'; address: string; opened: boolean }
  /** Something is to be written, but waits for another process. */
  | { type: 'write.waits'; who: string }
  /** Something that was to be written could not be. */
  | { type: 'write.failed'; error: AppError };

export type Message = ProgramMessage | HomeMessage | ScreenTypes[ScreenName]['message'];

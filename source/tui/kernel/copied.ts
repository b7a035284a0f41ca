// The toast about copied text. A clipboard program of the system confirms that it took the text; a
// terminal confirms nothing, so the toast then only says that the text was sent.
import type { ToastRequest } from '../contract/effects.ts';
import type { Message } from '../contract/messages.ts';

type Copied = Extract<Message, { type: 'copied' }>;

export function copiedToast({ to, what, next }: Copied): ToastRequest {
  const tail = next === undefined ? '' : `: ${next}`;
  switch (to) {
    case 'system':
      return { type: 'toast', tone: 'ok', text: `Copied ${what}${tail}` };
    case 'terminal':
      return {
        type: 'toast',
        tone: 'info',
        text: `Sent ${what} to the terminal's clipboard${tail}`,
      };
    case null: {
      const why = 'neither this terminal nor a program here can copy';
      return {
        type: 'toast',
        tone: 'error',
        text: `Could not copy ${what}: ${why}. Select it with the mouse`,
      };
    }
  }
}

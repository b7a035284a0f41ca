// The layers above the screens: question, help, palette, log and toast.
import type { Modal } from '../components/dialog.ts';
import { edit } from '../components/lineEditor.ts';
import { untouchedPicker, updateReader } from '../components/picker.ts';
import type { ToastRequest } from '../contract/effects.ts';
import type { Message } from '../contract/messages.ts';
import { layoutOf } from '../look/layout.ts';
import { nextCommand } from './commands.ts';
import { helpRows } from './help.ts';
import { logRows } from './log.ts';
import { updatePalette } from './palette.ts';
import type { UiState } from './state.ts';

/** The toast about an Enter that did nothing. It is shown only if there is no other toast, which may matter more. */
export const echoToast: ToastRequest = {
  type: 'toast',
  tone: 'info',
  text: 'That Enter came right after your answer, and did nothing: press it again if you mean it',
};

/** The state after a message to the layers above the screens. */
export function updateOverlays(state: UiState, message: Message): UiState {
  switch (message.type) {
    case 'command.copy':
      return { ...state, copiedCommand: nextCommand(state) };
    case 'toast.dismiss':
      return { ...state, toast: null };
    case 'ticked': {
      const over = state.toast?.until != null && state.toast.until <= state.shared.now;
      return { ...state, toast: over ? null : state.toast, tickAt: null };
    }
    case 'help.open':
      return { ...state, help: untouchedPicker };
    case 'help.close':
      return { ...state, help: null };
    case 'palette.open':
    case 'palette.close':
    case 'palette.type':
    case 'palette.move':
      return { ...state, palette: updatePalette(state, message) };
    case 'log.open':
      return { ...state, log: { ...state.log, seen: untouchedPicker } };
    case 'log.close':
      return { ...state, log: { ...state.log, seen: null } };
    case 'modal.echo':
      return { ...state, answeredAt: state.shared.now };
    case 'modal.over':
      return { ...state, answeredAt: null };
    case 'modal.cancel':
      return { ...state, modal: null };
    case 'modal.type':
      return withModal(state, modal => ({ ...modal, line: edit(modal.line, message.input) }));
    case 'modal.other':
      return withModal(state, modal => ({
        ...modal,
        choice: modal.choice === 'cancel' ? 'confirm' : 'cancel',
      }));
    default:
      return updateRead(state, message);
  }
}

/** The state after a message to the help or the log. */
function updateRead(state: UiState, message: Message): UiState {
  const { help, log } = state;
  const { columns, body } = layoutOf(state.shared.size);
  if (help !== null) {
    const count = () => helpRows(state, columns).length;
    return { ...state, help: updateReader(help, 'help', message, { count, height: body }) };
  }
  if (log.seen === null) return state;
  const count = () => logRows(log, columns).length;
  const seen = updateReader(log.seen, 'log', message, { count, height: body });
  return seen === log.seen ? state : { ...state, log: { ...log, seen } };
}

function withModal(state: UiState, change: (modal: Modal) => Modal): UiState {
  return state.modal === null ? state : { ...state, modal: change(state.modal) };
}

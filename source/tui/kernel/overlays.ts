// The layers above the screens: question, help, palette, log and toast.
import type { Modal } from '../components/dialog.ts';
import { keptFilter, type ListFilter, openedFilter, typedFilter } from '../components/filter.ts';
import { edit } from '../components/lineEditor.ts';
import type { Message } from '../contract/messages.ts';
import { atTop, scrollBy } from '../contract/scroll.ts';
import { layoutOf } from '../look/layout.ts';
import { helpRows } from './help.ts';
import { logRows } from './log.ts';
import { updatePalette } from './palette.ts';
import type { Help, UiState } from './state.ts';

/** The state after a message to these layers. */
export function updateOverlays(state: UiState, message: Message): UiState {
  switch (message.type) {
    case 'toast.dismiss':
      return { ...state, toast: null };
    case 'ticked': {
      const over = state.toast?.until != null && state.toast.until <= state.shared.now;
      return { ...state, toast: over ? null : state.toast, tickAt: null };
    }
    case 'help.open':
      return { ...state, help: { ...atTop, filter: null } };
    case 'help.close':
      return { ...state, help: null };
    case 'help.filter':
      return withHelp(state, ({ filter }) => openedFilter(filter));
    case 'help.filter.type':
      return withHelp(state, ({ filter }) => typedFilter(filter, message.input));
    case 'help.filter.keep':
      return withHelp(state, ({ filter }) => keptFilter(filter));
    case 'help.filter.clear':
      return withHelp(state, () => null);
    case 'help.move': {
      if (state.help === null) return state;
      const { body, columns } = layoutOf(state.shared.size);
      const count = helpRows(state, columns).length;
      const scroll = scrollBy(state.help, message.by, count, body);
      return { ...state, help: { ...state.help, ...scroll } };
    }
    case 'palette.open':
    case 'palette.close':
    case 'palette.type':
    case 'palette.move':
      return { ...state, palette: updatePalette(state, message) };
    case 'log.open':
      return { ...state, log: { ...state.log, seen: atTop } };
    case 'log.close':
      return { ...state, log: { ...state.log, seen: null } };
    case 'log.move': {
      if (state.log.seen === null) return state;
      const { body, columns } = layoutOf(state.shared.size);
      const count = logRows(state.log, columns).length;
      return {
        ...state,
        log: { ...state.log, seen: scrollBy(state.log.seen, message.by, count, body) },
      };
    }
    case 'modal.echo':
      return { ...state, answeredAt: state.shared.now };
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
      return state;
  }
}

function withHelp(state: UiState, filterOf: (help: Help) => ListFilter): UiState {
  const { help } = state;
  return help === null ? state : { ...state, help: { ...atTop, filter: filterOf(help) } };
}

function withModal(state: UiState, change: (modal: Modal) => Modal): UiState {
  return state.modal === null ? state : { ...state, modal: change(state.modal) };
}

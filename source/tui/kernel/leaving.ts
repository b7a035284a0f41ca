// What is asked before the program is left, where that loses something. Pure.
import type { Question } from '../contract/effects.ts';
import type { Message } from '../contract/messages.ts';
import { askScreen } from './screens.ts';
import { screenOf, type UiState } from './state.ts';

type Leaving = Extract<Message, { type: 'quit' | 'interrupted' }>;

const isLeaving = (message: Message): message is Leaving =>
  message.type === 'quit' || message.type === 'interrupted';

/**
 * The question before that message; null if it is to be done at once. Whoever presses Ctrl+C a second time has read
 * the question, and wants out.
 */
export function askedBefore(state: UiState, message: Message): Question | null {
  if (!isLeaving(message) || message.sure) return null;
  if (message.type === 'interrupted' && state.hasAskedBeforeLeaving) return null;
  return lossOf(state, { ...message, sure: true });
}

/** The state without the note that leaving was asked about, once nothing would be lost: the next token asks again. */
export function withQuestionSettled(state: UiState): UiState {
  if (!state.hasAskedBeforeLeaving || lossOf(state, { type: 'quit', sure: true }) !== null)
    return state;
  return { ...state, hasAskedBeforeLeaving: false };
}

const lossOf = (state: UiState, onConfirm: Message): Question | null =>
  askScreen(state, screenOf(state), (screen, own) => screen.lost?.(own, onConfirm)) ?? null;

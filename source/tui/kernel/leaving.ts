// The question before the program ends, if that loses something. Pure.
import type { Question } from '../contract/effects.ts';
import type { Message } from '../contract/messages.ts';
import { askScreen } from './screens.ts';
import { screenOf, type UiState } from './state.ts';

type Leaving = Extract<Message, { type: 'quit' | 'interrupted' }>;

const isLeaving = (message: Message): message is Leaving =>
  message.type === 'quit' || message.type === 'interrupted';

/**
 * The question before a message takes effect; null if it takes effect at once. A user who presses Ctrl+C
 * again has read the question, and wants to leave.
 */
export function askedBefore(state: UiState, message: Message): Question | null {
  if (!isLeaving(message) || message.sure) return null;
  if (message.type === 'interrupted' && state.hasAskedBeforeLeaving) return null;
  return lossOf(state, { ...message, sure: true });
}

/** Forgets that the user was asked, once nothing would be lost any more: a later loss is asked about again. */
export function withQuestionSettled(state: UiState): UiState {
  if (!state.hasAskedBeforeLeaving || lossOf(state, { type: 'quit', sure: true }) !== null)
    return state;
  return { ...state, hasAskedBeforeLeaving: false };
}

const lossOf = (state: UiState, onConfirm: Message): Question | null =>
  askScreen(state, screenOf(state), (screen, own) => screen.lost?.(own, onConfirm)) ?? null;

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
  const sure = { ...message, sure: true } as const;
  return askScreen(state, screenOf(state), (screen, own) => screen.lost?.(own, sure)) ?? null;
}

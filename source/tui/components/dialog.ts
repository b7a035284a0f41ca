// The state of a question on the screen, and the keys that answer it.
import type { Question } from '../contract/effects.ts';
import { type Binding, type Keys, keysFor } from '../contract/keymap.ts';
import { type EditedLine, emptyLine, textOf } from './lineEditor.ts';

export type Modal = {
  question: Question;
  /**
   * Epoch milliseconds. For the first `typedAhead` milliseconds no key answers the question: the user cannot have read
   * it yet.
   */
  openedAt: number;
  line: EditedLine;
  choice: 'cancel' | 'confirm';
};

export function modalFor(question: Question, now: number): Modal {
  return { question, openedAt: now, line: emptyLine, choice: 'cancel' };
}

const choose: Binding<Modal> = {
  keys: ['enter'],
  does: 'Choose the marked answer',
  footer: 'choose',
  message: { type: 'modal.choose' },
  changes: true,
};

const cancel: Binding<Modal> = {
  keys: ['esc'],
  does: 'Cancel',
  footer: 'cancel',
  message: { type: 'modal.cancel' },
};

export const modalBindings: readonly Binding<Modal>[] = [
  choose,
  cancel,
  {
    keys: ['tab', 'left', 'right', 'up', 'down', 'h', 'j', 'k', 'l', 'shift+tab'],
    does: 'Mark the other answer',
    footer: 'other answer',
    message: { type: 'modal.other' },
  },
];

export const typedModalBindings: readonly Binding<Modal>[] = [
  {
    ...choose,
    does: 'Do it',
    footer: 'do it',
    unavailable: ({ question, line }) =>
      textOf(line) === question.typed
        ? null
        : `Type ${question.typed} to confirm, or Esc to cancel`,
  },
  cancel,
];

export function modalKeys(modal: Modal): Keys {
  return modal.question.typed === null
    ? keysFor('Question', modalBindings, modal)
    : keysFor('Question', typedModalBindings, modal, input => ({ type: 'modal.type', input }));
}

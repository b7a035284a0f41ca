// Owns the questions asked before the troubleshooting screen changes something.
import type { Question } from '../effects.ts';

/** @returns the question before files on this machine are mended */
export function beforeRepairing(titles: string[]): Question {
  return {
    title: 'Repair this on this machine?',
    lines: titles,
    confirm: 'Repair',
    typed: null,
    onConfirm: { type: 'troubleshooting.repair.confirmed', titles },
  };
}

// The question before files on this machine are repaired.
import type { Question } from '../../contract/effects.ts';
import type { PlannedRepair } from './messages.ts';

/** @returns the question before files on this machine are repaired */
export function beforeRepairing(repairs: readonly PlannedRepair[]): Question {
  return {
    title: 'Repair the following on this machine?',
    lines: repairs.map(({ title }) => title),
    confirm: 'Repair',
    typed: null,
    onConfirm: { type: 'troubleshooting.repair.confirmed', ids: repairs.map(({ id }) => id) },
  };
}

// Owns the questions asked before the troubleshooting screen changes something.
import type { Question } from '../effects.ts';
import type { Subject } from '../shared.ts';
import { targetName } from '../words.ts';

/** @returns the question before a profile is pointed at another workspace with the token it has */
export function beforeMoving({ view }: Subject, workspace: { id: string; name: string }): Question {
  const { id, name } = workspace;
  return {
    title: `Use ${name} instead?`,
    lines: [
      `${view.name} points at ${targetName(view)}; then at ${name} (${id}), with the same token.`,
      ...(view.active ? [] : ['It becomes the active profile.']),
    ],
    confirm: 'Use it',
    typed: view.protected ? view.name : null,
    onConfirm: { type: 'troubleshooting.move.confirmed', workspaceId: id },
  };
}

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

// The keys for commands and texts on the troubleshooting screen's pages.
import type { Deed } from '../../../diagnosis/diagnosis.ts';
import type { Binding } from '../../contract/keymap.ts';
import { type Shared, subjectNamed } from '../../contract/knowledge.ts';
import { markedCommand, markedDeed, shownCommands } from './commands.ts';
import type { TroubleshootingState } from './state.ts';

export type SeenTroubleshooting = { own: TroubleshootingState; shared: Shared };

export const isGone = ({ own, shared }: SeenTroubleshooting): string | null => {
  if (own.name === null) return 'The profiles cannot be read';
  return subjectNamed(shared.home, own.name) === null ? `The profile ${own.name} is gone` : null;
};

/** Repairs on this machine, another diagnosis, and the table of scopes need no profile. */
export const needsNone: readonly Deed['type'][] = ['repair', 'again', 'scopes'];

const whyNone = ({ own, shared }: SeenTroubleshooting): string | null =>
  markedCommand(own, shared) === null ? 'No command is in sight: Tab goes to one' : null;

const mark: readonly Binding<SeenTroubleshooting>[] = [
  {
    keys: ['tab'],
    does: 'Mark the next command',
    footer: 'next command',
    message: { type: 'troubleshooting.command.mark', by: 1 },
  },
  {
    keys: ['shift+tab'],
    does: 'Mark the previous command',
    message: { type: 'troubleshooting.command.mark', by: -1 },
  },
];

const copy: Binding<SeenTroubleshooting> = {
  keys: ['y'],
  does: 'Copy the marked command',
  footer: 'copy',
  words: ['clipboard', 'copy a command'],
  message: { type: 'troubleshooting.command.copy' },
  changes: true,
  unavailable: whyNone,
};

const run: Binding<SeenTroubleshooting> = {
  keys: ['enter'],
  does: 'Do what the marked command does, or copy it for a shell',
  message: { type: 'troubleshooting.command.run' },
  changes: true,
  unavailable: seen => {
    const deed = markedDeed(seen.own, seen.shared);
    const isAbout = deed !== null && !needsNone.includes(deed.type);
    return whyNone(seen) ?? (isAbout ? isGone(seen) : null);
  },
};

export const markedCommandKeys: readonly Binding<SeenTroubleshooting>[] = [...mark, copy, run];

/** The keys for the commands on a page; none where there is no command. */
export function commandKeys(seen: SeenTroubleshooting): readonly Binding<SeenTroubleshooting>[] {
  const { own, shared } = seen;
  const { length } = shownCommands(own, shared);
  if (length === 0) return [];
  const isDone = markedDeed(own, shared) !== null;
  const isOnly = length === 1 && markedCommand(own, shared) !== null;
  return [...(isOnly ? [] : mark), copy, isDone ? { ...run, footer: 'do it' } : run];
}

const copyText: Binding<SeenTroubleshooting> = {
  keys: ['y'],
  does: 'Copy the report',
  footer: 'copy',
  words: ['clipboard'],
  message: { type: 'troubleshooting.text.copy' },
  changes: true,
};

export const reportKeys: readonly Binding<SeenTroubleshooting>[] = [copyText];

export const explanationKeys: readonly Binding<SeenTroubleshooting>[] = [
  { ...copyText, keys: ['a'], does: 'Copy the explanation', footer: 'copy all' },
];

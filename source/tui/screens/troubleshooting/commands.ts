// The commands on a page: one of them is marked, to be copied or carried out.
import type { Deed, Fix } from '../../../diagnosis/diagnosis.ts';
import { explanationLines } from '../../../diagnosis/explanationText.ts';
import { markAnother, markedCommandOn } from '../../components/commandMark.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { forShell } from '../../home/pageAndCopy.ts';
import { commandsShownIn } from '../../look/rows.ts';
import { isPage, pageOf, plainRows, scrolledTo } from './panels.ts';
import { fixesShown, type TroubleshootingState } from './state.ts';

export const shownCommands = (own: TroubleshootingState, shared: Shared): string[] =>
  isPage(own) ? commandsShownIn(plainRows(own, shared)) : [];

/** The marked command; null if no command is in view. */
export const markedCommand = (own: TroubleshootingState, shared: Shared): string | null =>
  isPage(own) ? markedCommandOn(pageOf(own, shared), own.command) : null;

/** What the screen does in place of the marked command; null for one that only a shell can run. */
export function markedDeed(own: TroubleshootingState, shared: Shared): Deed | null {
  const command = markedCommand(own, shared);
  const same = ({ command: other, deed }: Fix) => other === command && deed !== undefined;
  return fixesShown(own).find(same)?.deed ?? null;
}

/** The state after a message about a command; null for others. */
export function updateCommands(
  own: TroubleshootingState,
  message: Message,
  shared: Shared,
): Step<TroubleshootingState> | null {
  switch (message.type) {
    case 'troubleshooting.command.mark': {
      const { chosen, scroll } = markAnother(pageOf(own, shared), own.command, message.by);
      return [{ ...scrolledTo(own, scroll), command: chosen }];
    }
    case 'troubleshooting.command.copy':
      return [own, ...copyMarked(own, shared)];
    case 'troubleshooting.text.copy':
      return [own, ...copyText(own)];
    default:
      return null;
  }
}

/** @param next what the user does with the copied command, in a few words */
function copyMarked(own: TroubleshootingState, shared: Shared, next?: string): Effect[] {
  const text = markedCommand(own, shared);
  if (text === null) return [];
  return [{ type: 'copy', text, what: 'the command', ...(next === undefined ? {} : { next }) }];
}

/** Copies the marked command, because only a shell can run it. */
export const copyForShell = (own: TroubleshootingState, shared: Shared): Effect[] =>
  copyMarked(own, shared, forShell);

function copyText({ panel }: TroubleshootingState): Effect[] {
  if (panel?.type === 'report') return [{ type: 'copy', text: panel.text, what: 'the report' }];
  if (panel?.type !== 'explained') return [];
  const text = explanationLines(panel.explanation)
    .map(line => line.text)
    .join('\n');
  return [{ type: 'copy', text, what: 'the explanation' }];
}

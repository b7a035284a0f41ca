// The update of the troubleshooting screen: a running diagnosis, and the fixes for its cause.
import { chain } from '../../../diagnosis/chain.ts';
import type { CheckUpdate } from '../../../diagnosis/diagnosis.ts';
import type { Step } from '../../contract/effects.ts';
import { type Shared, subjectNamed } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { verifyWork } from '../../home/verifying.ts';
import { updateCommands } from './commands.ts';
import { afterMending, updateFixes } from './fixes.ts';
import { scrolled, updatePanel } from './panels.ts';
import { runChecklist, startDiagnosis, type TroubleshootingState } from './state.ts';

export function updateTroubleshooting(
  own: TroubleshootingState,
  message: Message,
  shared: Shared,
): Step<TroubleshootingState> {
  switch (message.type) {
    case 'login.saved':
      // The login was started on this screen, so the profile that it stored is diagnosed next. That
      // may be another profile than before.
      return own.mending
        ? startDiagnosis({ ...own, name: message.saved.plan.name }, shared)
        : [own];
    case 'workspace.switched':
      return afterMending(own, shared);
    case 'profiles.protected':
      return own.panel?.type === 'checklist' ? runChecklist(own) : [own];
    case 'back':
      return [{ ...own, mending: false }];
    default:
      return (
        updateFixes(own, message, shared) ??
        updateCommands(own, message, shared) ??
        updatePanel(own, message, shared) ??
        updateDiagnosis(own, message, shared)
      );
  }
}

function updateDiagnosis(
  own: TroubleshootingState,
  message: Message,
  shared: Shared,
): Step<TroubleshootingState> {
  switch (message.type) {
    case 'troubleshooting.run':
      return startDiagnosis(own, shared);
    case 'troubleshooting.scroll':
      return [scrolled(own, message.by, shared)];
    case 'troubleshooting.check':
      return [{ ...own, checks: withCheck(own.checks, message.check) }];
    case 'troubleshooting.done': {
      const { diagnosis } = message;
      const subject = subjectNamed(shared.home, own.name);
      return [
        { ...own, checks: diagnosis.checks, diagnosis: { state: 'ready', value: diagnosis } },
        // The profile is verified too, so that the profile list does not contradict the diagnosis.
        ...verifyWork(subject === null ? [] : [subject.view], shared),
      ];
    }
    case 'troubleshooting.failed':
      return [{ ...own, diagnosis: { state: 'failed', error: message.error } }];
    default:
      return [own];
  }
}

const order = chain.map(({ id }) => id as string);

/** Puts a check in the order of the chain: several run at once and end in any order. */
function withCheck(checks: readonly CheckUpdate[], check: CheckUpdate): CheckUpdate[] {
  return [...checks.filter(({ id }) => id !== check.id), check].toSorted(
    (a, b) => order.indexOf(a.id) - order.indexOf(b.id),
  );
}

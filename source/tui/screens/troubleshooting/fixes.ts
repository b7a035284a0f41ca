// The fixes on offer for a cause, and carrying them out: logins, repairs, another workspace.
import type { Deed } from '../../../diagnosis/diagnosis.ts';
import { tokenPage } from '../../../login/dashboard.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import { type ScreenSubject, type Shared, subjectNamed } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { atTop } from '../../contract/scroll.ts';
import { loginAgain } from '../../home/loginAgain.ts';
import { beforeMoving } from '../../home/questions.ts';
import { verifyWork } from '../../home/verifying.ts';
import { copyForShell, markedDeed } from './commands.ts';
import { beforeRepairing } from './questions.ts';
import { fixActionsOf, runChecklist, startDiagnosis, type TroubleshootingState } from './state.ts';

/** The state after a fix was chosen; null for other messages. */
export function updateFixes(
  own: TroubleshootingState,
  message: Message,
  shared: Shared,
): Step<TroubleshootingState> | null {
  const subject = subjectNamed(shared.home, own.name);
  switch (message.type) {
    case 'troubleshooting.fix': {
      const deed = fixActionsOf(own)[message.index];
      return deed === undefined ? [own] : perform(own, deed, subject, shared);
    }
    case 'troubleshooting.command.run': {
      const deed = markedDeed(own, shared);
      if (deed === null) return [own, ...copyForShell(own, shared)];
      return perform(own, deed, subject, shared);
    }
    case 'troubleshooting.login':
      return subject === null ? [own] : [{ ...own, mending: true }, loginAgain(subject)];
    case 'troubleshooting.move.confirmed': {
      if (subject === null || own.name === null) return [own];
      const { profile } = subject;
      const { workspaceId } = message;
      const change = { type: 'workspace.switchTo', name: own.name, profile, workspaceId } as const;
      return [
        { ...own, mending: true },
        { ...change, named: true },
      ];
    }
    case 'troubleshooting.repairs': {
      const { repairs } = message;
      if (repairs.length > 0) return [own, { type: 'ask', question: beforeRepairing(repairs) }];
      return [own, toast('info', 'There is nothing that can be repaired on this machine')];
    }
    case 'troubleshooting.repair.confirmed':
      return [
        { ...own, mending: true },
        { type: 'repairs.apply', ids: message.ids },
      ];
    case 'troubleshooting.mended': {
      const [next, ...effects] = afterMending(own, shared);
      return [next, toast('ok', message.text), ...effects];
    }
    case 'troubleshooting.page': {
      const address = subject === null ? null : tokenPage(subject.profile.apiUrl);
      if (address !== null) return [own, { type: 'page.open', address }];
      return [own, toast('info', 'The page where the tokens of this API are created is not known')];
    }
    default:
      return null;
  }
}

/** After a fix that was started here, the diagnosis or the open checklist runs again. */
export function afterMending(
  own: TroubleshootingState,
  shared: Shared,
): Step<TroubleshootingState> {
  if (!own.mending) return [own];
  if (own.panel?.type === 'checklist') return runChecklist({ ...own, mending: false });
  const subject = subjectNamed(shared.home, own.name);
  const [next, ...effects] = startDiagnosis(own, shared);
  return [next, ...effects, ...verifyWork(subject === null ? [] : [subject.view], shared)];
}

function toast(tone: 'ok' | 'info', text: string): Effect {
  return { type: 'toast', tone, text };
}

const perform = (
  own: TroubleshootingState,
  deed: Deed,
  subject: ScreenSubject | null,
  shared: Shared,
): Step<TroubleshootingState> =>
  subject === null ? withoutProfile(own, deed, shared) : carryOut(own, deed, subject, shared);

/** Carries out a fix without a profile. A fix that needs one does nothing. */
function withoutProfile(
  own: TroubleshootingState,
  deed: Deed,
  shared: Shared,
): Step<TroubleshootingState> {
  switch (deed.type) {
    case 'repair':
      return [own, { type: 'repairs.plan' }];
    case 'again':
      return startDiagnosis(own, shared);
    case 'scopes':
      return [{ ...own, panel: { type: 'reference', scroll: atTop } }];
    default:
      return [own];
  }
}

function carryOut(
  own: TroubleshootingState,
  deed: Deed,
  subject: ScreenSubject,
  shared: Shared,
): Step<TroubleshootingState> {
  switch (deed.type) {
    case 'login':
      return [{ ...own, mending: true }, loginAgain(subject, deed)];
    case 'workspace':
      return [
        own,
        {
          type: 'ask',
          question: beforeMoving(subject, deed, {
            type: 'troubleshooting.move.confirmed',
            workspaceId: deed.id,
          }),
        },
      ];
    case 'inspect':
      return [own, { type: 'go', screen: 'workspace', profile: own.name }];
    case 'protect':
      return [own, { type: 'profile.protect', name: deed.name, on: true }];
    case 'tokens':
      return [own, { type: 'go', screen: 'tokens', profile: deed.name }];
    default:
      return withoutProfile(own, deed, shared);
  }
}

// The fixes that are offered about a cause, and doing them: logins, repairs, another workspace.
import { originOf } from '../../../botpress/apiUrl.ts';
import type { Deed } from '../../../diagnosis/diagnosis.ts';
import { tokenPage } from '../../../login/dashboard.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import { type ScreenSubject, type Shared, subjectNamed } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { atTop } from '../../contract/scroll.ts';
import { beforeMoving } from '../../home/questions.ts';
import { verifyWork } from '../../home/verifying.ts';
import { beforeRepairing } from './questions.ts';
import { fixActionsOf, runChecklist, startDiagnosis, type TroubleshootingState } from './state.ts';

/** What is done about the cause; null for other messages. */
export function updateFixes(
  own: TroubleshootingState,
  message: Message,
  shared: Shared,
): Step<TroubleshootingState> | null {
  const subject = subjectNamed(shared.home, own.name);
  switch (message.type) {
    case 'troubleshooting.fix': {
      const deed = fixActionsOf(own)[message.index];
      return deed === undefined || subject === null ? [own] : carryOut(own, deed, subject, shared);
    }
    case 'troubleshooting.login':
      return subject === null ? [own] : carryOut(own, loginAt(subject), subject, shared);
    case 'troubleshooting.move.confirmed': {
      if (subject === null) return [own];
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
      return [own, toast('info', 'The page where the tokens of this API are made is not known')];
    }
    default:
      return null;
  }
}

/** What was mended from here is looked at once more. */
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

function loginAt({ profile }: ScreenSubject): Extract<Deed, { type: 'login' }> {
  const keyTarget = profile.botId ?? profile.integrationId ?? null;
  return { type: 'login', apiUrl: profile.apiUrl, keyTarget };
}

function carryOut(
  own: TroubleshootingState,
  deed: Deed,
  subject: ScreenSubject,
  shared: Shared,
): Step<TroubleshootingState> {
  switch (deed.type) {
    case 'login': {
      const { apiUrl, keyTarget } = deed;
      // One that cannot be used is what has to be typed anew.
      const isUsable = apiUrl !== null && originOf(apiUrl) !== null;
      const wanted = {
        profile: own.name,
        ...(isUsable ? { apiUrl } : {}),
        ...(keyTarget === null ? {} : { keyTarget }),
      };
      return [
        { ...own, mending: true },
        { type: 'go', screen: 'login', profile: null, wanted },
      ];
    }
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
    case 'repair':
      return [own, { type: 'repairs.plan' }];
    case 'again':
      return startDiagnosis(own, shared);
    case 'inspect':
      return [own, { type: 'go', screen: 'workspace', profile: own.name }];
    case 'scopes':
      return [{ ...own, panel: { type: 'reference', scroll: atTop } }];
    case 'protect':
      return [own, { type: 'profile.protect', name: deed.name, on: true }];
    case 'tokens':
      return [own, { type: 'go', screen: 'tokens', profile: deed.name }];
  }
}

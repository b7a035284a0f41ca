// The troubleshooting screen: a diagnosis as it runs, what it found, and what is done about it.
import { originOf } from '../../../botpress/apiUrl.ts';
import { chain } from '../../../diagnosis/chain.ts';
import type { CheckUpdate, Deed } from '../../../diagnosis/diagnosis.ts';
import { explainText } from '../../../diagnosis/explain.ts';
import { tokenPage } from '../../../login/dashboard.ts';
import type { Effect, Step } from '../../contract/effects.ts';
import {
  placeIn,
  type ScreenSubject,
  type Shared,
  subjectNamed,
} from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { atTop, type ListMove, move, scrollBy, scrollTo } from '../../contract/scroll.ts';
import { checksFor } from '../../home/checks.ts';
import { beforeMoving } from '../../home/questions.ts';
import { layoutOf } from '../../look/layout.ts';
import type { TroubleshootingMessage } from './messages.ts';
import { pageRows } from './pages.ts';
import { emptyPaste, typedInto } from './paste.ts';
import { beforeRepairing } from './questions.ts';
import { troubleshootingRows } from './rows.ts';
import {
  deedsOf,
  run,
  runChecklist,
  type TroubleshootingPanel,
  type TroubleshootingState,
  wishes,
  wishRows,
} from './state.ts';

export function updateTroubleshooting(
  own: TroubleshootingState,
  message: Message,
  shared: Shared,
): Step<TroubleshootingState> {
  switch (message.type) {
    case 'login.saved':
      // The login began here: what it made is what matters now, whatever name it was given.
      return own.mending ? run({ ...own, name: message.saved.plan.name }, shared) : [own];
    case 'workspace.changed':
      return lookedAgain(own, shared);
    case 'profiles.protected':
      return own.panel?.type === 'checklist' ? runChecklist(own) : [own];
    case 'back':
      return [{ ...own, mending: false }];
    default:
      return isOwn(message) ? updateOwn(own, message, shared) : [own];
  }
}

const isOwn = (message: Message): message is TroubleshootingMessage =>
  message.type.startsWith('troubleshooting.');

function updateOwn(
  own: TroubleshootingState,
  message: TroubleshootingMessage,
  shared: Shared,
): Step<TroubleshootingState> {
  return (
    updateDeeds(own, message, shared) ??
    updatePanel(own, message, shared) ??
    updateRun(own, message, shared)
  );
}

function updateRun(
  own: TroubleshootingState,
  message: TroubleshootingMessage,
  shared: Shared,
): Step<TroubleshootingState> {
  switch (message.type) {
    case 'troubleshooting.run':
      return run(own, shared);
    case 'troubleshooting.scroll':
      return [scrolled(own, message.by, shared)];
    case 'troubleshooting.check':
      return [{ ...own, checks: withCheck(own.checks, message.check) }];
    case 'troubleshooting.done': {
      const { diagnosis } = message;
      const subject = subjectNamed(shared.home, own.name);
      return [
        { ...own, checks: diagnosis.checks, diagnosis: { state: 'ready', value: diagnosis } },
        // What the list says of the profile is to be as fresh as what stands here.
        ...checksFor(subject === null ? [] : [subject.view], shared),
      ];
    }
    case 'troubleshooting.failed':
      return [{ ...own, diagnosis: { state: 'failed', error: message.error } }];
    default:
      return [own];
  }
}

const order = chain.map(({ id }) => id as string);

/** Checks run side by side; they are shown in the order of the chain. */
function withCheck(checks: readonly CheckUpdate[], check: CheckUpdate): CheckUpdate[] {
  return [...checks.filter(({ id }) => id !== check.id), check].toSorted(
    (a, b) => order.indexOf(a.id) - order.indexOf(b.id),
  );
}

/** Whatever is read: a page, else the diagnosis. */
function scrolled(own: TroubleshootingState, by: ListMove, shared: Shared): TroubleshootingState {
  const { body, columns } = layoutOf(shared.size);
  const { panel } = own;
  if (panel !== null && 'scroll' in panel) {
    const count = pageRows(panel, columns, placeIn(shared)).length;
    return { ...own, panel: { ...panel, scroll: scrollBy(panel.scroll, by, count, body) } };
  }
  const count = troubleshootingRows(own, columns).length;
  return { ...own, scroll: scrollBy(own.scroll, by, count, body) };
}

/** What takes the place of the diagnosis; null for other messages. */
function updatePanel(
  own: TroubleshootingState,
  message: TroubleshootingMessage,
  shared: Shared,
): Step<TroubleshootingState> | null {
  const { panel } = own;
  const show = (next: TroubleshootingPanel): Step<TroubleshootingState> => [
    { ...own, panel: next },
  ];
  switch (message.type) {
    case 'troubleshooting.choose': {
      const index = wishes.findIndex(wish => (wish?.name ?? null) === own.wanted);
      const list = scrollTo(atTop, index, wishes.length, wishRows(shared));
      return show({ type: 'wishes', list });
    }
    case 'troubleshooting.choose.move': {
      if (panel?.type !== 'wishes') return [own];
      return show({
        ...panel,
        list: move(panel.list, message.by, wishes.length, wishRows(shared)),
      });
    }
    case 'troubleshooting.choose.take': {
      if (panel?.type !== 'wishes') return [own];
      return run({ ...own, wanted: wishes[panel.list.index]?.name ?? null }, shared);
    }
    case 'troubleshooting.explain':
      return show({ type: 'paste', paste: emptyPaste() });
    case 'troubleshooting.explain.type':
      if (panel?.type !== 'paste') return [own];
      return show({ ...panel, paste: typedInto(panel.paste, message.input) });
    case 'troubleshooting.explain.read':
      if (panel?.type !== 'paste') return [own];
      return show({
        type: 'explained',
        explanation: explainText(panel.paste.text, placeIn(shared)),
        scroll: atTop,
      });
    case 'troubleshooting.reference':
      return show({ type: 'reference', scroll: atTop });
    case 'troubleshooting.report': {
      const { diagnosis } = own;
      if (diagnosis.state !== 'ready') return [own];
      return [own, { type: 'report', diagnosis: diagnosis.value }];
    }
    case 'troubleshooting.reported':
      return show({ type: 'report', text: message.text, scroll: atTop });
    case 'troubleshooting.checklist':
      return runChecklist(own);
    case 'troubleshooting.checklist.done':
      if (panel?.type !== 'checklist') return [own];
      return show({ ...panel, practices: { state: 'ready', value: message.practices } });
    case 'troubleshooting.checklist.failed':
      if (panel?.type !== 'checklist') return [own];
      return show({ ...panel, practices: { state: 'failed', error: message.error } });
    case 'troubleshooting.close':
      return [{ ...own, panel: null }];
    default:
      return null;
  }
}

/** What is done about the cause; null for other messages. */
function updateDeeds(
  own: TroubleshootingState,
  message: TroubleshootingMessage,
  shared: Shared,
): Step<TroubleshootingState> | null {
  const subject = subjectNamed(shared.home, own.name);
  switch (message.type) {
    case 'troubleshooting.fix': {
      const deed = deedsOf(own)[message.index];
      return deed === undefined || subject === null ? [own] : done(own, deed, subject, shared);
    }
    case 'troubleshooting.login':
      return subject === null ? [own] : done(own, loginAt(subject), subject, shared);
    case 'troubleshooting.move.confirmed': {
      if (subject === null) return [own];
      const { profile } = subject;
      const { workspaceId } = message;
      const change = { type: 'workspace.change', name: own.name, profile, workspaceId } as const;
      const trying = toast('info', 'Trying the token there');
      return [{ ...own, mending: true }, { ...change, named: true }, trying];
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
      const [next, ...effects] = lookedAgain(own, shared);
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
function lookedAgain(own: TroubleshootingState, shared: Shared): Step<TroubleshootingState> {
  if (!own.mending) return [own];
  if (own.panel?.type === 'checklist') return runChecklist({ ...own, mending: false });
  const subject = subjectNamed(shared.home, own.name);
  const [next, ...effects] = run(own, shared);
  return [next, ...effects, ...checksFor(subject === null ? [] : [subject.view], shared)];
}

function toast(tone: 'ok' | 'info', text: string): Effect {
  return { type: 'toast', tone, text };
}

function loginAt({ profile }: ScreenSubject): Extract<Deed, { type: 'login' }> {
  const keyTarget = profile.botId ?? profile.integrationId ?? null;
  return { type: 'login', apiUrl: profile.apiUrl, keyTarget };
}

function done(
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
      return run(own, shared);
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

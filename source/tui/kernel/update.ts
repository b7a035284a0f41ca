// The root update: from a message to the next state and its work. Pure.
import { modalFor } from '../components/dialog.ts';
import type { Effect, EffectRequest, Work } from '../contract/effects.ts';
import { keyLabel } from '../contract/keymap.ts';
import { keptTheme, namedProfiles, type Shared, subjectHere } from '../contract/knowledge.ts';
import type { Message } from '../contract/messages.ts';
import { failureToast } from '../home/failure.ts';
import { newsOf } from '../home/news.ts';
import { verifyWork, withoutVerifying, withVerifying } from '../home/verifying.ts';
import type { PaletteAction } from './actionSearch.ts';
import { copyCommandEffects } from './commands.ts';
import { copiedToast } from './copied.ts';
import { askedBefore, withQuestionSettled } from './leaving.ts';
import { withLog } from './log.ts';
import { lessonsIn, remembered } from './memory.ts';
import { echoToast, updateOverlays } from './overlays.ts';
import { chosenAction, meaningThere, wayTo } from './palette.ts';
import { askScreen, openScreen, updateScreens } from './screens.ts';
import { screenOf, type UiState } from './state.ts';
import { themeAfter, themeTexts } from './themes.ts';
import { withTick } from './ticks.ts';
import { nextToast } from './toasts.ts';
import { updateWaits, waitEffects } from './waits.ts';

/** @param now epoch milliseconds */
export function updateUi(before: UiState, message: Message, now: number): [UiState, Work[]] {
  const [next, work] = updated(before, message, now);
  const offered = before.toast?.offer;
  const isOver = offered !== undefined && next.toast?.offer !== offered;
  return [next, isOver ? [...work, offered.ended] : work];
}

function updated(before: UiState, message: Message, now: number): [UiState, Work[]] {
  const seen = updateShared({ ...before.shared, now }, message);
  const question = askedBefore(before, message);
  if (question !== null) {
    const asked = { ...before, hasAskedBeforeLeaving: true, modal: modalFor(question, now) };
    return withTick({ ...asked, shared: seen }, []);
  }
  const waits = updateWaits(before.waits, message);
  const state = { ...before, waits, shared: remembered(seen, before, message) };
  if (message.type === 'modal.choose') return answer(state, now);
  if (message.type === 'palette.run') return runChosen(state, now);
  const above = updateOverlays(state, message);
  const [screens, ...effects] = updateScreens(above, message);
  const [next, work] = carryOut({ ...above, screens }, [
    ...programEffects(above, message, before.shared),
    ...effects,
    ...lessonsIn(above, message),
    ...waitEffects(above, message),
  ]);
  return withTick(withLog(before, message, withQuestionSettled(next)), work);
}

/** If an action is not possible yet, as while a list is fetched, the message names its key for later. */
function withKey(message: Message, { screen, entry }: PaletteAction): Message {
  if (screen === null || message.type !== 'unavailable') return message;
  return {
    ...message,
    reason: `${message.reason}. The key of this action: ${keyLabel(entry.keys[0] ?? '')}`,
  };
}

function updateShared(shared: Shared, message: Message): Shared {
  switch (message.type) {
    case 'resized':
      return { ...shared, size: message.size };
    case 'home.loaded':
      return {
        ...shared,
        home: message.home,
        profiles: namedProfiles(message.home, shared.learned),
        look: { ...shared.look, theme: keptTheme(message.home) ?? shared.look.theme },
      };
    case 'profile.verified':
      return { ...shared, checks: new Map(shared.checks).set(message.identity, message.check) };
    case 'theme.next':
      return { ...shared, look: { ...shared.look, theme: themeAfter(shared.look) } };
    case 'ground':
      return { ...shared, look: { ...shared.look, ground: message.ground } };
    case 'profile.verify.stopped':
      return { ...shared, checks: withoutVerifying(shared.checks, [message.identity]) };
    default:
      return shared;
  }
}

/** Closes the question; the marked answer decides what happens next. */
function answer(state: UiState, now: number): [UiState, Work[]] {
  if (state.modal === null) return [state, []];
  const { question, choice } = state.modal;
  const closed = { ...state, modal: null, answeredAt: now };
  const confirmed = question.typed !== null || choice === 'confirm';
  return confirmed ? updated(closed, question.onConfirm, now) : withTick(closed, []);
}

/** The action selected in the palette; if it belongs to another screen, that is opened first. */
function runChosen(state: UiState, now: number): [UiState, Work[]] {
  const action = chosenAction(state);
  if (action === null) return withTick(state, []);
  if (action.unavailable !== null) {
    return updated(state, { type: 'unavailable', reason: action.unavailable }, now);
  }
  let next: UiState = { ...state, palette: null };
  const work: Work[] = [];
  const send = (message: Message) => {
    const [after, more] = updated(next, message, now);
    next = after;
    work.push(...more);
  };
  for (const message of wayTo(action, state)) send(message);
  const meaning = meaningThere(action, next);
  if (meaning !== null) send(withKey(meaning, action));
  return [next, work];
}

/** The effects of messages that concern no single screen. */
function programEffects(state: UiState, message: Message, before: Shared): Effect[] {
  const { shared, toast } = state;
  switch (message.type) {
    case 'started': {
      const subject = subjectHere(shared.home);
      const active = shared.profiles.filter(profile => profile.active);
      const views = subject === null ? active : [subject.view, ...active];
      return [
        { type: 'home.watch' },
        ...told(newsOf(shared.home, null)),
        ...verifyWork(views, shared).map(check => ({ ...check, unasked: true as const })),
      ];
    }
    case 'home.loaded':
      return told(newsOf(shared.home, before.home));
    case 'left.found':
      return [{ ...message, type: 'toast', tone: 'warn' }];
    case 'quit':
      return [{ type: 'exit', code: 0, farewell: null }];
    case 'interrupted':
      return [{ type: 'exit', code: 130, farewell: null }];
    case 'back':
    case 'suspend':
    case 'repaint':
    case 'go':
      return [message];
    case 'theme.next': {
      const { theme } = shared.look;
      return [
        { type: 'ui.keep', settings: { theme } },
        { type: 'toast', tone: 'info', text: themeTexts[theme] },
      ];
    }
    case 'unavailable':
      return [{ type: 'toast', tone: 'info', text: message.reason }];
    case 'modal.echo':
      return toast === null ? [echoToast] : [];
    case 'page.opened': {
      const { address, opened } = message;
      if (opened) return [{ type: 'toast', tone: 'ok', text: `The browser shows ${address}` }];
      // Stays until Esc, so that the address can be read.
      const text = `No browser could be started. Open ${address}`;
      return [{ type: 'toast', tone: 'error', text }];
    }
    case 'command.copy':
      return copyCommandEffects(state);
    case 'copied':
      return [copiedToast(message)];
    case 'write.waits':
      return [{ type: 'toast', tone: 'warn', text: `Waiting for ${message.who}` }];
    case 'write.failed':
      return [failureToast(message.error)];
    default:
      return [];
  }
}

function told(news: readonly string[]): Effect[] {
  return news.length === 0 ? [] : [{ type: 'toast', tone: 'warn', text: news.join('. ') }];
}

/** Handles the requests to the UI itself; the other effects are work for the runner. */
function carryOut(state: UiState, effects: readonly Effect[]): [UiState, Work[]] {
  const [next, work] = fulfilAll(state, effects);
  return [withChecks(next, work), work];
}

function fulfilAll(state: UiState, effects: readonly Effect[]): [UiState, Work[]] {
  const work: Work[] = [];
  let next = state;
  for (const effect of effects) {
    if (isRequest(effect)) {
      const [after, ...more] = fulfil(next, effect);
      const [done, moreWork] = fulfilAll(after, more);
      next = done;
      work.push(...moreWork);
    } else work.push(effect);
  }
  return [next, work];
}

const requests: ReadonlySet<string> = new Set<EffectRequest['type']>([
  'go',
  'back',
  'ask',
  'toast',
]);

function isRequest(effect: Effect): effect is EffectRequest {
  return requests.has(effect.type);
}

function fulfil(state: UiState, request: EffectRequest): readonly [UiState, ...Effect[]] {
  const { shared, stack } = state;
  switch (request.type) {
    case 'go': {
      const [screens, ...effects] = openScreen(state, request.screen, request);
      const there = { ...state, screens, stack: [...stack, request.screen] };
      return [
        { ...there, help: null, palette: null, log: { ...state.log, seen: null } },
        ...effects,
      ];
    }
    case 'back':
      return stack.length > 1 ? [{ ...state, stack: stack.slice(0, -1) }] : [state, leave(state)];
    case 'ask':
      return [{ ...state, modal: modalFor(request.question, shared.now) }];
    case 'toast':
      return [{ ...state, toast: nextToast(request, state.toast, shared.now) }];
  }
}

/** Going back from the first screen ends the program. */
function leave(state: UiState): Work {
  const { shared } = state;
  const exit = askScreen(state, screenOf(state), (screen, own) => screen.exit?.(own, shared));
  return exit ?? { type: 'exit', code: 0, farewell: null };
}

/** Profiles show at once that their verification has begun or was cancelled. */
function withChecks(state: UiState, work: readonly Work[]): UiState {
  const begun = work.flatMap(item => (item.type === 'profile.verify' ? item.identity : []));
  const ended = work.flatMap(item => (item.type === 'profile.verify.stop' ? item.identities : []));
  if (begun.length === 0 && ended.length === 0) return state;
  const checks = withVerifying(withoutVerifying(state.shared.checks, ended), begun);
  return { ...state, shared: { ...state.shared, checks } };
}

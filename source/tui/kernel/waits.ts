// The waits for running work: their stages, the wait above the footer, and what Esc does. Pure.
import { valueAt } from '../../valueAt.ts';
import { waitingRow } from '../components/waiting.ts';
import type { Effect, Work } from '../contract/effects.ts';
import { type Binding, type Keys, keysFor } from '../contract/keymap.ts';
import type { Message } from '../contract/messages.ts';
import type { Wait, Waiting, WaitStage } from '../contract/waits.ts';
import type { Row } from '../look/rows.ts';
import { screens } from '../screens/registry.ts';
import { programWaits } from './programWaits.ts';
import { askScreen, screenNames } from './screens.ts';
import type { UiState } from './state.ts';

/** Milliseconds after which running work is shown, and Esc cancels it; shorter work needs neither. */
const patience = 300;

type WaitOf = (work: Work) => Wait | null;

const tables = [programWaits, ...screenNames.map(name => screens[name].waits ?? {})];
const waitsByType: Readonly<Record<string, WaitOf>> = Object.assign({}, ...tables);

/** The text for running work; null for work that nobody waits for. */
export const waitOf: WaitOf = work => valueAt(waitsByType, work.type)?.(work) ?? null;

/** The waits after a message about them. */
export function updateWaits(waits: readonly Waiting[], message: Message): readonly Waiting[] {
  switch (message.type) {
    case 'wait.began':
      return [...waits, message.waiting];
    case 'wait.sent':
      return waits.map(one => (one.id === message.id ? { ...one, stage: afterSent(one) } : one));
    case 'wait.step':
      return waits.map(one =>
        one.id === message.id && one.steps !== undefined
          ? { ...one, steps: { ...one.steps, done: message.done } }
          : one,
      );
    case 'wait.ended':
      return waits.filter(({ id }) => id !== message.id);
    case 'wait.cancel':
      return waits.map(one => (one.id === message.id ? { ...one, stage: afterEsc(one) } : one));
    default:
      return waits;
  }
}

/** Work that makes several changes can be stopped after each of them. */
const afterSent = ({ stage, steps }: Waiting): WaitStage =>
  steps === undefined ? 'sent' : stage === 'cancelling' ? 'stopping' : 'stoppable';

const afterEsc = ({ stage }: Waiting): WaitStage =>
  stage === 'cancellable' ? 'cancelling' : stage === 'stoppable' ? 'stopping' : stage;

/** The request to the runner when Esc is pressed. */
export function waitEffects({ waits }: Pick<UiState, 'waits'>, message: Message): Effect[] {
  if (message.type !== 'wait.cancel') return [];
  const isMeant = waits.some(
    ({ id, stage }) => id === message.id && (stage === 'cancelling' || stage === 'stopping'),
  );
  return isMeant ? [{ type: 'wait.cancel', id: message.id }] : [];
}

/**
 * The wait shown above the footer: the newest that Esc can still stop, otherwise the newest. Waits
 * that a screen shows itself do not count. Null if there is none.
 */
export function shownWait({ waits, shared }: Pick<UiState, 'waits' | 'shared'>): Waiting | null {
  const long = waits.filter(({ at, since }) => at === undefined && shared.now - since >= patience);
  return long.findLast(({ stage }) => isOpen(stage)) ?? long.at(-1) ?? null;
}

/** Whether Esc still has an effect. */
const isOpen = (stage: WaitStage) => stage === 'cancellable' || stage === 'stoppable';

/**
 * Milliseconds until the next of the running work has lasted long enough to be shown; null if all
 * of it has.
 */
export function nextShown({ waits, shared }: Pick<UiState, 'waits' | 'shared'>): number | null {
  const due = waits.map(({ since }) => since + patience - shared.now).filter(ms => ms > 0);
  return due.length === 0 ? null : Math.min(...due);
}

const stageTexts: Readonly<Record<WaitStage, string>> = {
  cancellable: 'esc cancels',
  cancelling: 'cancelling',
  sent: 'sent, so it can no longer be cancelled',
  stoppable: 'esc stops after this step',
  stopping: 'stopping after this step',
};

/** Milliseconds after which the elapsed time is shown. */
const longWait = 2000;

export function waitRows(state: Pick<UiState, 'waits' | 'shared'>): Row[] {
  const wait = shownWait(state);
  if (wait === null) return [];
  const ms = state.shared.now - wait.since;
  // A screen reader would read each second aloud.
  const age = ms < longWait || state.shared.size.linear ? '' : ` · ${Math.floor(ms / 1000)} s`;
  const stage = { text: `  ${stageTexts[wait.stage]}`, tone: 'muted' } as const;
  return [[...waitingRow(`${wait.says}${stepText(wait)}${age}`, 'accent'), stage]];
}

function stepText({ steps }: Waiting): string {
  return steps === undefined ? '' : ` · ${steps.done} of ${steps.total}`;
}

/** The meaning of Esc while work is running, whether or not it can still be cancelled. */
export function waitKeys(state: UiState): Keys | null {
  const wait = shownWait(state);
  if (wait === null) return null;
  const cancel: Binding<UiState> = {
    keys: ['esc'],
    does: 'Cancel what is under way',
    footer: wait.steps === undefined ? 'cancel' : 'stop',
    pinned: true,
    message: { type: 'wait.cancel', id: wait.id },
    unavailable: now => whyUncancellable(now, wait),
  };
  return keysFor('Waiting', [cancel], state);
}

function whyUncancellable(state: UiState, { stage, says }: Waiting): string | null {
  if (isOpen(stage)) return null;
  if (stage === 'stopping') return `${says}: it stops after this step`;
  if (stage === 'cancelling') return `${says}: it is being cancelled`;
  const asked = screenNames.map(name =>
    askScreen(state, name, (screen, own) => screen.progress?.(own)),
  );
  const progress = asked.find(text => text != null) ?? 'the change has been sent';
  return `${says} can no longer be cancelled: ${progress}`;
}

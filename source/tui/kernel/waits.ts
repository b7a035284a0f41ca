// The state of all waits: which one is shown above the footer, and what Esc does. Pure.
import { valueAt } from '../../valueAt.ts';
import { waitingRow } from '../components/waiting.ts';
import type { Effect, Work } from '../contract/effects.ts';
import { type Binding, type Keys, keysFor } from '../contract/keymap.ts';
import type { Message } from '../contract/messages.ts';
import type { Wait, Waiting } from '../contract/waits.ts';
import type { Row } from '../look/rows.ts';
import { screens } from '../screens/registry.ts';
import { programWaits } from './programWaits.ts';
import { askScreen, screenNames } from './screens.ts';
import type { UiState } from './state.ts';

/** What is over sooner is not worth a spinner, nor an Esc that means it, in milliseconds. */
const patience = 300;

type WaitOf = (work: Work) => Wait | null;

const tables = [programWaits, ...screenNames.map(name => screens[name].waits ?? {})];
const waitsByType: Readonly<Record<string, WaitOf>> = Object.assign({}, ...tables);

/** What is to be waited for; null where nobody waits. */
export const waitOf: WaitOf = work => valueAt(waitsByType, work.type)?.(work) ?? null;

/** The waits after a message about them. */
export function updateWaits(waits: readonly Waiting[], message: Message): readonly Waiting[] {
  switch (message.type) {
    case 'wait.began':
      return [...waits, message.waiting];
    case 'wait.sent':
      return waits.map(one => (one.id === message.id ? { ...one, stage: 'sent' } : one));
    case 'wait.ended':
      return waits.filter(({ id }) => id !== message.id);
    case 'wait.cancel':
      return waits.map(one =>
        one.id === message.id && one.stage === 'cancellable'
          ? { ...one, stage: 'cancelling' }
          : one,
      );
    default:
      return waits;
  }
}

/** What Esc asks of the runner. */
export function waitEffects({ waits }: Pick<UiState, 'waits'>, message: Message): Effect[] {
  if (message.type !== 'wait.cancel') return [];
  const isMeant = waits.some(({ id, stage }) => id === message.id && stage === 'cancelling');
  return isMeant ? [{ type: 'wait.cancel', id: message.id }] : [];
}

/** The wait that is told above the footer: the newest that no screen shows by itself; null where none is. */
export function shownWait({ waits, shared }: Pick<UiState, 'waits' | 'shared'>): Waiting | null {
  const long = waits.filter(({ at, since }) => at === undefined && shared.now - since >= patience);
  return long.findLast(({ stage }) => stage === 'cancellable') ?? long.at(-1) ?? null;
}

/** Milliseconds until a wait is shown that is not yet; null where none is to come. */
export function nextShown({ waits, shared }: Pick<UiState, 'waits' | 'shared'>): number | null {
  const due = waits.map(({ since }) => since + patience - shared.now).filter(ms => ms > 0);
  return due.length === 0 ? null : Math.min(...due);
}

const stageTexts: Readonly<Record<Waiting['stage'], string>> = {
  cancellable: 'esc cancels',
  cancelling: 'cancelling',
  sent: 'sent, so it cannot be cancelled any more',
};

/** How long it has been waited for is told from here on, in milliseconds. */
const longWait = 2000;

export function waitRows(state: Pick<UiState, 'waits' | 'shared'>): Row[] {
  const wait = shownWait(state);
  if (wait === null) return [];
  const ms = state.shared.now - wait.since;
  // Read aloud it would be told again and again.
  const age = ms < longWait || state.shared.size.linear ? '' : ` · ${Math.floor(ms / 1000)} s`;
  const stage = { text: `  ${stageTexts[wait.stage]}`, tone: 'muted' } as const;
  return [[...waitingRow(`${wait.says}${age}`, 'accent'), stage]];
}

/** Esc, while something is waited for that can be cancelled, or no longer. */
export function waitKeys(state: UiState): Keys | null {
  const wait = shownWait(state);
  if (wait === null) return null;
  const cancel: Binding<UiState> = {
    keys: ['esc'],
    does: 'Cancel what is under way',
    footer: 'cancel',
    pinned: true,
    message: { type: 'wait.cancel', id: wait.id },
    unavailable: now => whyUncancellable(now, wait),
  };
  return keysFor('Waiting', [cancel], state);
}

function whyUncancellable(state: UiState, { stage, says }: Waiting): string | null {
  if (stage === 'cancellable') return null;
  if (stage === 'cancelling') return `${says}: it is being cancelled`;
  const asked = screenNames.map(name =>
    askScreen(state, name, (screen, own) => screen.progress?.(own)),
  );
  const progress = asked.find(text => text != null) ?? 'the change has been sent';
  return `${says} cannot be cancelled any more: ${progress}`;
}

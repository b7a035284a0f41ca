// The order in which listeners get a key: the top layer, then the screen, then the global keys.
import { modalKeys } from '../components/dialog.ts';
import { isEdit } from '../components/lineEditor.ts';
import { listKeysFor, listTable } from '../components/listKeys.ts';
import {
  type Binding,
  type KeyEntry,
  type Keys,
  keysFor,
  messageFor,
  moveBindingsWhileTyping,
  takerOf,
} from '../contract/keymap.ts';
import { placeIn } from '../contract/knowledge.ts';
import type { Message } from '../contract/messages.ts';
import { typedAhead } from '../contract/typedAhead.ts';
import { homeScreen } from '../screens/registry.ts';
import type { Doing } from '../terminal/hearing.ts';
import type { KeyInput } from '../terminal/keys.ts';
import { errorKeysFor } from './errorKeys.ts';
import { logBindings, logTable } from './logBindings.ts';
import { meaningOfPaste } from './pastes.ts';
import { keysOn } from './screens.ts';
import { type Help, screenOf, type UiState } from './state.ts';
import { waitKeys } from './waits.ts';
import { whyStay } from './whyStay.ts';

/** The present meaning of an input; null if it has none. */
export function heard(state: UiState, input: KeyInput, now: number): Message | null {
  const layers = layersOf(state);
  if (input.type === 'paste') return meaningOfPaste(state, layers, input.text);
  if (isEcho(state, input, now)) return { type: 'modal.echo' };
  const message = messageFor(layers, input);
  const isModal = message?.type.startsWith('modal.') ?? false;
  if (isModal && state.modal !== null && now - state.modal.openedAt < typedAhead) return null;
  return message;
}

/**
 * The messages that an input leads to. After a question was answered, an input other than Enter
 * also sends `modal.over`: from then on, Enter is no longer taken for a repetition of the answer.
 */
export function messagesOf(state: UiState, input: KeyInput, now: number): Message[] {
  const message = heard(state, input, now);
  if (message === null) return [];
  const isEnter = input.type === 'key' && input.key === 'enter';
  return state.answeredAt === null || isEnter ? [message] : [{ type: 'modal.over' }, message];
}

/** Whether the input is Enter, repeated right after Enter answered a question, and would change something now. */
function isEcho(state: UiState, input: KeyInput, now: number): boolean {
  const { modal, answeredAt } = state;
  if (modal !== null || answeredAt === null || now - answeredAt >= typedAhead) return false;
  return input.type === 'key' && input.key === 'enter' && doing(state, input) === 'changes';
}

/** What an input would do now. */
export function doing(state: UiState, input: KeyInput): Doing {
  const taker = takerOf(layersOf(state), input);
  if (taker === null) return 'nothing';
  if (typeof taker === 'function') {
    const isTyped = input.type === 'paste' || input.text !== '' || isEdit(input.key);
    return isTyped ? 'types' : 'nothing';
  }
  if (taker.moves) return 'moves';
  if (taker.opensField && taker.unavailable === null) return 'opens-field';
  return taker.changes && taker.unavailable === null ? 'changes' : 'else';
}

/**
 * All listeners, in the order in which they get a key. The help shows them in this order, each key
 * once.
 */
export function layersOf(state: UiState): Keys[] {
  const taken = new Set<string>();
  return listeners(state).map(layer => {
    const entries = layer.entries.filter(({ keys }) => !keys.every(key => taken.has(key)));
    for (const key of entries.flatMap(entry => entry.keys)) taken.add(key);
    return { ...layer, entries };
  });
}

function listeners(state: UiState): Keys[] {
  const always = alwaysIn(state);
  if (state.modal !== null) return [modalKeys(state.modal), always];
  if (state.help !== null) return [helpKeys(state.help), always];
  const { seen } = state.log;
  if (seen !== null) {
    return [listKeysFor('Log', logTable, seen.filter, logBindings, undefined), always];
  }
  const whileTyping = keysFor('Everywhere', helpWhileTyping, undefined);
  if (state.palette !== null) return [paletteKeys, whileTyping, always];
  const screen = keysOn(state, screenOf(state));
  const waiting = waitKeys(state) ?? [];
  const { toast } = state;
  const isTyped = screen.typing !== undefined;
  const error = toast?.tone === 'error' ? [errorKeysFor(toast, isTyped)] : [];
  const above = [...error, waiting].flat();
  if (isTyped) return [...above, screen, whileTyping, always];
  const { offer } = toast ?? {};
  if (offer !== undefined) above.push(keysFor('Offered', [offer.binding], undefined));
  const everywhere = keysFor('Everywhere', everywhereBindings, state);
  if (screenOf(state) === homeScreen) return [...above, screen, everywhere, always];
  // A screen with a value that is shown only once is left by its own keys, not by the usual ones.
  const isKept = state.stack.length > 1 && whyStay(state) !== null;
  const own = isKept ? screen : withWayBack(screen);
  return [...above, own, isKept ? everywhere : withWayBack(everywhere), always];
}

export const everywhereBindings: readonly Binding<UiState>[] = [
  {
    keys: ['q', 'Q'],
    does: 'Quit',
    footer: 'quit',
    pinned: true,
    words: ['exit', 'close', 'leave'],
    message: { type: 'quit' },
    changes: true,
  },
  {
    keys: [':'],
    does: 'Every action by its name',
    footer: 'actions',
    words: ['palette', 'commands', 'search'],
    pinned: true,
    message: { type: 'palette.open' },
    opensField: true,
  },
  {
    keys: ['?', 'f1'],
    does: 'This help',
    footer: 'help',
    words: ['keys', 'shortcuts', 'legend', 'signs', 'marks', 'colours', 'meaning'],
    pinned: true,
    message: { type: 'help.open' },
  },
  {
    keys: ['L'],
    does: 'What happened so far',
    words: ['log', 'history', 'messages'],
    message: { type: 'log.open' },
  },
  {
    keys: ['Y', 'y'],
    does: 'Copy the command that is shown; pressed again: the next one',
    words: ['clipboard', 'copy a command', 'copy the line'],
    message: { type: 'command.copy' },
    changes: true,
  },
  {
    keys: ['T'],
    does: 'Change the theme: like the terminal, dark, light, none',
    words: ['colours', 'colors', 'light', 'dark', 'background'],
    message: { type: 'theme.next' },
    unavailable: ({ shared }) => shared.look.fixed,
  },
  {
    keys: ['esc'],
    does: 'Back',
    footer: 'back',
    message: { type: 'back' },
    unavailable: state => (screenOf(state) === homeScreen ? 'q quits' : null),
  },
];

/** On a screen that was opened from another one, `q` does what Esc does, and only `Q` quits. */
function withWayBack(layer: Keys): Keys {
  const entries = layer.entries.map(entry => {
    if (entry.message.type === 'quit') return withoutFooter({ ...entry, keys: ['Q'] });
    const isBack = entry.keys.includes('esc') && !entry.keys.includes('q');
    return isBack ? { ...entry, keys: [...entry.keys, 'q'] } : entry;
  });
  return { ...layer, entries };
}

const withoutFooter = ({ footer, ...entry }: KeyEntry): KeyEntry => entry;

const helpWhileTyping: readonly Binding[] = [
  {
    keys: ['f1'],
    does: 'This help',
    footer: 'help',
    pinned: true,
    message: { type: 'help.open' },
  },
];

export const alwaysBindings: readonly Binding[] = [
  { keys: ['ctrl+c'], does: 'Quit at once', message: { type: 'interrupted' } },
  { keys: ['ctrl+l'], does: 'Redraw', words: ['repaint', 'clear'], message: { type: 'repaint' } },
  { keys: ['ctrl+z'], does: 'Suspend', message: { type: 'suspend' } },
];

const alwaysKeys = keysFor('Always', alwaysBindings, undefined);
const alwaysOnWindows: Keys = {
  ...alwaysKeys,
  entries: alwaysKeys.entries.filter(({ message }) => message.type !== 'suspend'),
};

/** Windows cannot suspend a program, and people press Ctrl+Z there to undo. */
const alwaysIn = ({ shared }: Pick<UiState, 'shared'>): Keys =>
  placeIn(shared).platform === 'win32' ? alwaysOnWindows : alwaysKeys;

const helpTable = listTable<void>('help');

export const helpFilterBindings: readonly Binding[] = helpTable.typing;

const helpKeys = ({ filter }: Help): Keys =>
  listKeysFor('Help', helpTable, filter, helpBindings, undefined);

const helpBindings: readonly Binding[] = [
  ...helpTable.moves,
  helpTable.filter,
  {
    keys: ['esc', '?', 'q', 'f1', 'enter'],
    does: 'Close the help',
    footer: 'close',
    message: { type: 'help.close' },
  },
];

export const paletteBindings: readonly Binding[] = [
  ...moveBindingsWhileTyping<void>(by => ({ type: 'palette.move', by })),
  {
    keys: ['enter'],
    does: 'Run the selected action',
    footer: 'do it',
    message: { type: 'palette.run' },
    changes: true,
  },
  {
    keys: ['esc'],
    does: 'Close the list of actions',
    footer: 'close',
    message: { type: 'palette.close' },
  },
];

const paletteKeys = keysFor<void>('Actions', paletteBindings, undefined, input => ({
  type: 'palette.type',
  input,
}));

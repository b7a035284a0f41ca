// Key tables: matching, footer, help and palette all use them.
import type { Deed } from '../../diagnosis/diagnosis.ts';
import { valueAt } from '../../valueAt.ts';
import type { Icon } from '../look/icons.ts';
import type { Tone } from '../look/theme.ts';
import type { KeyInput } from '../terminal/keys.ts';
import type { Message } from './messages.ts';
import type { ListMove } from './scroll.ts';

/** An action that keys trigger. `Own` is the state of its screen. */
export type Binding<Own = void> = {
  /** Names as in `keys.ts`; the footer shows the first one. */
  keys: readonly string[];
  /** What the action does, in the words of the help. */
  does: string;
  /** A few words for the footer; without them, only help and palette list the action. */
  footer?: string;
  /** Other words that find the action in the palette. */
  words?: readonly string[];
  /** The equivalent commands, without `bp-auth`. Where a text mentions one, the UI shows this key instead. */
  commands?: readonly string[];
  /** The kind of fix that the action carries out, or leads to. */
  deed?: Deed['type'];
  /** Stays at the end of the footer even if others have no room. */
  pinned?: true;
  /** Moves through a list: the palette lists it last. */
  moves?: true;
  /** Has an effect that going back does not undo. Input that may be a paste never triggers it. */
  changes?: true;
  /** Opens a text field for the input that follows. */
  opensField?: true;
  message: Message;
  /** The reason why the action is not possible now; null if it is. */
  unavailable?: (own: Own) => string | null;
};

/** A binding in its present state. */
export type KeyEntry = Omit<Binding, 'unavailable'> & { unavailable: string | null };

/** A mark or words on the screen, with their meaning. */
export type Mark = ({ icon: Icon } | { sample: string }) & { tone?: Tone; says: string };

/**
 * The keys of one layer, in their present state. A layer is, for example, a question, a screen, or
 * the keys that work everywhere.
 */
export type Keys = {
  /** The heading in the help. */
  title: string;
  entries: readonly KeyEntry[];
  /** Whether there are more rows than fit: the footer then shows how to scroll. */
  more?: boolean;
  /** The marks on the screen, explained in the help. */
  legend?: readonly Mark[];
  /** Set while text is typed: printable keys and pastes go here and nowhere else. */
  typing?: (input: KeyInput) => Message;
  /** Whether pasted tokens belong in this field; otherwise they start a login. */
  takesTokens?: true;
};

export function keysFor<Own>(
  title: string,
  bindings: readonly Binding<Own>[],
  own: Own,
  typing?: (input: KeyInput) => Message,
): Keys {
  const entries = bindings.map(binding => ({
    ...binding,
    unavailable: binding.unavailable?.(own) ?? null,
  }));
  return typing === undefined ? { title, entries } : { title, entries, typing };
}

/**
 * The receiver of an input: an entry of a key table, or a layer's text field; null if there is
 * none.
 */
export function takerOf(
  layers: readonly Keys[],
  input: KeyInput,
): KeyEntry | Required<Keys>['typing'] | null {
  for (const { entries, typing } of layers) {
    const isText = input.type === 'paste' || input.text !== '';
    if (typing && isText) return typing;
    const entry =
      input.type === 'key' ? entries.find(({ keys }) => keys.includes(input.key)) : undefined;
    if (entry) return entry;
    if (typing && isEditing(input)) return typing;
  }
  return null;
}

/** The meaning of an input in the first layer that knows it; null if none does. */
export function messageFor(layers: readonly Keys[], input: KeyInput): Message | null {
  const taker = takerOf(layers, input);
  if (taker === null) return null;
  return typeof taker === 'function' ? taker(input) : meaningOf(taker);
}

/** The message of an entry, or the reason why it is not possible. */
export function meaningOf({ message, unavailable }: KeyEntry): Message {
  return unavailable === null ? message : { type: 'unavailable', reason: unavailable };
}

// Keys that reach the lower layers even while text is typed.
const beyondText = new Set(['ctrl+c', 'ctrl+l', 'ctrl+z', 'esc', 'f1', 'tab', 'enter']);

function isEditing(input: KeyInput): boolean {
  return input.type === 'key' && !beyondText.has(input.key);
}

const labels: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: 'Left',
  right: 'Right',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  f1: 'F1',
};

/** A key's name for people. */
export function keyLabel(key: string): string {
  const withControl = () =>
    key.replace(/^ctrl\+(.)$/, (_, letter) => `Ctrl+${letter.toUpperCase()}`);
  return valueAt(labels, key) ?? withControl();
}

/**
 * The keys that move in every list and page.
 * @param move creates a key's message
 */
export function moveBindings<Own>(move: (by: ListMove) => Message): Binding<Own>[] {
  return moves.map(({ by, does, plain, letters }) => ({
    keys: by === 'first' || by === 'last' ? [...letters, ...plain] : [...plain, ...letters],
    does,
    message: move(by),
    moves: true,
  }));
}

/**
 * `moveBindings` beside a text field: only keys that are not text. Home and End move in the list, Ctrl+A and Ctrl+E in
 * the field.
 */
export function moveBindingsWhileTyping<Own>(move: (by: ListMove) => Message): Binding<Own>[] {
  return moves.map(({ by, does, plain }) => ({
    keys: plain,
    does,
    message: move(by),
    moves: true,
  }));
}

const moves: readonly {
  by: ListMove;
  does: string;
  /** Keys that are not text in a field. */
  plain: readonly string[];
  letters: readonly string[];
}[] = [
  { by: 'up', does: 'Up', plain: ['up'], letters: ['k'] },
  { by: 'down', does: 'Down', plain: ['down'], letters: ['j'] },
  { by: 'pageUp', does: 'A page up', plain: ['pageup'], letters: ['ctrl+b'] },
  { by: 'pageDown', does: 'A page down', plain: ['pagedown'], letters: ['ctrl+f'] },
  { by: 'first', does: 'To the first', plain: ['home'], letters: ['g'] },
  { by: 'last', does: 'To the last', plain: ['end'], letters: ['G'] },
];

// Key tables: one feeds matching, footer, help and palette.
import type { Deed } from '../../diagnosis/diagnosis.ts';
import { valueAt } from '../../valueAt.ts';
import type { Icon } from '../look/icons.ts';
import type { KeyInput } from '../terminal/keys.ts';
import type { Message } from './messages.ts';
import type { ListMove } from './scroll.ts';

/** One thing that keys do. `Own` is the state of the screen it belongs to. */
export type Binding<Own = void> = {
  /** Names as `keys.ts` gives them; the first one is shown in the footer. */
  keys: readonly string[];
  /** What it does, as the help says it. */
  does: string;
  /** The same in a word for the footer; left out, it stands in help and palette only. */
  footer?: string;
  /** Other words that people look for it by. */
  words?: readonly string[];
  /** The commands that do the same, without `bp-auth`; what is told of them elsewhere names the key here. */
  commands?: readonly string[];
  /** What of a diagnosis' fixes it does, or leads to. */
  deed?: Deed['type'];
  /** Stays in the footer, at its end, where there is no room for others. */
  pinned?: true;
  /** Moves through a list: done by keys, and looked for by name at the very last. */
  moves?: true;
  /** Does something that closing or moving on does not take back: it is never run by what may be a paste. */
  changes?: true;
  /** Opens a text field, for what is typed behind it. */
  opensField?: true;
  message: Message;
  /** Why it cannot be done now; null when it can. */
  unavailable?: (own: Own) => string | null;
};

/** A binding as it stands in the present state. */
export type KeyEntry = Omit<Binding, 'unavailable'> & { unavailable: string | null };

/** A mark, and what it stands for. */
export type Mark = { icon: Icon; says: string };

/** What keys mean to whoever listens right now. */
export type Keys = {
  /** Heading in the help. */
  title: string;
  entries: readonly KeyEntry[];
  /** What the marks on the screen stand for, as the help says it. */
  legend?: readonly Mark[];
  /** Set while text is typed: printable keys and pastes go here and mean nothing else. */
  typing?: (input: KeyInput) => Message;
  /** Whether a token that is pasted belongs there; else it is one to log in with. */
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

/** Who takes an input: an entry of a key table, or the text field of a layer; null where nobody does. */
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

/** What an input means to the first of the layers that knows it; null when to none. */
export function messageFor(layers: readonly Keys[], input: KeyInput): Message | null {
  const taker = takerOf(layers, input);
  if (taker === null) return null;
  return typeof taker === 'function' ? taker(input) : meaningOf(taker);
}

/** What an entry does: its message, or saying why not. */
export function meaningOf({ message, unavailable }: KeyEntry): Message {
  return unavailable === null ? message : { type: 'unavailable', reason: unavailable };
}

// Keys that go on to the layers below even while text is typed.
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

/** A key as people call it. */
export function keyLabel(key: string): string {
  const withControl = () =>
    key.replace(/^ctrl\+(.)$/, (_, letter) => `Ctrl+${letter.toUpperCase()}`);
  return valueAt(labels, key) ?? withControl();
}

/** The bindings of every list; `move` makes the message of the screen it is on. */
export function listBindings<Own>(move: (by: ListMove) => Message): Binding<Own>[] {
  const moving = (by: ListMove, does: string, ...keys: string[]): Binding<Own> => ({
    keys,
    does,
    message: move(by),
    moves: true,
  });
  return [
    moving('up', 'Up', 'up', 'k'),
    moving('down', 'Down', 'down', 'j'),
    moving('pageUp', 'A page up', 'pageup', 'ctrl+b'),
    moving('pageDown', 'A page down', 'pagedown', 'ctrl+f'),
    moving('first', 'To the first', 'g', 'home'),
    moving('last', 'To the last', 'G', 'end'),
  ];
}

/** The same beside a text field: only keys that the field itself has no use for. */
export function listBindingsWhileTyping<Own>(move: (by: ListMove) => Message): Binding<Own>[] {
  return listBindings<Own>(move)
    .slice(0, 4)
    .map(binding => ({ ...binding, keys: binding.keys.slice(0, 1) }));
}

// Owns the tokens screen: the personal access tokens of a profile's account.
import type { ListedKey } from '../../botpress/answers.ts';
import type { Step } from '../effects.ts';
import { type Binding, type Keys, keysFor, listBindings } from '../keymap.ts';
import { layoutOf } from '../layout.ts';
import { atTop, move, type Scroll, scrollTo } from '../list.ts';
import type { Message } from '../messages.ts';
import { type Loaded, loading, type Shared, subjectNamed } from '../shared.ts';

/** `tokens` is null where there are none to ask for: a bot or integration key has no account. */
export type State = { name: string; tokens: Loaded<ListedKey[]> | null; scroll: Scroll };

/** A title, and a line of column headings. */
const otherRows = 2;

export const listHeight = (shared: Shared): number =>
  Math.max(1, layoutOf(shared.size).body - otherRows);

export function open(name: string, shared: Shared): Step<State> {
  return refresh({ name, tokens: null, scroll: atTop }, shared);
}

function refresh(own: State, shared: Shared): Step<State> {
  const subject = subjectNamed(shared.home, own.name);
  const kind = subject?.view.kind;
  if (subject === null || kind === 'bot' || kind === 'integration') return [own];
  const { name, profile } = subject;
  return [
    { ...own, tokens: loading },
    { type: 'tokens.list', name, profile },
  ];
}

export function update(own: State, message: Message, shared: Shared): Step<State> {
  const rows = listHeight(shared);
  switch (message.type) {
    case 'tokens.move':
      return [{ ...own, scroll: move(own.scroll, message.by, countOf(own), rows) }];
    case 'tokens.refresh':
      return refresh(own, shared);
    case 'tokens.listed': {
      // Newest first: the one just made is the one looked for.
      const tokens = message.tokens.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
      const scroll = scrollTo(own.scroll, own.scroll.index, tokens.length, rows);
      return [{ ...own, scroll, tokens: { state: 'ready', value: tokens } }];
    }
    case 'tokens.failed':
      return [{ ...own, tokens: { state: 'failed', error: message.error } }];
    default:
      return [own];
  }
}

const countOf = ({ tokens }: State) => (tokens?.state === 'ready' ? tokens.value.length : 0);

/** Names of the profiles that use the token of this id, as far as its id was stored with them. */
export function usersOf(id: string, { home }: Shared): string[] {
  if (home.state === 'failed') return [];
  return Object.entries(home.stored.config.profiles)
    .filter(([, profile]) => profile.tokenId === id)
    .map(([name]) => name);
}

export const bindings: readonly Binding<State>[] = [
  ...listBindings<State>(by => ({ type: 'tokens.move', by })),
  {
    keys: ['r'],
    does: 'List them again',
    footer: 'refresh',
    message: { type: 'tokens.refresh' },
    unavailable: ({ tokens }) =>
      tokens?.state === 'loading' ? 'They are being listed already' : null,
  },
];

export const keysOf = (own: State): Keys => keysFor('Tokens', bindings, own);

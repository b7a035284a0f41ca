// Owns the troubleshooting screen: a diagnosis as it runs, and what it found.
import { type Action, actions } from '../../diagnosis/actions.ts';
import { chain } from '../../diagnosis/chain.ts';
import type { CheckUpdate } from '../../diagnosis/diagnosis.ts';
import type { Step } from '../effects.ts';
import { type Binding, type Keys, keysFor, listBindings } from '../keymap.ts';
import { layoutOf } from '../layout.ts';
import { atTop, move, type Scroll, scrollBy, scrollTo } from '../list.ts';
import type { Message } from '../messages.ts';
import { loading, type Shared, subjectNamed } from '../shared.ts';
import { type Run, troubleshootingRows } from './troubleshootingRows.ts';

export type State = Run & {
  scroll: Scroll;
  /** While what the profile is wanted for is being chosen: where the cursor stands. */
  choosing: Scroll | null;
};

export function open(name: string, shared: Shared): Step<State> {
  const nothing = { wanted: null, checks: [], diagnosis: loading, scroll: atTop, choosing: null };
  return run({ name, ...nothing }, shared);
}

function run(own: State, shared: Shared): Step<State> {
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null) return [own];
  const { name, profile } = subject;
  const fresh = { ...own, checks: [], diagnosis: loading, scroll: atTop, choosing: null };
  return [fresh, { type: 'diagnose', name, profile, wanted: own.wanted }];
}

/** What can be asked for: anything at all first, then the actions. */
export const wishes: readonly (Action | null)[] = [null, ...actions];

/** Question and blank row. */
const otherRows = 2;

/** Rows for the list of wishes. */
export const wishRows = (shared: Shared): number =>
  Math.max(1, layoutOf(shared.size).body - otherRows);

export function update(own: State, message: Message, shared: Shared): Step<State> {
  switch (message.type) {
    case 'troubleshooting.run':
      return run(own, shared);
    case 'troubleshooting.scroll': {
      const { body, columns } = layoutOf(shared.size);
      const count = troubleshootingRows(own, columns).length;
      return [{ ...own, scroll: scrollBy(own.scroll, message.by, count, body) }];
    }
    case 'troubleshooting.choose': {
      const index = wishes.findIndex(wish => (wish?.name ?? null) === own.wanted);
      return [{ ...own, choosing: scrollTo(atTop, index, wishes.length, wishRows(shared)) }];
    }
    case 'troubleshooting.choose.move': {
      if (own.choosing === null) return [own];
      const choosing = move(own.choosing, message.by, wishes.length, wishRows(shared));
      return [{ ...own, choosing }];
    }
    case 'troubleshooting.choose.take': {
      const wanted = wishes[own.choosing?.index ?? 0]?.name ?? null;
      return run({ ...own, wanted }, shared);
    }
    case 'troubleshooting.choose.cancel':
      return [{ ...own, choosing: null }];
    case 'troubleshooting.check':
      return [{ ...own, checks: withCheck(own.checks, message.check) }];
    case 'troubleshooting.done': {
      const { diagnosis } = message;
      return [
        { ...own, checks: diagnosis.checks, diagnosis: { state: 'ready', value: diagnosis } },
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

export const bindings: readonly Binding<State>[] = [
  ...listBindings<State>(by => ({ type: 'troubleshooting.scroll', by })),
  {
    keys: ['f'],
    does: 'Choose what the profile is wanted for',
    footer: 'what for',
    message: { type: 'troubleshooting.choose' },
  },
  {
    keys: ['r', 'x'],
    does: 'Run the checks again',
    footer: 'run again',
    message: { type: 'troubleshooting.run' },
    unavailable: ({ diagnosis }) =>
      diagnosis.state === 'loading' ? 'The checks are running already' : null,
  },
];

export const choiceBindings: readonly Binding<State>[] = [
  ...listBindings<State>(by => ({ type: 'troubleshooting.choose.move', by })),
  {
    keys: ['enter'],
    does: 'Check whether it suffices for this',
    footer: 'check',
    message: { type: 'troubleshooting.choose.take' },
  },
  {
    keys: ['esc'],
    does: 'Leave it as it is',
    footer: 'leave it',
    message: { type: 'troubleshooting.choose.cancel' },
  },
];

export const keysOf = (own: State): Keys =>
  keysFor('Troubleshooting', own.choosing === null ? bindings : choiceBindings, own);

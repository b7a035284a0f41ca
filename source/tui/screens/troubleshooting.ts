// Owns the troubleshooting screen: a diagnosis as it runs, and what it found.
import type { CheckUpdate, Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Step } from '../effects.ts';
import { type Binding, type Keys, keysFor, listBindings } from '../keymap.ts';
import { layoutOf } from '../layout.ts';
import { atTop, type Scroll, scrollBy } from '../list.ts';
import type { Message } from '../messages.ts';
import { type Loaded, loading, type Shared, subjectNamed } from '../shared.ts';
import { troubleshootingRows } from './troubleshootingRows.ts';

export type State = {
  name: string;
  /** As far as they have come; in their order. */
  checks: readonly CheckUpdate[];
  diagnosis: Loaded<Diagnosis>;
  scroll: Scroll;
};

export function open(name: string, shared: Shared): Step<State> {
  return run({ name, checks: [], diagnosis: loading, scroll: atTop }, shared);
}

function run(own: State, shared: Shared): Step<State> {
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null) return [own];
  const { name, profile } = subject;
  const fresh = { ...own, checks: [], diagnosis: loading, scroll: atTop };
  return [fresh, { type: 'diagnose', name, profile }];
}

export function update(own: State, message: Message, shared: Shared): Step<State> {
  switch (message.type) {
    case 'troubleshooting.run':
      return run(own, shared);
    case 'troubleshooting.scroll': {
      const { body, columns } = layoutOf(shared.size);
      const count = troubleshootingRows(own.diagnosis, own.checks, columns).length + titleRows;
      return [{ ...own, scroll: scrollBy(own.scroll, message.by, count, body) }];
    }
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

const titleRows = 1;

function withCheck(checks: readonly CheckUpdate[], check: CheckUpdate): CheckUpdate[] {
  const at = checks.findIndex(({ id }) => id === check.id);
  return at === -1 ? [...checks, check] : checks.with(at, check);
}

export const bindings: readonly Binding<State>[] = [
  ...listBindings<State>(by => ({ type: 'troubleshooting.scroll', by })),
  {
    keys: ['r', 'x'],
    does: 'Run the checks again',
    footer: 'run again',
    message: { type: 'troubleshooting.run' },
    unavailable: ({ diagnosis }) =>
      diagnosis.state === 'loading' ? 'The checks are running already' : null,
  },
];

export const keysOf = (own: State): Keys => keysFor('Troubleshooting', bindings, own);

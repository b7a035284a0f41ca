// Owns the workspace screen: what the API said about a profile's workspace, each part for itself.
import { checksFor } from '../checks.ts';
import type { Step } from '../effects.ts';
import { type Binding, type Keys, keysFor, listBindings } from '../keymap.ts';
import { layoutOf } from '../layout.ts';
import { atTop, type Scroll, scrollBy } from '../list.ts';
import type { Message } from '../messages.ts';
import { loading, type Shared, subjectNamed } from '../shared.ts';
import { type Answers, workspaceRows } from './workspaceRows.ts';

export type State = { name: string; answers: Answers; scroll: Scroll };

export function open(name: string, shared: Shared): Step<State> {
  const answers = { workspace: null, account: null, membership: null, abilities: null };
  return refresh({ name, answers, scroll: atTop }, shared);
}

function refresh(own: State, shared: Shared): Step<State> {
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null) return [own];
  const { name, profile, view } = subject;
  const check = checksFor([view], shared);
  const probe = { type: 'workspace.abilities', name, profile } as const;
  if (view.kind === 'bot' || view.kind === 'integration') {
    return [{ ...own, answers: { ...own.answers, abilities: loading } }, probe, ...check];
  }
  const answers = {
    workspace: loading,
    account: loading,
    membership: loading,
    abilities: loading,
  };
  return [{ ...own, answers }, { type: 'workspace.load', name, profile }, probe, ...check];
}

export function update(own: State, message: Message, shared: Shared): Step<State> {
  switch (message.type) {
    case 'workspace.refresh':
      return refresh(own, shared);
    case 'workspace.troubleshoot':
      return [own, { type: 'go', screen: 'troubleshooting', profile: own.name }];
    case 'workspace.scroll': {
      const { body, columns } = layoutOf(shared.size);
      const count = workspaceRows(own.name, own.answers, shared, columns).length;
      return [{ ...own, scroll: scrollBy(own.scroll, message.by, count, body) }];
    }
    case 'workspace.loaded':
      return [answered(own, { [message.part]: { state: 'ready', value: message.value } })];
    case 'workspace.failed':
      return [answered(own, { [message.part]: { state: 'failed', error: message.error } })];
    default:
      return [own];
  }
}

const answered = (own: State, part: Partial<Answers>): State => ({
  ...own,
  answers: { ...own.answers, ...part },
});

export const bindings: readonly Binding<State>[] = [
  ...listBindings<State>(by => ({ type: 'workspace.scroll', by })),
  {
    keys: ['r'],
    does: 'Ask the API about the workspace again',
    footer: 'refresh',
    message: { type: 'workspace.refresh' },
    unavailable: ({ answers }) =>
      Object.values(answers).some(part => part?.state === 'loading')
        ? 'The API is being asked already'
        : null,
  },
  {
    keys: ['x'],
    does: 'Troubleshoot this profile',
    footer: 'troubleshoot',
    message: { type: 'workspace.troubleshoot' },
  },
];

export const keysOf = (own: State): Keys => keysFor('Workspace', bindings, own);

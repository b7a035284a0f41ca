// Owns the key tables of the login form, one for each kind of step.
import {
  type Binding,
  type Keys,
  keysFor,
  listBindings,
  listBindingsWhileTyping,
} from '../keymap.ts';
import type { Message } from '../messages.ts';
import { listedWorkspaces, type State, typesUrl } from './loginState.ts';

const move = (by: Extract<Message, { type: 'login.move' }>['by']): Message => ({
  type: 'login.move',
  by,
});

const back: Binding<State> = {
  keys: ['esc'],
  does: 'A step back; nothing is lost',
  footer: 'back',
  message: { type: 'login.back' },
};

const next: Binding<State> = {
  keys: ['enter'],
  does: 'Go on',
  footer: 'go on',
  message: { type: 'login.next' },
  unavailable: ({ busy }) => busy,
};

export const choiceKeys: readonly Binding<State>[] = [...listBindings<State>(move), next, back];

export const urlKeys: readonly Binding<State>[] = [
  ...listBindingsWhileTyping<State>(move),
  next,
  back,
];

export const fieldKeys: readonly Binding<State>[] = [next, back];

export const workspaceKeys: readonly Binding<State>[] = [
  ...listBindingsWhileTyping<State>(move),
  {
    keys: ['enter'],
    does: 'Take the selected workspace',
    footer: 'take it',
    message: { type: 'login.next' },
    unavailable: own =>
      own.busy ?? (listedWorkspaces(own).length === 0 ? 'There is no workspace to take' : null),
  },
  back,
];

export const savedKeys: readonly Binding<State>[] = [
  {
    keys: ['enter', 'esc', 'q'],
    does: 'Back to the profiles',
    footer: 'to the profiles',
    message: { type: 'login.finish' },
  },
];

/** What keys mean in the form right now. */
export function keysOf(own: State): Keys {
  const typing = (input: Extract<Message, { type: 'login.type' }>['input']): Message => ({
    type: 'login.type',
    input,
  });
  switch (own.step) {
    case 'where':
      return typesUrl(own)
        ? keysFor('Login', urlKeys, own, typing)
        : keysFor('Login', choiceKeys, own);
    case 'workspace':
      return keysFor('Login', workspaceKeys, own, typing);
    case 'saved':
      return keysFor('Login', savedKeys, own);
    default:
      return keysFor('Login', fieldKeys, own, typing);
  }
}

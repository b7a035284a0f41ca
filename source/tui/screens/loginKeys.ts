// The key tables of the login form, one for each kind of step.
import {
  type Binding,
  type Keys,
  keysFor,
  listBindings,
  listBindingsWhileTyping,
} from '../keymap.ts';
import { textOf } from '../lineEditor.ts';
import type { Message } from '../messages.ts';
import { listedWorkspaces } from '../picking.ts';
import { dashboardProblem, isExpecting, type State, typesUrl } from './loginState.ts';

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

const tryAgain: Binding<State> = {
  keys: ['ctrl+r'],
  does: 'Open the browser again, with a new address',
  footer: 'open it again',
  message: { type: 'login.browser.again' },
  unavailable: own =>
    own.browser?.state === 'starting' ? 'The browser is being opened' : dashboardProblem(own),
};

const withToken: Binding<State> = {
  ...next,
  unavailable: own =>
    own.busy ??
    (textOf(own.token) === '' && isExpecting(own)
      ? 'The browser is waited for; a token that you paste goes on without it'
      : null),
};

export const pasteKeys: readonly Binding<State>[] = [withToken, back];
export const browserKeys: readonly Binding<State>[] = [withToken, back, tryAgain];

/** Where the form begins with the token. */
export const firstTokenKeys: readonly Binding<State>[] = [
  withToken,
  { ...back, does: 'Cancel the login', footer: 'cancel' },
  tryAgain,
  {
    keys: ['tab'],
    does: 'Another way to log in, or another API',
    footer: 'other ways',
    message: { type: 'login.ways' },
  },
];

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
    does: 'Done: back to where the form was opened',
    footer: 'done',
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
    case 'how':
      return keysFor('Login', choiceKeys, own);
    case 'token': {
      const waits = own.browser === null ? pasteKeys : browserKeys;
      return keysFor('Login', own.first === 'token' ? firstTokenKeys : waits, own, typing);
    }
    case 'workspace':
      return keysFor('Login', workspaceKeys, own, typing);
    case 'saved':
      return keysFor('Login', savedKeys, own);
    default:
      return keysFor('Login', fieldKeys, own, typing);
  }
}

// The key tables of the login form, one for each kind of step.

import { textOf } from '../../components/lineEditor.ts';
import { listedWorkspaces } from '../../components/workspacePicker.ts';
import {
  type Binding,
  type Keys,
  keysFor,
  listBindings,
  listBindingsWhileTyping,
} from '../../contract/keymap.ts';
import type { Message } from '../../contract/messages.ts';
import { dashboardProblem, isExpecting, isUrlTyped, type LoginState } from './state.ts';

const move = (by: Extract<Message, { type: 'login.move' }>['by']): Message => ({
  type: 'login.move',
  by,
});

const back: Binding<LoginState> = {
  keys: ['esc'],
  does: 'Back one step; your input is kept',
  footer: 'back',
  message: { type: 'login.back' },
};

const next: Binding<LoginState> = {
  keys: ['enter'],
  does: 'Go on',
  footer: 'go on',
  message: { type: 'login.next' },
  unavailable: ({ busy }) => busy,
};

export const choiceKeys: readonly Binding<LoginState>[] = [
  ...listBindings<LoginState>(move),
  next,
  back,
];

/** For a form that did not ask for the API. */
export const firstWayKeys: readonly Binding<LoginState>[] = [
  ...listBindings<LoginState>(move),
  next,
  { ...back, does: 'Cancel the login', footer: 'cancel' },
  {
    keys: ['tab'],
    does: 'Another API than Botpress Cloud',
    footer: 'other API',
    words: ['custom URL', 'server'],
    message: { type: 'login.where' },
  },
];

export const urlKeys: readonly Binding<LoginState>[] = [
  ...listBindingsWhileTyping<LoginState>(move),
  next,
  back,
];

export const fieldKeys: readonly Binding<LoginState>[] = [next, back];

/** The last step: what was typed so far is stored. */
export const nameKeys: readonly Binding<LoginState>[] = [{ ...next, changes: true }, back];

const tryAgain: Binding<LoginState> = {
  keys: ['ctrl+r'],
  does: 'Open the browser again, with a new address',
  footer: 'open it again',
  message: { type: 'login.browser.again' },
  changes: true,
  unavailable: own =>
    own.browser?.state === 'starting' ? 'The browser is being opened' : dashboardProblem(own),
};

const withToken: Binding<LoginState> = {
  ...next,
  unavailable: own =>
    own.busy ??
    (textOf(own.token) === '' && isExpecting(own)
      ? 'Waiting for the browser; you can also paste a token'
      : null),
};

export const pasteKeys: readonly Binding<LoginState>[] = [withToken, back];
export const browserKeys: readonly Binding<LoginState>[] = [withToken, back, tryAgain];

/** Keys if the form starts with the token. */
export const firstTokenKeys: readonly Binding<LoginState>[] = [
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

export const enteredWorkspaceKeys: readonly Binding<LoginState>[] = [
  ...listBindingsWhileTyping<LoginState>(move),
  {
    keys: ['enter'],
    does: 'Select this workspace',
    footer: 'select',
    message: { type: 'login.next' },
    unavailable: own =>
      own.busy ?? (listedWorkspaces(own).length === 0 ? 'There is no workspace to select' : null),
  },
  back,
];

export const savedKeys: readonly Binding<LoginState>[] = [
  {
    keys: ['enter', 'esc', 'q'],
    does: 'Done: back to where the form was opened',
    footer: 'done',
    message: { type: 'login.finish' },
  },
];

/** The present meaning of keys in the form. */
export function loginKeys(own: LoginState): Keys {
  const typing = (input: Extract<Message, { type: 'login.type' }>['input']): Message => ({
    type: 'login.type',
    input,
  });
  switch (own.step) {
    case 'where':
      return isUrlTyped(own)
        ? keysFor('Login', urlKeys, own, typing)
        : keysFor('Login', choiceKeys, own);
    case 'how':
      return keysFor('Login', own.first === 'how' ? firstWayKeys : choiceKeys, own);
    case 'token': {
      const waits = own.browser === null ? pasteKeys : browserKeys;
      const bindings = own.first === 'token' ? firstTokenKeys : waits;
      return { ...keysFor('Login', bindings, own, typing), takesTokens: true };
    }
    case 'workspace':
      return keysFor('Login', enteredWorkspaceKeys, own, typing);
    case 'name':
      return keysFor('Login', nameKeys, own, typing);
    case 'saved':
      return keysFor('Login', savedKeys, own);
    default:
      return keysFor('Login', fieldKeys, own, typing);
  }
}

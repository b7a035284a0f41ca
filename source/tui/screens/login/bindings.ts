// The key tables of the login form, one for each kind of step.

import { textOf } from '../../components/lineEditor.ts';
import { listTable } from '../../components/listKeys.ts';
import { pickerKeys } from '../../components/picker.ts';
import { noWorkspaces, pickedWorkspace } from '../../components/workspacePicker.ts';
import {
  type Binding,
  type Keys,
  keysFor,
  moveBindingsWhileTyping,
} from '../../contract/keymap.ts';
import { demoOf, type Shared } from '../../contract/knowledge.ts';
import { listMessage } from '../../contract/lists.ts';
import type { Message } from '../../contract/messages.ts';
import { urlList, wayList, workspaceList } from './lists.ts';
import { dashboardProblem, isExpecting, type LoginState } from './state.ts';
import { isUrlTyped, markedUrl } from './urls.ts';

const urls = listTable<LoginState>('login.urls');
const ways = listTable<LoginState>('login.ways');
const workspaces = listTable<LoginState>('login.workspaces', noWorkspaces);

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

const takeUrl: Binding<LoginState> = {
  ...next,
  unavailable: own =>
    own.busy ?? (markedUrl(own) === undefined ? 'There is nothing to select' : null),
};

export const whereKeys: readonly Binding<LoginState>[] = [
  ...urls.moves,
  takeUrl,
  back,
  urls.filter,
];

export const choiceKeys: readonly Binding<LoginState>[] = [...ways.moves, next, back, ways.filter];

/** The keys of a form that begins with the ways to log in, because it knows only one API. */
export const firstWayKeys: readonly Binding<LoginState>[] = [
  ...ways.moves,
  next,
  { ...back, does: 'Cancel the login', footer: 'cancel' },
  {
    keys: ['tab'],
    does: 'Another API than Botpress Cloud',
    footer: 'other API',
    words: ['custom URL', 'server'],
    message: { type: 'login.where' },
  },
  ways.filter,
];

/**
 * The keys of the field for a URL. Arrow keys still move in the list, whose last entry is the
 * field.
 */
export const urlKeys: readonly Binding<LoginState>[] = [
  ...moveBindingsWhileTyping<LoginState>(by => listMessage('login.urls', { type: 'move', by })),
  next,
  back,
];

export const fieldKeys: readonly Binding<LoginState>[] = [next, back];

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

const otherWays: Binding<LoginState> = {
  keys: ['tab'],
  does: 'Another way to log in, or another API',
  footer: 'other ways',
  message: { type: 'login.ways' },
};

/** Keys if the form starts with the token. */
export const firstTokenKeys: readonly Binding<LoginState>[] = [
  withToken,
  { ...back, does: 'Cancel the login', footer: 'cancel' },
  tryAgain,
  otherWays,
];

/** `firstTokenKeys` while an error is shown: the first Esc only takes the error away. */
export const refusedTokenKeys: readonly Binding<LoginState>[] = [
  withToken,
  { ...back, does: 'Back to the field' },
  tryAgain,
  otherWays,
];

const sample: Binding<LoginState> = {
  keys: ['tab'],
  does: 'Put in a sample token of the demo; pressed again: another one',
  footer: 'sample token',
  message: { type: 'login.sample' },
};

/** The keys of the token step in a demo, whose form begins with that step. */
export const demoTokenKeys: readonly Binding<LoginState>[] = [
  withToken,
  { ...back, does: 'Cancel the login', footer: 'cancel' },
  sample,
];

/** `demoTokenKeys` while an error is shown. */
export const refusedDemoTokenKeys: readonly Binding<LoginState>[] = [
  withToken,
  { ...back, does: 'Back to the field' },
  sample,
];

export const pickWorkspaceKeys: readonly Binding<LoginState>[] = [
  ...workspaces.moves,
  {
    keys: ['enter'],
    does: 'Select this workspace',
    footer: 'select',
    message: { type: 'login.next' },
    unavailable: own =>
      own.busy ?? (pickedWorkspace(own) === undefined ? 'There is no workspace to select' : null),
  },
  back,
  workspaces.filter,
];

export const savedKeys: readonly Binding<LoginState>[] = [
  {
    keys: ['enter', 'esc', 'q'],
    does: 'Done: back to where the form was opened',
    footer: 'done',
    message: { type: 'login.finish' },
  },
];

/** The keys while the filter of one of the lists is typed. */
export const loginFilterKeys: readonly Binding<LoginState>[] = workspaces.typing;

function tokenTable(own: LoginState, shared: Shared): readonly Binding<LoginState>[] {
  const isRefused = own.problem !== null;
  if (demoOf(shared) !== null) return isRefused ? refusedDemoTokenKeys : demoTokenKeys;
  if (own.first === 'token') return isRefused ? refusedTokenKeys : firstTokenKeys;
  return own.browser === null ? pasteKeys : browserKeys;
}

/** The meaning of each key at the current step. */
export function loginKeys(own: LoginState, shared: Shared): Keys {
  const typing = (input: Extract<Message, { type: 'login.type' }>['input']): Message => ({
    type: 'login.type',
    input,
  });
  const title = 'Login';
  switch (own.step) {
    case 'where': {
      const list = { picker: own.where, pickable: urlList(own, shared) };
      const isField = isUrlTyped(own) && own.where.filter?.typing !== true;
      const keys = pickerKeys(title, urls, list, isField ? urlKeys : whereKeys, own);
      return isField ? { ...keys, typing } : keys;
    }
    case 'how': {
      const list = { picker: own.how, pickable: wayList(own, shared) };
      return pickerKeys(title, ways, list, own.first === 'how' ? firstWayKeys : choiceKeys, own);
    }
    case 'token': {
      return { ...keysFor(title, tokenTable(own, shared), own, typing), takesTokens: true };
    }
    case 'workspace': {
      const list = { picker: own.picker, pickable: workspaceList(own, shared) };
      return pickerKeys(title, workspaces, list, pickWorkspaceKeys, own);
    }
    case 'name':
      return keysFor(title, nameKeys, own, typing);
    case 'saved':
      return keysFor(title, savedKeys, own);
    default:
      return keysFor(title, fieldKeys, own, typing);
  }
}

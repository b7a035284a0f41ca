// The update of the login form: its steps, and its requests to the API.
import { type AppError, toAppError } from '../../../errors.ts';
import { wholeToken } from '../../../secrets/ready.ts';
import { edit, textOf } from '../../components/lineEditor.ts';
import { type Pickable, type Picker, updatePicker } from '../../components/picker.ts';
import { nothingListed, withPage } from '../../components/workspacePicker.ts';
import type { Step, Work } from '../../contract/effects.ts';
import { demoOf, type Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import type { KeyInput } from '../../terminal/keys.ts';
import { workspaceRoom } from './layout.ts';
import { urlList, wayList, workspaceList } from './lists.ts';
import { candidateOf } from './plan.ts';
import {
  browserWork,
  cleanedToken,
  formWithoutTokens,
  type LoginState,
  loginSteps,
  type Typed,
  withoutRejected,
  withPasted,
} from './state.ts';
import {
  atWorkspaces,
  cancelOf,
  leaveToken,
  next,
  proven,
  save,
  startBrowser,
  withoutNotes,
} from './steps.ts';

/** The milliseconds that the form gives the browser; login/browserLogin.ts ends the wait. */
const browserTime = 5 * 60_000;

export function updateLogin(own: LoginState, message: Message, shared: Shared): Step<LoginState> {
  switch (message.type) {
    case 'started':
      return [own, ...browserWork(own)];
    case 'login.type':
      return isSaving(own) ? [own] : [typed(own, message.input), ...breakOff(own)];
    case 'login.next':
      return attempt(own, () => next(own, shared));
    case 'login.back':
      return isSaving(own) ? [own] : back(own);
    case 'login.ways':
      return [
        { ...withoutNotes(own), step: 'how', first: 'where', browser: null },
        ...leaveToken(own),
      ];
    case 'login.where':
      return [{ ...withoutNotes(own), step: 'where', first: 'where' }];
    case 'login.sample':
      return sample(own, shared);
    case 'login.finish':
      return [own, { type: 'back' }];
    case 'login.browser.opened': {
      if (own.browser === null) return [own];
      const { url, opened } = message;
      const until = shared.now + browserTime;
      return [{ ...own, browser: { state: 'waiting', url, opened, until } }];
    }
    case 'login.browser.failed':
      return [{ ...own, browser: { state: 'failed', error: message.error } }];
    case 'login.browser.again':
      return startBrowser(own);
    case 'login.received':
      return received(own, message.token, message.variable, shared);
    case 'login.pasted':
      // A login that is being saved must not change.
      if (own.step === 'saved' || own.busy !== null) return [own];
      return attempt(own, () => [withPasted(own, message.text), ...leaveToken(own)]);
    case 'login.verified':
      return attempt(own, () => {
        const [next, ...effects] = atWorkspaces({
          ...own,
          key: null,
          browser: null,
          verified: { account: message.account, candidate: candidateOf(own) },
          ...nothingListed,
          busy: null,
        });
        return [next, ...leaveToken(withoutNotes(own)), ...effects];
      });
    case 'login.page':
      return [
        {
          ...own,
          ...withPage(own, message.workspaces, 'login.workspaces', workspaceRoom(own, shared)),
        },
      ];
    case 'login.listed':
      return [{ ...own, listed: true }];
    case 'login.proven':
      return attempt(own, () => proven(own, message.proof, shared));
    case 'login.save.confirmed':
      return save(own);
    case 'login.saved':
      return [{ ...formWithoutTokens(own), step: 'saved', busy: null, saved: message.saved }];
    case 'login.failed':
      if (isRejection(own, message.error)) return [withoutRejected(own, message.error)];
      // The workspaces are listed in the background, perhaps beside other work.
      return message.work === 'login.verify' && own.verified !== null
        ? [{ ...own, listed: true, problem: message.error }]
        : [{ ...own, busy: null, problem: message.error }];
    default:
      return picked(own, message, shared);
  }
}

/** A login that is being saved must not change: it is saved under the name that was confirmed. */
const isSaving = ({ step, busy }: LoginState): boolean => step === 'name' && busy !== null;

/** Whether the API rejects the token in the form. */
const isRejection = ({ step }: LoginState, { kind }: AppError): boolean =>
  kind === 'auth' && (step === 'token' || step === 'workspace' || step === 'key');

/** Takes a step. If the step throws, the form stays as it is and shows the error. */
function attempt(own: LoginState, act: () => Step<LoginState>): Step<LoginState> {
  try {
    return act();
  } catch (error) {
    return [{ ...own, busy: null, problem: toAppError(error) }];
  }
}

/** The form after a message to one of its three lists. */
function picked(own: LoginState, message: Message, shared: Shared): Step<LoginState> {
  const update = <Choice>(picker: Picker, pickable: Pickable<Choice>) =>
    updatePicker(picker, pickable, message);
  const where = update(own.where, urlList(own, shared));
  if (where !== null) return [{ ...own, where, problem: null }];
  const how = update(own.how, wayList(own, shared));
  if (how !== null) return [{ ...own, how, problem: null }];
  const picker = update(own.picker, workspaceList(own, shared));
  if (picker === null) return [own];
  // Typing in the filter may move the cursor to another workspace, so the request about the one
  // before is cancelled.
  return message.type === 'login.workspaces.filter.type'
    ? [{ ...withoutNotes(own), picker }, ...breakOff(own)]
    : [{ ...own, picker }];
}

function typed(own: LoginState, input: KeyInput): LoginState {
  const next = withoutNotes(own);
  switch (own.step) {
    case 'where':
      return { ...next, url: edit(own.url, input) };
    case 'token':
      return { ...next, ...typedToken(own, input), verified: null };
    case 'key':
      return { ...next, target: edit(own.target, input) };
    case 'name':
      return { ...next, name: edit(own.name, input) };
    default:
      return own;
  }
}

function typedToken(own: LoginState, input: KeyInput): Typed {
  if (input.type === 'key') {
    return { token: edit(own.token, input), removed: [], cameFrom: null, rejected: own.rejected };
  }
  // A paste that is a complete token replaces what is in the field.
  if (wholeToken(input.text) !== null) return { ...cleanedToken(input.text), cameFrom: null };
  // Any other paste is inserted at the cursor and cleaned here: the field would turn its line
  // breaks into blanks.
  const { before, after } = own.token;
  return { ...cleanedToken(before + input.text + after), cameFrom: null };
}

function sample(own: LoginState, shared: Shared): Step<LoginState> {
  const tokens = demoOf(shared)?.samples.map(({ token }) => token) ?? [];
  const text = tokens[(tokens.indexOf(textOf(own.token)) + 1) % tokens.length];
  return text === undefined ? [own] : [withPasted(own, text), ...leaveToken(own)];
}

/**
 * Cancels the request about the input that has just changed. Only a change of the token also ends
 * the listing of workspaces.
 */
function breakOff({ step, busy }: LoginState): Work[] {
  if (step === 'token') return [cancelOf('login.verify')];
  return busy === null ? [] : [cancelOf('login.prove')];
}

/**
 * The step after a token from the browser or a variable: as if it was pasted and confirmed with
 * Enter.
 */
function received(
  own: LoginState,
  text: string,
  variable: string | null,
  shared: Shared,
): Step<LoginState> {
  if (own.step !== (variable === null ? 'token' : 'how')) return [own];
  const cameFrom = variable === null ? 'the browser' : `$${variable}`;
  const there: LoginState = {
    ...withoutNotes(own),
    step: 'token',
    ...cleanedToken(text),
    cameFrom,
    browser: null,
  };
  return attempt(there, () => next(there, shared));
}

/** One step back, with all input kept. Before the first step, the form closes. */
function back(own: LoginState): Step<LoginState> {
  const going = { ...withoutNotes(own), browser: null };
  const left = own.step === 'token' ? leaveToken(own) : own.busy === null ? [] : breakOff(own);
  const steps = loginSteps(own);
  const before = steps[steps.indexOf(own.step) - 1];
  // In a form that begins with the token, the first Esc only takes the error away.
  if (own.step === 'token' && own.first === 'token' && own.problem !== null) {
    return [withoutNotes(own)];
  }
  if (before === undefined || own.step === own.first || own.step === 'saved') {
    return [going, ...left, { type: 'back' }];
  }
  return [{ ...going, step: before }, ...left];
}

// The login form: from step to step, and when the API is asked.
import { toAppError } from '../../../errors.ts';
import type { LoginCandidate, Proof } from '../../../login/prove.ts';
import { cleanToken } from '../../../secrets/clean.ts';
import {
  filteredPicker,
  movedPick,
  nothingListed,
  pickedWorkspace,
  withPage,
} from '../../components/workspacePicker.ts';
import type { Step, Work } from '../../contract/effects.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { type ListMove, move } from '../../contract/scroll.ts';
import { beforeReplacing } from '../../home/questions.ts';
import type { KeyInput } from '../../terminal/keys.ts';
import { edit, lineOf, maxLine, textOf } from '../../text/lineEditor.ts';
import { pickerRows } from './layout.ts';
import type { LoginLane } from './messages.ts';
import {
  browserWork,
  candidateOf,
  formWithoutTokens,
  keyPurpose,
  type LoginState,
  loginSteps,
  planOf,
  suggestedName,
  type Typed,
  waiting,
  waysOf,
  withOrigin,
} from './state.ts';
import { keyKind } from './token.ts';

/** How long the browser may take, in milliseconds; login/browserLogin.ts sees to it. */
const browserTime = 5 * 60_000;

export function updateLogin(own: LoginState, message: Message, shared: Shared): Step<LoginState> {
  switch (message.type) {
    case 'started':
      return [own, ...browserWork(own)];
    case 'login.move':
      return [moved(own, message.by, shared)];
    case 'login.type':
      return [typed(own, message.input), ...breakOff(own)];
    case 'login.next':
      return attempt(own, () => next(own, shared));
    case 'login.back':
      return back(own);
    case 'login.ways':
      return [{ ...calm(own), step: 'how', first: 'where', browser: null }, ...leaveToken(own)];
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
      return openBrowser(own);
    case 'login.received':
      return received(own, message.token, message.variable, shared);
    case 'login.verified':
      return attempt(own, () => [
        {
          ...own,
          step: 'workspace',
          key: null,
          browser: null,
          verified: { account: message.account, candidate: candidateOf(own) },
          ...nothingListed,
          busy: null,
        },
        ...leaveToken(calm(own)),
      ]);
    case 'login.page':
      return [{ ...own, ...withPage(own, message.workspaces, pickerRows(shared.size)) }];
    case 'login.listed':
      return [{ ...own, listed: true }];
    case 'login.proven':
      return attempt(own, () => proven(own, message.proof, shared));
    case 'login.save.confirmed':
      return save(own);
    case 'login.saved':
      return [{ ...formWithoutTokens(own), step: 'saved', busy: null, saved: message.saved }];
    case 'login.failed':
      // Where nothing is waited for, it was the list of workspaces that broke off.
      return [
        { ...own, listed: own.listed || own.busy === null, busy: null, problem: message.error },
      ];
    default:
      return [own];
  }
}

const calm = (own: LoginState): LoginState => ({ ...own, busy: null, problem: null });

/**
 * Whoever leaves the token step waits neither for the browser nor for the API's word on a token. A list
 * of workspaces that is still coming in goes on.
 */
function leaveToken({ browser, busy }: LoginState): Work[] {
  return [
    ...(browser === null ? [] : [cancelled('login.browser')]),
    ...(busy === null ? [] : [cancelled('login.verify')]),
  ];
}

const cancelled = (lane: LoginLane): Work => ({ type: 'cancel', lane });

/** What cannot be done explains itself, and leaves the form as it is. */
function attempt(own: LoginState, act: () => Step<LoginState>): Step<LoginState> {
  try {
    return act();
  } catch (error) {
    return [{ ...own, busy: null, problem: toAppError(error) }];
  }
}

function moved(own: LoginState, by: ListMove, shared: Shared): LoginState {
  const rows = pickerRows(shared.size);
  switch (own.step) {
    case 'where':
      return { ...own, where: move(own.where, by, own.urls.length + 1, rows), problem: null };
    case 'how':
      return { ...own, how: move(own.how, by, waysOf(shared).length, rows), problem: null };
    default:
      return { ...own, ...movedPick(own, by, rows) };
  }
}

function typed(own: LoginState, input: KeyInput): LoginState {
  const next = calm(own);
  switch (own.step) {
    case 'where':
      return { ...next, url: edit(own.url, input) };
    case 'token':
      return { ...next, ...typedToken(own, input), verified: null };
    case 'workspace':
      return { ...next, ...filteredPicker(own, input) };
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
    return { token: edit(own.token, input), removed: [], cameFrom: null };
  }
  // The line breaks of a paste are judged here, before the field would turn them into blanks.
  const { before, after } = own.token;
  return { ...cleaned(before + input.text + after), cameFrom: null };
}

function cleaned(text: string): Omit<Typed, 'cameFrom'> {
  const { token, removed } = cleanToken(text);
  return { token: lineOf(token.slice(0, maxLine)), removed };
}

/** What is waited for was asked about what stood there before. The list of workspaces goes on. */
function breakOff({ step, busy }: LoginState): Work[] {
  if (step === 'token') return [cancelled('login.verify')];
  return busy === null ? [] : [cancelled('login.prove')];
}

/** A token that came by itself goes on like one that was pasted and confirmed with Enter. */
function received(
  own: LoginState,
  text: string,
  variable: string | null,
  shared: Shared,
): Step<LoginState> {
  if (own.step !== (variable === null ? 'token' : 'how')) return [own];
  const cameFrom = variable === null ? 'the browser' : `$${variable}`;
  const there: LoginState = {
    ...calm(own),
    step: 'token',
    ...cleaned(text),
    cameFrom,
    browser: null,
  };
  return attempt(there, () => next(there, shared));
}

function next(own: LoginState, shared: Shared): Step<LoginState> {
  const going = calm(own);
  switch (own.step) {
    case 'where':
      return [{ ...withOrigin(going), step: 'how' }];
    case 'how': {
      const way = waysOf(shared)[own.how.index];
      if (way?.type === 'browser') return openBrowser({ ...going, step: 'token' });
      if (way?.type === 'variable') return [going, { type: 'login.variable', name: way.name }];
      return [{ ...going, step: 'token' }];
    }
    case 'token':
      return nextAfterToken(going);
    case 'workspace': {
      const workspace = pickedWorkspace(own);
      if (workspace === undefined) return [own];
      const purpose = { type: 'workspace', workspaceId: workspace.id } as const;
      return [
        { ...going, busy: `Asking for ${workspace.name}` },
        { type: 'login.prove', candidate: candidateOf(own), purpose },
      ];
    }
    case 'key': {
      if (own.key === null) return [own];
      const purpose = keyPurpose(own.key, own);
      return [
        { ...going, busy: `Trying the key on the ${own.key}` },
        { type: 'login.prove', candidate: candidateOf(own), purpose },
      ];
    }
    case 'name': {
      if (own.proof === null) return [own];
      const question = beforeReplacing(planOf(own, own.proof, shared), own.proof);
      return question === null ? save(going) : [going, { type: 'ask', question }];
    }
    case 'saved':
      return [own, { type: 'back' }];
  }
}

function nextAfterToken(own: LoginState): Step<LoginState> {
  if (textOf(own.token) === '' && own.browser !== null) return openBrowser(own);
  const candidate = candidateOf(own);
  const key = keyKind(candidate.token);
  if (key !== null) return [{ ...own, step: 'key', key, browser: null }, ...leaveToken(own)];
  if (sameCandidate(own.verified?.candidate, candidate)) {
    return [{ ...own, step: 'workspace', key: null, browser: null }, ...leaveToken(own)];
  }
  const busy = 'Asking whose token this is';
  return [
    { ...own, busy },
    { type: 'login.verify', candidate },
  ];
}

/** From here on the browser is waited for, where there is a page for it. */
function openBrowser(own: LoginState): Step<LoginState> {
  const there = waiting(own);
  return [there, ...browserWork(there)];
}

/** A name that was typed for the same target stays. */
function proven(own: LoginState, proof: Proof, shared: Shared): Step<LoginState> {
  const there: LoginState = { ...own, step: 'name', proof, busy: null };
  if (own.proof !== null && targetOf(own.proof) === targetOf(proof)) return [there];
  const { name, takenName } = suggestedName(own, proof, shared);
  return [{ ...there, name: lineOf(name), takenName }];
}

function targetOf({ apiUrl, workspace, botId, integrationId }: Proof): string {
  return JSON.stringify([apiUrl, workspace?.id, botId, integrationId]);
}

function save(own: LoginState): Step<LoginState> {
  if (own.proof === null) return [own];
  const { proof, place } = own;
  return [
    { ...own, busy: 'Saving' },
    { type: 'login.save', proof, name: textOf(own.name), place },
  ];
}

/** A step back, with everything kept; from the first one back to where the form was opened. */
function back(own: LoginState): Step<LoginState> {
  const going = { ...calm(own), browser: null };
  const left = own.step === 'token' ? leaveToken(own) : own.busy === null ? [] : breakOff(own);
  const steps = loginSteps(own);
  const before = steps[steps.indexOf(own.step) - 1];
  if (before === undefined || own.step === own.first || own.step === 'saved') {
    return [going, ...left, { type: 'back' }];
  }
  return [{ ...going, step: before }, ...left];
}

function sameCandidate(a: LoginCandidate | undefined, b: LoginCandidate): boolean {
  return a?.apiUrl === b.apiUrl && a.token === b.token;
}

// Owns the login form: going from step to step, and when the API is asked.
import type { Workspace } from '../../botpress/answers.ts';
import { parseApiUrl } from '../../botpress/apiUrl.ts';
import { toAppError } from '../../errors.ts';
import type { Candidate, Proof } from '../../login/prove.ts';
import { cleanToken } from '../../tokens/shape.ts';
import type { Step, Work } from '../effects.ts';
import type { Input } from '../keys.ts';
import { edit, emptyLine, lineOf, maxLine, textOf } from '../lineEditor.ts';
import { atTop, type ListMove, move, scrollTo } from '../list.ts';
import type { Message } from '../messages.ts';
import { beforeReplacing } from '../questions.ts';
import type { Shared } from '../shared.ts';
import { pickerRows } from './loginLayout.ts';
import {
  candidateOf,
  listedWorkspaces,
  planOf,
  type State,
  steps,
  suggestedName,
} from './loginState.ts';

export function update(own: State, message: Message, shared: Shared): Step<State> {
  switch (message.type) {
    case 'login.move':
      return [moved(own, message.by, shared)];
    case 'login.type':
      return [typed(own, message.input), ...breakOff(own)];
    case 'login.next':
      return attempt(own, () => next(own, shared));
    case 'login.back':
      return back(own);
    case 'login.finish':
      return [own, { type: 'back' }];
    case 'login.verified':
      return attempt(own, () => [
        {
          ...own,
          step: 'workspace',
          verified: { account: message.account, candidate: candidateOf(own) },
          workspaces: [],
          listed: false,
          filter: emptyLine,
          picked: atTop,
          busy: null,
        },
      ]);
    case 'login.page':
      return [withPage(own, message.workspaces, shared)];
    case 'login.listed':
      return [{ ...own, listed: true }];
    case 'login.proven':
      return attempt(own, () => proven(own, message.proof, shared));
    case 'login.save.confirmed':
      return save(own);
    case 'login.saved':
      return [{ ...own, step: 'saved', token: emptyLine, busy: null, saved: message.saved }];
    case 'login.failed':
      // Where nothing is waited for, it was the list of workspaces that broke off.
      return [
        { ...own, listed: own.listed || own.busy === null, busy: null, problem: message.error },
      ];
    default:
      return [own];
  }
}

/** What cannot be done explains itself, and leaves the form as it is. */
function attempt(own: State, act: () => Step<State>): Step<State> {
  try {
    return act();
  } catch (error) {
    return [{ ...own, busy: null, problem: toAppError(error) }];
  }
}

/** The workspace that is marked stays so, wherever the new ones put it. */
function withPage(own: State, page: readonly Workspace[], shared: Shared): State {
  const marked = listedWorkspaces(own)[own.picked.index];
  const next = { ...own, workspaces: [...own.workspaces, ...page] };
  const found = listedWorkspaces(next);
  const index = own.picked.index === 0 ? 0 : found.findIndex(({ id }) => id === marked?.id);
  const rows = pickerRows(shared.size);
  return { ...next, picked: scrollTo(own.picked, Math.max(0, index), found.length, rows) };
}

function moved(own: State, by: ListMove, shared: Shared): State {
  const rows = pickerRows(shared.size);
  if (own.step === 'where') {
    return { ...own, where: move(own.where, by, own.urls.length + 1, rows), problem: null };
  }
  return { ...own, picked: move(own.picked, by, listedWorkspaces(own).length, rows) };
}

function typed(own: State, input: Input): State {
  const calm = { ...own, busy: null, problem: null };
  switch (own.step) {
    case 'where':
      return { ...calm, url: edit(own.url, input) };
    case 'token':
      return { ...calm, ...typedToken(own, input), verified: null };
    case 'workspace': {
      const filtered = { ...calm, filter: edit(own.filter, input) };
      return { ...filtered, picked: scrollTo(atTop, 0, listedWorkspaces(filtered).length, 1) };
    }
    case 'name':
      return { ...calm, name: edit(own.name, input) };
    case 'saved':
      return own;
  }
}

function typedToken(own: State, input: Input): Pick<State, 'token' | 'removed'> {
  if (input.type === 'key') return { token: edit(own.token, input), removed: [] };
  // The line breaks of a paste are judged here, before the field would turn them into blanks.
  const { before, after } = own.token;
  const { token, removed } = cleanToken(before + input.text + after);
  return { token: lineOf(token.slice(0, maxLine)), removed };
}

/** What is waited for was asked about what stood there before. The list of workspaces goes on. */
function breakOff({ step, busy }: State): Work[] {
  if (step === 'token') return [{ type: 'cancel', lane: 'login' }];
  return busy === null ? [] : [{ type: 'cancel', lane: 'proof' }];
}

function next(own: State, shared: Shared): Step<State> {
  const calm = { ...own, problem: null };
  switch (own.step) {
    case 'where':
      parseApiUrl(own.urls[own.where.index] ?? textOf(own.url));
      return [{ ...calm, step: 'token' }];
    case 'token': {
      const candidate = candidateOf(own);
      if (sameCandidate(own.verified?.candidate, candidate)) {
        return [{ ...calm, step: 'workspace' }];
      }
      const busy = 'Asking whose token this is';
      return [
        { ...calm, busy },
        { type: 'login.verify', candidate },
      ];
    }
    case 'workspace': {
      const workspace = listedWorkspaces(own)[own.picked.index];
      if (workspace === undefined) return [own];
      const candidate = candidateOf(own);
      const busy = `Asking for ${workspace.name}`;
      return [
        { ...calm, busy },
        { type: 'login.prove', candidate, workspaceId: workspace.id },
      ];
    }
    case 'name': {
      if (own.proof === null) return [own];
      const question = beforeReplacing(planOf(own, own.proof, shared), own.proof);
      return question === null ? save(calm) : [calm, { type: 'ask', question }];
    }
    case 'saved':
      return [own, { type: 'back' }];
  }
}

function proven(own: State, proof: Proof, shared: Shared): Step<State> {
  const name = lineOf(suggestedName(own, proof, shared));
  return [{ ...own, step: 'name', proof, name, busy: null }];
}

function save(own: State): Step<State> {
  if (own.proof === null) return [own];
  const { proof } = own;
  return [
    { ...own, busy: 'Saving' },
    { type: 'login.save', proof, name: textOf(own.name) },
  ];
}

/** A step back, with everything kept; from the first one back to where the form was opened. */
function back(own: State): Step<State> {
  const calm = { ...own, busy: null, problem: null };
  const before = steps[steps.indexOf(own.step) - 1];
  if (before === undefined || own.step === 'saved') return [calm, { type: 'back' }];
  return [{ ...calm, step: before }, ...(own.busy === null ? [] : breakOff(own))];
}

function sameCandidate(a: Candidate | undefined, b: Candidate): boolean {
  return a?.apiUrl === b.apiUrl && a.token === b.token;
}

// Owns the login form: its steps, what was typed in each, and when the API is asked.
import type { Account, Workspace } from '../../botpress/answers.ts';
import { defaultApiUrl, parseApiUrl } from '../../botpress/apiUrl.ts';
import { type AppError, toAppError } from '../../errors.ts';
import { namesOfTarget, type Plan, planLogin } from '../../login/plan.ts';
import type { Candidate, Proof } from '../../login/prove.ts';
import type { Saved } from '../../login/save.ts';
import { type Config, profileNamed } from '../../profiles/config.ts';
import { describeTarget, viewProfile } from '../../profiles/view.ts';
import { cleanToken } from '../../tokens/shape.ts';
import type { Step, Work } from '../effects.ts';
import { createFilter } from '../fuzzy.ts';
import type { Input } from '../keys.ts';
import { edit, emptyLine, type Line, lineOf, maxLine, textOf } from '../lineEditor.ts';
import { atTop, type ListMove, move, type Scroll, scrollTo } from '../list.ts';
import type { Message } from '../messages.ts';
import { beforeReplacing } from '../questions.ts';
import type { Shared } from '../shared.ts';
import { pickerRows } from './loginLayout.ts';
import { requirePat } from './loginToken.ts';

/** In their order. Browser login will be one more, between `where` and `token`. */
export const steps = ['where', 'token', 'workspace', 'name', 'saved'] as const;
export type StepName = (typeof steps)[number];

export type State = {
  step: StepName;
  /** The value of `login --profile`. */
  wantedName: string | undefined;
  /** API URLs to choose from; the choice after the last one is to type another. */
  urls: readonly string[];
  where: Scroll;
  url: Line;
  token: Line;
  /** What was taken off the pasted token, in words. */
  removed: readonly string[];
  /** Whose token it is, and for which URL and token that was answered. */
  verified: { account: Account; candidate: Candidate } | null;
  workspaces: readonly Workspace[];
  /** Whether the last page of them has arrived. */
  listed: boolean;
  filter: Line;
  picked: Scroll;
  proof: Proof | null;
  name: Line;
  /** What is being waited for, in words. */
  busy: string | null;
  problem: AppError | null;
  saved: Saved | null;
};

/** What the command line said already. */
export type Wanted = { profile?: string | undefined; apiUrl?: string | undefined };

/** A fresh form; the API URL of the active profile is chosen beforehand. */
export function initial(shared: Shared, wanted: Wanted = {}): State {
  const known = shared.profiles.map(({ apiUrl }) => apiUrl);
  const asked = wanted.apiUrl === undefined ? [] : [wanted.apiUrl];
  const urls = [...new Set([...asked, defaultApiUrl, ...known])];
  const active = shared.profiles.find(profile => profile.active)?.apiUrl;
  return {
    step: 'where',
    wantedName: wanted.profile,
    urls,
    where: { index: urls.indexOf(wanted.apiUrl ?? active ?? defaultApiUrl), top: 0 },
    url: emptyLine,
    token: emptyLine,
    removed: [],
    verified: null,
    workspaces: [],
    listed: false,
    filter: emptyLine,
    picked: atTop,
    proof: null,
    name: emptyLine,
    busy: null,
    problem: null,
    saved: null,
  };
}

/** Coming back finds the form as it was left, unless its login is done. */
export function open(own: State | null, shared: Shared): State {
  return own === null || own.saved !== null ? initial(shared) : own;
}

const found = createFilter<Workspace>(({ id, name, handle }) => `${name} ${handle ?? ''} ${id}`);

/** The workspaces that the filter lets through. */
export function listedWorkspaces(own: State): readonly Workspace[] {
  return found(own.workspaces, textOf(own.filter));
}

export const typesUrl = (own: State) => own.where.index >= own.urls.length;

/** The URL and the token as they stand in the form. @throws AppError usage */
function candidateOf(own: State): Candidate {
  const chosen = own.urls[own.where.index] ?? textOf(own.url);
  return { apiUrl: parseApiUrl(chosen).apiUrl, token: requirePat(textOf(own.token)) };
}

/** What saving under the name in the field would do. @throws AppError usage */
export function planOf(own: State, proof: Proof, shared: Shared): Plan {
  if (shared.home.state === 'failed') throw shared.home.error;
  return planLogin(shared.home.stored.config, proof, textOf(own.name));
}

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
      return [{ ...own, workspaces: [...own.workspaces, ...message.workspaces] }];
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
  if (shared.home.state === 'failed') throw shared.home.error;
  const name = suggestedName(shared.home.stored.config, proof, own.wantedName);
  return [{ ...own, step: 'name', proof, name: lineOf(name), busy: null }];
}

/** Where a command would ask which of several profiles is meant, the form suggests the account's own. */
function suggestedName(config: Config, proof: Proof, wanted: string | undefined): string {
  const rivals = namesOfTarget(config, proof);
  const unclear = rivals.length > 1 && !rivals.includes(config.activeProfile ?? '');
  if (wanted !== undefined || !unclear) return planLogin(config, proof, wanted).name;
  const ofAccount = (name: string) =>
    profileNamed(config, name)?.accountEmail === proof.account?.email;
  return rivals.find(ofAccount) ?? rivals[0] ?? '';
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

/** The one line that stays in the terminal after a login. */
export function farewell({ plan, state }: Saved): string {
  const profile = profileNamed(state.config, plan.name);
  if (profile === null) return '';
  const view = viewProfile(plan.name, profile, true);
  const { label, value } = describeTarget(view);
  return `Logged in as ${view.account ?? 'the key'}: profile ${plan.name}, ${label.toLowerCase()} ${value}`;
}

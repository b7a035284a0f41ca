// The state of the login form: what was typed in each step, and what the API answered.
import type { Account } from '../../../botpress/answers.ts';
import { defaultApiUrl, parseApiUrl } from '../../../botpress/apiUrl.ts';
import { type AppError, toAppError } from '../../../errors.ts';
import { loginPage } from '../../../login/dashboard.ts';
import type { LoginCandidate, Proof } from '../../../login/prove.ts';
import type { Saved } from '../../../login/save.ts';
import type { TokenSource } from '../../../profiles/config.ts';
import { cleanToken, type Removed } from '../../../secrets/clean.ts';
import { valueAt } from '../../../valueAt.ts';
import {
  type EditedLine,
  emptyLine,
  lineOf,
  maxLine,
  textOf,
} from '../../components/lineEditor.ts';
import { nothingListed, type Picking } from '../../components/workspacePicker.ts';
import type { Step, Work } from '../../contract/effects.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Opening } from '../../contract/screenTypes.ts';
import { atTop, type Scroll } from '../../contract/scroll.ts';
import type { KeyKind } from '../../home/labels.ts';
import type { LoginWanted } from './messages.ts';

export type StepName = 'where' | 'how' | 'token' | 'workspace' | 'key' | 'name' | 'saved';

/** In their order; a key opens no workspace, so it has a step of its own in that place. */
export function loginSteps({ key }: Pick<LoginState, 'key'>): readonly StepName[] {
  return ['where', 'how', 'token', key === null ? 'workspace' : 'key', 'name', 'saved'];
}

/** How the wait for the browser stands. */
export type Browser =
  | { state: 'starting' }
  /** `until`: epoch milliseconds. */
  | { state: 'waiting'; url: string; opened: boolean; until: number }
  | { state: 'failed'; error: AppError };

/** The token in the field. */
export type Typed = {
  token: EditedLine;
  /** What was taken off the pasted token, in words. */
  removed: readonly Removed[];
  /** Where it came from if it was not typed: `the browser`, `$BP_TOKEN`. */
  cameFrom: string | null;
};

export type LoginState = Typed &
  Picking & {
    step: StepName;
    /** Esc leaves the form from here. */
    first: StepName;
    /** The value of `login --profile`. */
    wantedName: string | undefined;
    /** The workspace to go on with by itself; null where it is picked, or was tried already. */
    wantedWorkspace: string | null;
    /** The value of `login --store`. */
    place: TokenSource | null;
    /** Whether a browser may be started. */
    launch: boolean;
    /** API URLs to choose from; the choice after the last one is to type another. */
    urls: readonly string[];
    where: Scroll;
    url: EditedLine;
    how: Scroll;
    /** Null while nobody waits for one. */
    browser: Browser | null;
    /** The origin that the token in the field was typed in for. */
    origin: string | null;
    /** What was typed in for other origins: no token is ever taken along to another host. */
    held: Readonly<Record<string, Typed>>;
    /** What the token is, if it is not for workspaces. */
    key: KeyKind | null;
    /** Id of the bot or the integration that a key is for. */
    target: EditedLine;
    /** Whose token it is, and for which URL and token that was answered. */
    verified: { account: Account; candidate: LoginCandidate } | null;
    proof: Proof | null;
    name: EditedLine;
    /** The name that would have been suggested, were it not taken by another target. */
    takenName: string | null;
    /** What is being waited for, in words. */
    busy: string | null;
    problem: AppError | null;
    saved: Saved | null;
  };

const noToken: Typed = { token: emptyLine, removed: [], cameFrom: null };

/** A fresh form; the API URL of the active profile is chosen beforehand. */
function freshForm(shared: Shared, wanted: LoginWanted = {}): LoginState {
  const known = shared.profiles.map(({ apiUrl }) => apiUrl);
  const asked = wanted.apiUrl === undefined ? [] : [wanted.apiUrl];
  const urls = [...new Set([...asked, defaultApiUrl, ...known])];
  const active = shared.profiles.find(profile => profile.active)?.apiUrl;
  return {
    ...noToken,
    ...nothingListed,
    step: 'where',
    first: 'where',
    wantedName: wanted.profile,
    wantedWorkspace: wanted.workspaceId ?? null,
    place: wanted.place ?? null,
    launch: wanted.launch ?? true,
    urls,
    where: { index: urls.indexOf(wanted.apiUrl ?? active ?? defaultApiUrl), top: 0 },
    url: emptyLine,
    how: atTop,
    browser: null,
    origin: null,
    held: {},
    key: null,
    target: lineOf(wanted.keyTarget ?? ''),
    verified: null,
    proof: null,
    name: emptyLine,
    takenName: null,
    busy: null,
    problem: null,
    saved: null,
  };
}

/**
 * Coming back finds the form as it was left, unless its login is done, or it was begun for one profile. With
 * something wanted it begins anew.
 */
export function openLogin(
  { wanted }: Opening<'login'>,
  shared: Shared,
  before: LoginState | null,
): Step<LoginState> {
  if (wanted?.pasted !== undefined) return [withPasted(freshForm(shared, wanted), wanted.pasted)];
  if (wanted !== undefined) {
    const own = openAtToken(shared, wanted);
    return [own, ...browserWork(own)];
  }
  const isOver = before === null || before.saved !== null || before.wantedName !== undefined;
  return [isOver ? freshForm(shared) : before];
}

/** The form at its token, for the API URL that is chosen. */
export function withPasted(own: LoginState, text: string): LoginState {
  const there = { ...withOrigin(own), step: 'token', busy: null, problem: null } as const;
  return { ...there, ...cleanedToken(text), cameFrom: null, browser: null, verified: null };
}

/** What of a pasted text is the token, and what was taken off it. */
export function cleanedToken(text: string): Omit<Typed, 'cameFrom'> {
  const { token, removed } = cleanToken(text);
  return { token: lineOf(token.slice(0, maxLine)), removed };
}

/** The form of `bp-auth login`: it waits for the browser at once, or for a paste where there is none. */
function openAtToken(shared: Shared, wanted: LoginWanted): LoginState {
  const apiUrl = parseApiUrl(wanted.apiUrl ?? defaultApiUrl).apiUrl;
  const own = withOrigin(freshForm(shared, { ...wanted, apiUrl }));
  const there: LoginState = { ...own, step: 'token', first: 'token' };
  return wanted.keyTarget === undefined ? awaitingBrowser(there) : there;
}

/** The form on its way to the browser, if the API URL has a login page. */
export function awaitingBrowser(own: LoginState): LoginState {
  return { ...own, browser: dashboardProblem(own) === null ? { state: 'starting' } : null };
}

/** What makes the browser come. */
export function browserWork(own: LoginState): Work[] {
  if (own.browser?.state !== 'starting') return [];
  return [{ type: 'login.browser', apiUrl: parseApiUrl(urlOf(own)).apiUrl, launch: own.launch }];
}

/** Whether something may come from the browser any moment. */
export function isExpecting({ browser }: LoginState): boolean {
  return browser?.state === 'starting' || browser?.state === 'waiting';
}

/** Whether a spinner turns. */
export const isLoginBusy = (own: LoginState): boolean =>
  own.busy !== null || isExpecting(own) || (own.step === 'workspace' && !own.listed);

export const isUrlTyped = (own: LoginState) => own.where.index >= own.urls.length;

/** The API URL chosen or typed. */
export const urlOf = (own: LoginState) => own.urls[own.where.index] ?? textOf(own.url);

/** Why no browser can log in to the API URL, in a sentence without a full stop; null when one can. */
export function dashboardProblem(own: LoginState): string | null {
  try {
    loginPage(urlOf(own));
    return null;
  } catch (error) {
    return toAppError(error).message;
  }
}

/** A way to come by a token. */
export type Way = { type: 'browser' } | { type: 'paste' } | { type: 'variable'; name: string };

export function waysOf({ home }: Shared): readonly Way[] {
  const names = home.state === 'ready' ? home.tokenVariables : [];
  const variables = names.map((name): Way => ({ type: 'variable', name }));
  return [{ type: 'browser' }, { type: 'paste' }, ...variables];
}

/** The form with the API URL taken: what was typed in for another host is kept, but not shown here. */
export function withOrigin(own: LoginState): LoginState {
  const { origin } = parseApiUrl(urlOf(own));
  if (own.origin === origin) return own;
  const { token, removed, cameFrom } = own;
  const held =
    own.origin === null ? own.held : { ...own.held, [own.origin]: { token, removed, cameFrom } };
  return { ...own, ...(valueAt(held, origin) ?? noToken), held, origin };
}

/** The form without any token in it. */
export function formWithoutTokens(own: LoginState): LoginState {
  return { ...own, ...noToken, held: {} };
}

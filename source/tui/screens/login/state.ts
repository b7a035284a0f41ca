// The state of the login form: the input of each step, and the API's answers.
import type { Account } from '../../../botpress/answers.ts';
import { defaultApiUrl, parseApiUrl } from '../../../botpress/apiUrl.ts';
import { type AppError, toAppError } from '../../../errors.ts';
import { loginPage } from '../../../login/dashboard.ts';
import type { LoginCandidate, Proof } from '../../../login/prove.ts';
import type { Saved } from '../../../login/save.ts';
import type { TokenSource } from '../../../profiles/config.ts';
import { cleanToken, type Removed } from '../../../secrets/clean.ts';
import { outline } from '../../../secrets/kind.ts';
import { valueAt } from '../../../valueAt.ts';
import {
  type EditedLine,
  emptyLine,
  lineOf,
  maxLine,
  textOf,
} from '../../components/lineEditor.ts';
import { type Picker, untouchedPicker } from '../../components/picker.ts';
import { nothingListed, type Picking } from '../../components/workspacePicker.ts';
import type { Step, Work } from '../../contract/effects.ts';
import { demoOf, type Shared } from '../../contract/knowledge.ts';
import type { Opening } from '../../contract/screenTypes.ts';
import type { KeyKind } from '../../home/labels.ts';
import type { LoginWanted } from './messages.ts';
import { urlOf } from './urls.ts';

export type StepName = 'where' | 'how' | 'token' | 'workspace' | 'key' | 'name' | 'saved';

/**
 * The steps in order. For a bot or integration key, the form asks for the bot or integration
 * instead of the workspace.
 */
export function loginSteps({ key, first }: Pick<LoginState, 'key' | 'first'>): readonly StepName[] {
  const target = key === null ? 'workspace' : 'key';
  const steps: StepName[] = ['where', 'how', 'token', target, 'name', 'saved'];
  // A form that begins at `how` can still go back to `where`, so all steps count.
  return first === 'token' ? steps.slice(steps.indexOf(first)) : steps;
}

/** The state of waiting for the browser. */
export type Browser =
  | { state: 'starting' }
  /** `until`: when the wait ends, in epoch milliseconds. */
  | { state: 'waiting'; url: string; opened: boolean; until: number }
  | { state: 'failed'; error: AppError };

/** The token in the field. */
export type Typed = {
  token: EditedLine;
  /** What was stripped from the pasted token. */
  removed: readonly Removed[];
  /** Where a token that was not typed is from: `the browser`, `$BP_TOKEN`. */
  cameFrom: string | null;
  /** Kind and length of the last token that the API rejected; null if there is none. */
  rejected: string | null;
};

export type LoginState = Typed &
  Picking & {
    step: StepName;
    /** On this step, Esc leaves the form. */
    first: StepName;
    /** The profile name that `login --profile` or another screen gives. */
    wantedName: string | undefined;
    /** The workspace to log in to; null if none was given, or after the first attempt to use it. */
    wantedWorkspace: string | null;
    /** The value of `login --store`. */
    place: TokenSource | null;
    /** Whether a browser may be started. */
    launch: boolean;
    /** The known API URLs. The list of choices has one more entry, for typing a URL. */
    urls: readonly string[];
    where: Picker;
    url: EditedLine;
    how: Picker;
    /** Null while the form does not wait for the browser. */
    browser: Browser | null;
    /** The origin that the token in the field was entered for. */
    origin: string | null;
    /** Tokens entered for other origins: no token is ever sent to another host. */
    held: Readonly<Record<string, Typed>>;
    /** The kind of key, if the token is not for workspaces. */
    key: KeyKind | null;
    /** Id of the bot or integration that a key is for. */
    target: EditedLine;
    /** The token's owner, and the URL and token that were verified. */
    verified: { account: Account; candidate: LoginCandidate } | null;
    proof: Proof | null;
    name: EditedLine;
    /**
     * The name that the form would have suggested, if a profile for another workspace, bot or
     * integration has it; otherwise null.
     */
    takenName: string | null;
    /** What the form waits for, in words. */
    busy: string | null;
    problem: AppError | null;
    saved: Saved | null;
  };

const noToken: Typed = { token: emptyLine, removed: [], cameFrom: null, rejected: null };

/** A fresh form. A demo has one API and no browser, so its form begins with the token. */
function freshForm(shared: Shared, wanted: LoginWanted = {}): LoginState {
  const demo = demoOf(shared);
  if (demo === null) return formWith(shared, wanted);
  const own = { ...formWith(shared, wanted), urls: [demo.apiUrl], where: untouchedPicker };
  return withOrigin({ ...own, step: 'token', first: 'token' });
}

/** A form in which an API URL is chosen: the given one, otherwise that of the active profile. */
function formWith(shared: Shared, wanted: LoginWanted): LoginState {
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
    where: {
      ...untouchedPicker,
      index: urls.indexOf(wanted.apiUrl ?? active ?? defaultApiUrl),
    },
    url: emptyLine,
    how: untouchedPicker,
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
 * The form as it was left. It is a fresh form if it is opened with arguments, or if the last login
 * is done or had a fixed profile name.
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
  if (!isOver) return [before];
  const own = freshForm(shared);
  return [demoOf(shared) === null ? begun(own) : own];
}

/** A form with only one known API begins with the ways to log in; Tab asks for another API. */
function begun(own: LoginState): LoginState {
  return own.urls.length > 1 ? own : { ...withOrigin(own), step: 'how', first: 'how' };
}

/** The form at the token step, with the pasted token, for the chosen API URL. */
export function withPasted(own: LoginState, text: string): LoginState {
  const there = { ...withOrigin(own), step: 'token', busy: null, problem: null } as const;
  return { ...there, ...cleanedToken(text), cameFrom: null, browser: null, verified: null };
}

/** The token in a pasted text, and what was stripped from it. */
export function cleanedToken(text: string): Omit<Typed, 'cameFrom'> {
  const { token, removed } = cleanToken(text);
  return { token: lineOf(token.slice(0, maxLine)), removed, rejected: null };
}

/**
 * The form if it is opened with arguments, as by `bp-auth login`. It waits for the browser at once,
 * or for a paste if there is no login page or the login is with a bot or integration key.
 */
function openAtToken(shared: Shared, wanted: LoginWanted): LoginState {
  if (demoOf(shared) !== null) return freshForm(shared, wanted);
  const apiUrl = parseApiUrl(wanted.apiUrl ?? defaultApiUrl).apiUrl;
  const own = withOrigin(freshForm(shared, { ...wanted, apiUrl }));
  const there: LoginState = { ...own, step: 'token', first: 'token' };
  return wanted.keyTarget === undefined ? awaitingBrowser(there) : there;
}

/** The form, waiting for the browser if the API URL has a login page. */
export function awaitingBrowser(own: LoginState): LoginState {
  return { ...own, browser: dashboardProblem(own) === null ? { state: 'starting' } : null };
}

/** The work that starts the browser. */
export function browserWork(own: LoginState): Work[] {
  if (own.browser?.state !== 'starting') return [];
  return [{ type: 'login.browser', apiUrl: parseApiUrl(urlOf(own)).apiUrl, launch: own.launch }];
}

/** Whether the browser may deliver a token at any moment. */
export function isExpecting({ browser }: LoginState): boolean {
  return browser?.state === 'starting' || browser?.state === 'waiting';
}

/** Whether to show a spinner. */
export const isLoginBusy = (own: LoginState): boolean =>
  own.busy !== null || isExpecting(own) || (own.step === 'workspace' && !own.listed);

/** Why no browser can log in to the API URL, without a full stop; null if a browser can. */
export function dashboardProblem(own: LoginState): string | null {
  try {
    loginPage(urlOf(own));
    return null;
  } catch (error) {
    return toAppError(error).message;
  }
}

/** The form for the chosen API. A token entered for another origin is kept, but not shown. */
export function withOrigin(own: LoginState): LoginState {
  const { origin } = parseApiUrl(urlOf(own));
  if (own.origin === origin) return own;
  const { token, removed, cameFrom, rejected } = own;
  const held =
    own.origin === null
      ? own.held
      : { ...own.held, [own.origin]: { token, removed, cameFrom, rejected } };
  return { ...own, ...(valueAt(held, origin) ?? noToken), held, origin };
}

/** The form at the token step, its field emptied because the API rejected the token. */
export function withoutRejected(own: LoginState, problem: AppError): LoginState {
  const rejected = outline(textOf(own.token));
  return { ...own, ...noToken, rejected, step: 'token', key: null, busy: null, problem };
}

/** The form without any token. */
export function formWithoutTokens(own: LoginState): LoginState {
  return { ...own, ...noToken, held: {} };
}

// Owns what the login form knows: what was typed in each step, and what the API answered.
import type { Account, Workspace } from '../../botpress/answers.ts';
import { defaultApiUrl, parseApiUrl } from '../../botpress/apiUrl.ts';
import type { AppError } from '../../errors.ts';
import { namesOfTarget, type Plan, planLogin } from '../../login/plan.ts';
import type { Candidate, Proof } from '../../login/prove.ts';
import type { Saved } from '../../login/save.ts';
import { profileNamed } from '../../profiles/config.ts';
import { describeTarget, viewProfile } from '../../profiles/view.ts';
import { createFilter } from '../fuzzy.ts';
import { emptyLine, type Line, textOf } from '../lineEditor.ts';
import { atTop, type Scroll } from '../list.ts';
import type { Shared } from '../shared.ts';
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
function initial(shared: Shared, wanted: Wanted = {}): State {
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
export function open(own: State | null, shared: Shared, wanted: Wanted = {}): State {
  return own === null || own.saved !== null ? initial(shared, wanted) : own;
}

const found = createFilter<Workspace>(({ id, name, handle }) => ({
  loose: [name, handle],
  strict: [id],
}));

/** The workspaces that the filter lets through. */
export function listedWorkspaces(own: State): readonly Workspace[] {
  return found(own.workspaces, textOf(own.filter));
}

export const typesUrl = (own: State) => own.where.index >= own.urls.length;

/** The URL and the token as they stand in the form. @throws AppError usage */
export function candidateOf(own: State): Candidate {
  const chosen = own.urls[own.where.index] ?? textOf(own.url);
  return { apiUrl: parseApiUrl(chosen).apiUrl, token: requirePat(textOf(own.token)) };
}

/** What saving under the name in the field would do. @throws AppError usage */
export function planOf(own: State, proof: Proof, shared: Shared): Plan {
  if (shared.home.state === 'failed') throw shared.home.error;
  return planLogin(shared.home.stored.config, proof, textOf(own.name));
}

/**
 * The name to begin with. Where a command would ask which of several profiles is meant, it is the
 * account's own. @throws AppError usage
 */
export function suggestedName({ wantedName }: State, proof: Proof, { home }: Shared): string {
  if (home.state === 'failed') throw home.error;
  const { config } = home.stored;
  const rivals = namesOfTarget(config, proof);
  const unclear = rivals.length > 1 && !rivals.includes(config.activeProfile ?? '');
  if (wantedName !== undefined || !unclear) return planLogin(config, proof, wantedName).name;
  const ofAccount = (name: string) =>
    profileNamed(config, name)?.accountEmail === proof.account?.email;
  return rivals.find(ofAccount) ?? rivals[0] ?? '';
}

/** The one line that stays in the terminal after a login. */
export function farewell({ plan, state }: Saved): string {
  const profile = profileNamed(state.config, plan.name);
  if (profile === null) return '';
  const view = viewProfile(plan.name, profile, true);
  const { label, value } = describeTarget(view);
  return `Logged in as ${view.account ?? 'the key'}: profile ${plan.name}, ${label.toLowerCase()} ${value}`;
}

// The state of the tokens screen: its tabs, the owners of the tokens, and the open panel.
import type { ListedKey } from '../../../botpress/answers.ts';
import type { AppError } from '../../../errors.ts';
import { oneOfKind } from '../../../secrets/kind.ts';
import type { Created } from '../../../tokens/create.ts';
import { accountOwner, type Owner } from '../../../tokens/owner.ts';
import type { Rotation } from '../../../tokens/rotationRun.ts';
import type { RotationStep } from '../../../tokens/rotationTable.ts';
import type { ListFilter } from '../../components/filter.ts';
import type { EditedLine } from '../../components/lineEditor.ts';
import { type Marks, noMarks } from '../../components/marks.ts';
import type { Picker } from '../../components/picker.ts';
import type { Step } from '../../contract/effects.ts';
import { type ScreenSubject, type Shared, subjectNamed } from '../../contract/knowledge.ts';
import { atTop, type Scroll } from '../../contract/scroll.ts';
import type { Stale } from '../../home/stale.ts';
import type { HolderTab, KeyHolder, Tab } from './messages.ts';

/** Fetched items. They stay while they are fetched again, even if that fails. */
export type Fetched<Item> = {
  /** Null before the first answer. */
  items: readonly Item[] | null;
  /** When the items arrived, in epoch milliseconds; 0 before. */
  at: number;
  loading: boolean;
  error: AppError | null;
};

export type TabState = {
  /** The bot or integration whose keys are listed; null while it is being chosen. */
  holder: KeyHolder | null;
  holders: Fetched<KeyHolder>;
  keys: Fetched<ListedKey>;
  filter: ListFilter;
  /** The marked tokens, by id. */
  marks: Marks;
  /** The id of the selected entry: an id stays right when the list changes. */
  selected: string | null;
  scroll: Scroll;
  /** The first visible row of the selected token's details. */
  detailsTop: number;
};

/** The input for a token to create. */
export type CreateForm = {
  step: 'note' | 'place' | 'name';
  note: EditedLine;
  /** The cursor in the list of places, and the chosen place's key, because the list may change. */
  place: Picker & { key: string };
  /** The name of a new profile. */
  name: EditedLine;
};

/** A rotation on the screen. */
export type Rotating = {
  /** The profile whose token is rotated. */
  name: string;
  /** The id of the old token if the user chose it; null if bp-auth finds it. */
  oldId: string | null;
  /** In the order of their start. */
  steps: readonly RotationStep[];
  /** `at`: when the rotation ended, in epoch milliseconds. */
  outcome:
    | { type: 'running' }
    | { type: 'ended'; rotation: Rotation; at: number }
    | { type: 'failed'; error: AppError; at: number };
  /** The cursor among the tokens that may be the old one. */
  candidates: Picker;
};

/** A panel that temporarily replaces the list. */
export type TokensPanel =
  | { type: 'create'; form: CreateForm }
  /** A new token's value, shown only once; `openedAt` is in epoch milliseconds. */
  | { type: 'made'; created: Created; openedAt: number; isCopied: boolean }
  | { type: 'rotation'; rotating: Rotating }
  | { type: 'scopes'; scroll: Scroll };

export type TokensState = {
  /** The profile whose credentials this screen uses. */
  name: string;
  tab: Tab;
  tabs: Readonly<Record<Tab, TabState>>;
  panel: TokensPanel | null;
  /** The work in progress, in words. */
  busy: string | null;
};

const nothing = { items: null, at: 0, loading: false, error: null };

const untouched: TabState = {
  holder: null,
  holders: nothing,
  keys: nothing,
  filter: null,
  marks: noMarks,
  selected: null,
  scroll: atTop,
  detailsTop: 0,
};

export function openTokens(name: string, shared: Shared): Step<TokensState> {
  const tabs = { account: untouched, bot: untouched, integration: untouched };
  return loadTab({ name, tab: 'account', tabs, panel: null, busy: null }, shared);
}

/** The state of the current tab. */
export const shownTab = (own: TokensState): TabState => own.tabs[own.tab];

export function withTab(own: TokensState, change: Partial<TabState>, tab = own.tab): TokensState {
  return { ...own, tabs: { ...own.tabs, [tab]: { ...own.tabs[tab], ...change } } };
}

export const subjectOf = (own: TokensState, { home }: Shared): ScreenSubject | null =>
  subjectNamed(home, own.name);

/** The reason why no token is selected. */
export const noTokenReason = (own: TokensState): string =>
  fetchedOf(own).loading ? 'The tokens are still being listed' : 'There is no token here';

/** Whether a bot or integration is being chosen. */
export const isPicking = (own: TokensState): boolean =>
  own.tab !== 'account' && shownTab(own).holder === null;

/** Why nothing can be listed, and what to do instead; null if something can be. */
export function obstacleOf(
  own: TokensState,
  shared: Shared,
): { says: string; hint: string } | null {
  const subject = subjectOf(own, shared);
  if (subject === null) return { says: `The profile ${own.name} is gone.`, hint: 'Esc goes back.' };
  const { kind, workspaceId } = subject.view;
  if (kind === 'bot' || kind === 'integration') {
    return {
      says: `${own.name} holds ${oneOfKind(kind)}: it works at run time only, and may not see or change tokens.`,
      hint: 'Open the tokens of a profile with a personal access token.',
    };
  }
  if (own.tab !== 'account' && workspaceId === null) {
    return {
      says: `${own.name} has no workspace, so it has no bot or integration keys.`,
      hint: 'Open the tokens of a profile with a workspace.',
    };
  }
  return null;
}

/** The owner of the tokens on the screen; null while it has to be chosen. */
export function ownerOf(own: TokensState, shared: Shared): Owner | null {
  if (own.tab === 'account') return accountOwner;
  const workspaceId = subjectOf(own, shared)?.view.workspaceId ?? null;
  const { holder } = shownTab(own);
  return holder === null || workspaceId === null
    ? null
    : { type: own.tab, id: holder.id, workspaceId };
}

/** Loads the current tab; its items stay until the answer comes. */
export function loadTab(own: TokensState, shared: Shared): Step<TokensState> {
  const subject = subjectOf(own, shared);
  if (subject === null || obstacleOf(own, shared) !== null) return [own];
  const asked = { name: subject.name, profile: subject.profile };
  const owner = ownerOf(own, shared);
  const { keys, holders } = shownTab(own);
  if (owner !== null) {
    const next = withTab(own, { keys: { ...keys, loading: true, error: null } });
    return [next, { type: 'tokens.list', ...asked, owner }];
  }
  const tab = own.tab as HolderTab;
  const workspaceId = subject.view.workspaceId ?? '';
  const next = withTab(own, { holders: { ...holders, loading: true, error: null } });
  return [next, { type: 'tokens.holders', ...asked, tab, workspaceId }];
}

/** The items that the screen lists now: keys, or bots and integrations. */
export const fetchedOf = (own: TokensState): Fetched<unknown> =>
  isPicking(own) ? shownTab(own).holders : shownTab(own).keys;

/** The age and the error of a list that could not be refreshed; null if it is fresh. */
export function staleTokens(own: TokensState): Stale | null {
  const { items, at, error } = fetchedOf(own);
  return items === null || error === null ? null : { at, error };
}

/** Whether a spinner is visible. */
export function areTokensBusy(own: TokensState): boolean {
  return own.busy !== null || isRotating(own) || fetchedOf(own).loading;
}

const isRotating = ({ panel }: TokensState): boolean =>
  panel?.type === 'rotation' && panel.rotating.outcome.type === 'running';

/** Why nothing else can be started; null if something can. */
export const busyReason = ({ busy }: TokensState): string | null =>
  busy === null ? null : `${busy}: wait for its end`;

/**
 * Why the user cannot leave the screen: work in progress, or a value shown only once; null if the
 * user can leave.
 */
export function stayReason(own: TokensState): string | null {
  if (isRotating(own)) return 'The rotation is under way: wait for its end';
  const shows = own.panel?.type === 'made';
  return shows
    ? 'The new token is shown only once: y copies it, Esc goes back to the list'
    : busyReason(own);
}

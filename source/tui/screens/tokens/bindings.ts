// The key tables of the tokens screen, one for each of its modes.

import { filterBindings } from '../../components/filter.ts';
import { type Binding, type Keys, keysFor, listBindings } from '../../contract/keymap.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { newNameProblem } from './create.ts';
import { candidatesOf, canGoOn, rotationTarget } from './rotation.ts';
import {
  fetchedOf,
  isPicking,
  noTokenWords,
  obstacleOf,
  ownerOf,
  type Rotating,
  selectedHolder,
  selectedToken,
  shownTab,
  type TokensState,
  whyBusy,
} from './state.ts';

type Seen = { own: TokensState; shared: Shared };

const isBusy = ({ own }: Seen): string | null => whyBusy(own);

const notNow = (now: Seen): string | null =>
  isBusy(now) ?? obstacleOf(now.own, now.shared)?.says ?? null;

const moves = listBindings<Seen>(by => ({ type: 'tokens.move', by }));

const tabsAndRefresh: readonly Binding<Seen>[] = [
  {
    keys: ['tab', 'right', 'l'],
    does: 'The next kind of tokens',
    footer: 'next tab',
    message: { type: 'tokens.tab', to: 'next' },
    unavailable: isBusy,
  },
  {
    keys: ['shift+tab', 'left', 'h'],
    does: 'The kind of tokens before',
    message: { type: 'tokens.tab', to: 'previous' },
    unavailable: isBusy,
  },
  {
    keys: ['1'],
    does: 'Personal access tokens',
    message: { type: 'tokens.tab', to: 'account' },
    unavailable: isBusy,
  },
  {
    keys: ['2'],
    does: 'Keys of a bot',
    message: { type: 'tokens.tab', to: 'bot' },
    unavailable: isBusy,
  },
  {
    keys: ['3'],
    does: 'Keys of an integration',
    message: { type: 'tokens.tab', to: 'integration' },
    unavailable: isBusy,
  },
  {
    keys: ['/'],
    does: 'Filter the list',
    footer: 'filter',
    message: { type: 'tokens.filter' },
    unavailable: ({ own }) =>
      (fetchedOf(own).items ?? []).length === 0 ? 'There is nothing to filter' : null,
  },
  {
    keys: ['s'],
    does: 'What each kind of token is for',
    footer: 'scopes',
    message: { type: 'tokens.scopes' },
  },
  {
    keys: ['r'],
    does: 'List the tokens again',
    footer: 'refresh',
    message: { type: 'tokens.refresh' },
    unavailable: now =>
      notNow(now) ?? (fetchedOf(now.own).loading ? 'They are being listed already' : null),
  },
];

export const tokenKeys: readonly Binding<Seen>[] = [
  ...moves,
  {
    keys: ['c'],
    does: 'Make a new token or key',
    footer: 'create',
    message: { type: 'tokens.create' },
    unavailable: now =>
      notNow(now) ?? (ownerOf(now.own, now.shared) === null ? 'Choose one first' : null),
  },
  {
    keys: ['R'],
    does: 'Rotate the selected token: a new one replaces it',
    footer: 'rotate',
    message: { type: 'tokens.rotate' },
    unavailable: now => {
      const target = rotationTarget(now.own, now.shared);
      return notNow(now) ?? (target.type === 'none' ? target.why : null);
    },
  },
  {
    keys: ['d'],
    does: 'Delete the selected token at the server',
    footer: 'delete',
    message: { type: 'tokens.revoke' },
    unavailable: now =>
      notNow(now) ?? (selectedToken(now.own, now.shared) === null ? noTokenWords(now.own) : null),
  },
  ...tabsAndRefresh,
];

export const holderKeys: readonly Binding<Seen>[] = [
  ...moves,
  {
    keys: ['enter'],
    does: 'Show the keys of the selected one',
    footer: 'show its keys',
    message: { type: 'tokens.pick' },
    unavailable: now =>
      notNow(now) ?? (selectedHolder(now.own) === null ? 'There is nothing to choose' : null),
  },
  ...tabsAndRefresh,
];

const { clear: clearFilter, whileTyping } = filterBindings<Seen>({
  keep: { type: 'tokens.filter.keep' },
  clear: { type: 'tokens.filter.clear' },
  move: by => ({ type: 'tokens.move', by }),
});
export const tokenFilterKeys: readonly Binding<Seen>[] = whileTyping;

const unpick: Binding<Seen> = {
  keys: ['esc'],
  does: 'Choose another one',
  footer: 'choose another',
  message: { type: 'tokens.unpick' },
  unavailable: isBusy,
};

const createNext: Binding<Seen> = {
  keys: ['enter'],
  does: 'Go on',
  footer: 'next',
  message: { type: 'tokens.create.next' },
  unavailable: isBusy,
};

const createBack: Binding<Seen> = {
  keys: ['esc'],
  does: 'Back',
  footer: 'back',
  message: { type: 'tokens.create.back' },
  // What is being made must not come up unseen.
  unavailable: isBusy,
};

export const noteKeys: readonly Binding<Seen>[] = [createNext, createBack];

export const placeKeys: readonly Binding<Seen>[] = [
  ...listBindings<Seen>(by => ({ type: 'tokens.create.move', by })),
  { ...createNext, does: 'Take the marked place', footer: 'take' },
  createBack,
];

export const newNameKeys: readonly Binding<Seen>[] = [
  {
    ...createNext,
    does: 'Make the token',
    footer: 'make it',
    unavailable: now => {
      const problem = newNameProblem(now.own, now.shared);
      return isBusy(now) ?? (problem === null ? null : `Not possible: ${problem}`);
    },
  },
  createBack,
];

export const madeKeys: readonly Binding[] = [
  {
    keys: ['esc'],
    does: 'Hide the value for good',
    footer: 'hide it for good',
    message: { type: 'tokens.close' },
  },
];

const close: Binding<Rotating> = {
  keys: ['esc', 'enter'],
  does: 'Back to the list',
  footer: 'back to the list',
  message: { type: 'tokens.close' },
  unavailable: ({ outcome }) =>
    outcome.type === 'running' ? 'The rotation is under way: wait for its end' : null,
};

export const rotationKeys: readonly Binding<Rotating>[] = [
  close,
  {
    keys: ['R'],
    does: 'Go on where it stopped',
    footer: 'try again',
    message: { type: 'tokens.rotate.again' },
    unavailable: rotating => (canGoOn(rotating) ? null : 'There is nothing to try again'),
  },
];

export const candidateKeys: readonly Binding<Rotating>[] = [
  ...listBindings<Rotating>(by => ({ type: 'tokens.candidates.move', by })),
  {
    keys: ['d'],
    does: 'Delete the marked one as the old token',
    footer: 'delete the marked one',
    message: { type: 'tokens.candidates.choose' },
  },
  { ...close, keys: ['esc'], does: 'Leave the old token as it is', footer: 'leave it' },
];

export const scopesKeys: readonly Binding[] = [
  ...listBindings<void>(by => ({ type: 'tokens.scopes.scroll', by })),
  {
    keys: ['esc', 's'],
    does: 'Back to the list',
    footer: 'back to the list',
    message: { type: 'tokens.close' },
  },
];

/** What keys mean on the tokens screen right now. */
export function tokensKeys(own: TokensState, shared: Shared): Keys {
  const now = { own, shared };
  const { panel } = own;
  switch (panel?.type) {
    case 'create': {
      const { step } = panel.form;
      if (step === 'place') return keysFor('New token', placeKeys, now);
      const keys = step === 'note' ? noteKeys : newNameKeys;
      return keysFor('New token', keys, now, input => ({ type: 'tokens.create.type', input }));
    }
    case 'made':
      return keysFor('New token', madeKeys, undefined);
    case 'rotation': {
      const { rotating } = panel;
      const keys = candidatesOf(rotating).length > 0 ? candidateKeys : rotationKeys;
      return keysFor('Rotation', keys, rotating);
    }
    case 'scopes':
      return keysFor('Scopes', scopesKeys, undefined);
    default:
      return listKeys(now);
  }
}

function listKeys(now: Seen): Keys {
  const { filter, holder } = shownTab(now.own);
  if (filter?.typing) {
    return keysFor('Filter', tokenFilterKeys, now, input => ({
      type: 'tokens.filter.type',
      input,
    }));
  }
  const back = filter !== null ? [clearFilter] : holder !== null ? [unpick] : [];
  const keys = isPicking(now.own) ? holderKeys : tokenKeys;
  return keysFor('Tokens', [...back, ...keys], now);
}

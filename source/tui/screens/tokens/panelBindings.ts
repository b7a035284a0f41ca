// The key tables of the panels that replace the list of tokens.
import { listTable } from '../../components/listKeys.ts';
import { type Binding, moveBindings } from '../../contract/keymap.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { newNameProblem } from './create.ts';
import { isPlaceMarked } from './places.ts';
import { canGoOn, markedCandidate } from './rotation.ts';
import { busyReason, type Rotating, type TokensState } from './state.ts';

export type SeenTokens = { own: TokensState; shared: Shared };

export const whileBusy = ({ own }: SeenTokens): string | null => busyReason(own);

const createNext: Binding<SeenTokens> = {
  keys: ['enter'],
  does: 'Go on',
  footer: 'next',
  message: { type: 'tokens.create.next' },
  unavailable: whileBusy,
};

const createBack: Binding<SeenTokens> = {
  keys: ['esc'],
  does: 'Back',
  footer: 'back',
  message: { type: 'tokens.create.back' },
  // Esc waits for a token that is being created: its value has to appear on this screen.
  unavailable: whileBusy,
};

export const noteKeys: readonly Binding<SeenTokens>[] = [createNext, createBack];

export const placeTable = listTable<SeenTokens>('tokens.places');

export const placeKeys: readonly Binding<SeenTokens>[] = [
  ...placeTable.moves,
  {
    ...createNext,
    does: 'Choose the marked place',
    footer: 'take',
    changes: true,
    unavailable: now =>
      whileBusy(now) ?? (isPlaceMarked(now) ? null : 'There is nothing to choose'),
  },
  createBack,
  placeTable.filter,
];

export const newNameKeys: readonly Binding<SeenTokens>[] = [
  {
    ...createNext,
    does: 'Create the token',
    footer: 'create it',
    changes: true,
    unavailable: now => {
      const problem = newNameProblem(now.own, now.shared);
      return whileBusy(now) ?? (problem === null ? null : `Not possible: ${problem}`);
    },
  },
  createBack,
];

export const madeKeys: readonly Binding[] = [
  {
    keys: ['y'],
    does: 'Copy the new token',
    footer: 'copy',
    words: ['clipboard'],
    message: { type: 'tokens.copy' },
    changes: true,
  },
  {
    keys: ['esc', 'q'],
    does: 'Back to the list: the token is not shown again',
    footer: 'back',
    message: { type: 'tokens.close' },
    changes: true,
  },
];

const close: Binding<Rotating> = {
  keys: ['esc', 'enter'],
  does: 'Back to the list',
  footer: 'back',
  message: { type: 'tokens.close' },
  unavailable: ({ outcome }) =>
    outcome.type === 'running' ? 'The rotation is under way: wait for its end' : null,
};

export const rotationKeys: readonly Binding<Rotating>[] = [
  close,
  {
    keys: ['R'],
    does: 'Go on where the rotation stopped',
    footer: 'try again',
    message: { type: 'tokens.rotate.again' },
    changes: true,
    unavailable: rotating => (canGoOn(rotating) ? null : 'There is nothing to try again'),
  },
];

export const candidateTable = listTable<Rotating>('tokens.candidates');

export const candidateKeys: readonly Binding<Rotating>[] = [
  ...candidateTable.moves,
  {
    keys: ['d'],
    does: 'Revoke the marked token as the old one',
    footer: 'revoke the marked token',
    message: { type: 'tokens.candidates.choose' },
    changes: true,
    unavailable: rotating =>
      markedCandidate(rotating) === undefined ? 'There is nothing to revoke' : null,
  },
  { ...close, keys: ['esc'], does: 'Leave the old token as it is', footer: 'leave it' },
  candidateTable.filter,
];

export const scopesKeys: readonly Binding[] = [
  ...moveBindings<void>(by => ({ type: 'tokens.scopes.scroll', by })),
  {
    keys: ['esc', 's'],
    does: 'Back to the list',
    footer: 'back',
    message: { type: 'tokens.close' },
  },
];

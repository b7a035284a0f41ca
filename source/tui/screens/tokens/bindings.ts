// The key tables of the tokens screen, one for each of its modes.
import { filterBindings } from '../../components/filter.ts';
import { type Binding, type Keys, keysFor, listBindings } from '../../contract/keymap.ts';
import { checkOf, type Shared } from '../../contract/knowledge.ts';
import { isRejected } from '../../home/loginAgain.ts';
import { selectedHolder, selectedToken } from './list.ts';
import {
  candidateKeys,
  madeKeys,
  newNameKeys,
  noteKeys,
  placeKeys,
  rotationKeys,
  type SeenTokens,
  scopesKeys,
  whileBusy,
} from './panelBindings.ts';
import { candidatesOf, rotationTarget } from './rotation.ts';
import {
  fetchedOf,
  isPicking,
  noTokenReason,
  obstacleOf,
  ownerOf,
  shownTab,
  subjectOf,
  type TokensState,
} from './state.ts';

const notNow = (now: SeenTokens): string | null =>
  whileBusy(now) ?? obstacleOf(now.own, now.shared)?.says ?? null;

const goneReason = ({ own, shared }: SeenTokens): string | null =>
  subjectOf(own, shared) === null ? `The profile ${own.name} is gone` : null;

const moves = listBindings<SeenTokens>(by => ({ type: 'tokens.move', by }));

const tabsAndRefresh: readonly Binding<SeenTokens>[] = [
  {
    keys: ['tab', 'right', 'l'],
    does: 'The next kind of tokens',
    footer: 'next tab',
    message: { type: 'tokens.tab', to: 'next' },
    unavailable: whileBusy,
  },
  {
    keys: ['shift+tab', 'left', 'h'],
    does: 'The kind of tokens before',
    message: { type: 'tokens.tab', to: 'previous' },
    unavailable: whileBusy,
  },
  {
    keys: ['1'],
    does: 'Personal access tokens',
    words: ['PAT'],
    message: { type: 'tokens.tab', to: 'account' },
    unavailable: whileBusy,
  },
  {
    keys: ['2'],
    does: 'Keys of a bot',
    words: ['BAK', 'bot key', 'bot api key'],
    message: { type: 'tokens.tab', to: 'bot' },
    unavailable: whileBusy,
  },
  {
    keys: ['3'],
    does: 'Keys of an integration',
    words: ['IAK', 'integration key'],
    message: { type: 'tokens.tab', to: 'integration' },
    unavailable: whileBusy,
  },
  {
    keys: ['/'],
    does: 'Filter the list',
    footer: 'filter',
    words: ['search', 'find'],
    message: { type: 'tokens.filter' },
    opensField: true,
    unavailable: ({ own }) =>
      (fetchedOf(own).items ?? []).length === 0 ? 'There is nothing to filter' : null,
  },
  {
    keys: ['s'],
    does: 'What each kind of token is for',
    footer: 'scopes',
    words: ['PAT, BAK, IAK', 'kinds', 'compare'],
    commands: ['tokens scopes'],
    deed: 'scopes',
    message: { type: 'tokens.scopes' },
  },
  {
    keys: ['n'],
    does: 'Log in again, into this profile',
    words: ['relogin', 'expired'],
    commands: ['login'],
    deed: 'login',
    message: { type: 'tokens.login' },
    unavailable: now => whileBusy(now) ?? goneReason(now),
  },
  {
    keys: ['x'],
    does: 'Troubleshoot this profile',
    words: ['diagnose'],
    commands: ['doctor', 'doctor --repair'],
    deed: 'repair',
    message: { type: 'tokens.troubleshoot' },
    unavailable: now => whileBusy(now) ?? goneReason(now),
  },
  {
    keys: ['r'],
    does: 'List the tokens again',
    footer: 'refresh',
    words: ['reload', 'update'],
    message: { type: 'tokens.refresh' },
    unavailable: now =>
      notNow(now) ?? (fetchedOf(now.own).loading ? 'They are being listed already' : null),
  },
];

export const tokenKeys: readonly Binding<SeenTokens>[] = [
  ...moves,
  {
    keys: ['c'],
    does: 'Create a new token or key',
    footer: 'create',
    words: ['new', 'make', 'generate', 'add', 'PAT', 'BAK', 'IAK'],
    commands: ['tokens create'],
    message: { type: 'tokens.create' },
    unavailable: now =>
      notNow(now) ?? (ownerOf(now.own, now.shared) === null ? 'Choose one first' : null),
  },
  {
    keys: ['R'],
    does: 'Rotate the selected token: a new one replaces it',
    footer: 'rotate',
    words: ['renew', 'replace', 'exchange'],
    commands: ['tokens rotate'],
    message: { type: 'tokens.rotate' },
    changes: true,
    unavailable: now => {
      const target = rotationTarget(now.own, now.shared);
      return notNow(now) ?? (target.type === 'none' ? target.why : null);
    },
  },
  {
    keys: ['d'],
    does: 'Revoke the selected token at the server',
    footer: 'revoke',
    words: ['delete', 'invalidate', 'remove a token'],
    commands: ['tokens revoke'],
    message: { type: 'tokens.revoke' },
    changes: true,
    unavailable: now =>
      notNow(now) ?? (selectedToken(now.own, now.shared) === null ? noTokenReason(now.own) : null),
  },
  ...tabsAndRefresh,
];

export const holderKeys: readonly Binding<SeenTokens>[] = [
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

const { clear: clearFilter, whileTyping } = filterBindings<SeenTokens>({
  keep: { type: 'tokens.filter.keep' },
  clear: { type: 'tokens.filter.clear' },
  move: by => ({ type: 'tokens.move', by }),
});

export const tokenFilterKeys: readonly Binding<SeenTokens>[] = whileTyping;

const unpick: Binding<SeenTokens> = {
  keys: ['esc'],
  does: 'Choose another one',
  footer: 'choose another',
  message: { type: 'tokens.unpick' },
  unavailable: whileBusy,
};

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

/** Where the token is rejected, its footer begins with what mends it. */
function withLogin(
  keys: readonly Binding<SeenTokens>[],
  { own, shared }: SeenTokens,
): readonly Binding<SeenTokens>[] {
  const subject = subjectOf(own, shared);
  if (subject === null || !isRejected(checkOf(shared, subject.view))) return keys;
  const isLogin = ({ message }: Binding<SeenTokens>) => message.type === 'tokens.login';
  const login = keys.filter(isLogin).map(binding => ({ ...binding, footer: 'log in again' }));
  return [...login, ...keys.filter(binding => !isLogin(binding))];
}

function listKeys(now: SeenTokens): Keys {
  const { filter, holder } = shownTab(now.own);
  if (filter?.typing) {
    return keysFor('Filter', tokenFilterKeys, now, input => ({
      type: 'tokens.filter.type',
      input,
    }));
  }
  const back = filter !== null ? [clearFilter] : holder !== null ? [unpick] : [];
  const keys = isPicking(now.own) ? holderKeys : tokenKeys;
  return keysFor('Tokens', [...back, ...withLogin(keys, now)], now);
}

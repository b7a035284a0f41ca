// The key tables of the tokens screen, one for each of its modes.
import { listTable } from '../../components/listKeys.ts';
import { markBindings } from '../../components/markBindings.ts';
import { whyHidden } from '../../components/marks.ts';
import type { Binding } from '../../contract/keymap.ts';
import { selectedHolder, selectedToken } from './list.ts';
import { type SeenTokens, whileBusy } from './panelBindings.ts';
import { targetTokens } from './revoking.ts';
import { rotationTarget } from './rotation.ts';
import { fetchedOf, noTokenReason, obstacleOf, ownerOf, subjectOf } from './state.ts';

const notNow = (now: SeenTokens): string | null =>
  whileBusy(now) ?? obstacleOf(now.own, now.shared)?.says ?? null;

const goneReason = ({ own, shared }: SeenTokens): string | null =>
  subjectOf(own, shared) === null ? `The profile ${own.name} is gone` : null;

export const tokenTable = listTable<SeenTokens>('tokens', ({ own }) =>
  (fetchedOf(own).items ?? []).length === 0 ? 'There is nothing to filter' : null,
);

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
    does: 'The previous kind of tokens',
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
  tokenTable.filter,
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
      notNow(now) ?? (fetchedOf(now.own).loading ? 'A list is being fetched already' : null),
  },
];

const noToken = ({ own, shared }: SeenTokens): string | null =>
  selectedToken(own, shared) === null ? noTokenReason(own) : null;

export const tokenMarks = markBindings<SeenTokens>(
  'token',
  {
    one: { type: 'tokens.mark' },
    shown: { type: 'tokens.mark.shown' },
    clear: { type: 'tokens.mark.clear' },
  },
  now => whileBusy(now) ?? noToken(now),
);

export const tokenKeys: readonly Binding<SeenTokens>[] = [
  ...tokenTable.moves,
  {
    keys: ['c'],
    does: 'Create a new token or key',
    footer: 'create',
    words: ['new', 'make', 'generate', 'add', 'PAT', 'BAK', 'IAK'],
    commands: ['tokens create'],
    message: { type: 'tokens.create' },
    unavailable: now =>
      notNow(now) ??
      (ownerOf(now.own, now.shared) === null ? 'Choose a bot or an integration first' : null),
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
    does: 'Revoke the selected token, or the marked ones, at the server',
    footer: 'revoke',
    words: ['delete', 'invalidate', 'remove a token'],
    commands: ['tokens revoke'],
    message: { type: 'tokens.revoke' },
    changes: true,
    unavailable: now => notNow(now) ?? noToken(now) ?? whyHidden(targetTokens(now.own, now.shared)),
  },
  {
    keys: ['y'],
    does: 'Copy the id of the selected token',
    words: ['clipboard'],
    message: { type: 'tokens.copy' },
    changes: true,
    unavailable: ({ own, shared }) =>
      selectedToken(own, shared) === null ? noTokenReason(own) : null,
  },
  tokenMarks.one,
  tokenMarks.shown,
  ...tabsAndRefresh,
];

export const holderKeys: readonly Binding<SeenTokens>[] = [
  ...tokenTable.moves,
  {
    keys: ['enter'],
    does: 'Show the keys of the selected bot or integration',
    footer: 'show its keys',
    message: { type: 'tokens.pick' },
    unavailable: now =>
      notNow(now) ?? (selectedHolder(now.own) === null ? 'There is nothing to choose' : null),
  },
  {
    keys: ['y'],
    does: 'Copy the id of the selected bot or integration',
    words: ['clipboard'],
    message: { type: 'tokens.copy' },
    changes: true,
    unavailable: ({ own }) => (selectedHolder(own) === null ? 'There is nothing to copy' : null),
  },
  ...tabsAndRefresh,
];

export const tokenFilterKeys: readonly Binding<SeenTokens>[] = tokenTable.typing;

export const unpick: Binding<SeenTokens> = {
  keys: ['esc'],
  does: 'Choose another bot or integration',
  footer: 'choose another',
  message: { type: 'tokens.unpick' },
  unavailable: whileBusy,
};

// The key tables of the troubleshooting screen, one for each of its panels.
import { tokenPage } from '../../../login/dashboard.ts';
import { listTable } from '../../components/listKeys.ts';
import { isMore } from '../../components/more.ts';
import { pickedIn, pickerKeys } from '../../components/picker.ts';
import { type Binding, type Keys, keysFor, moveBindings } from '../../contract/keymap.ts';
import { type Shared, subjectNamed } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import {
  commandKeys,
  explanationKeys,
  isGone,
  reportKeys,
  type SeenTroubleshooting,
} from './commandKeys.ts';
import { fixBindings } from './fixKeys.ts';
import { plainRows } from './panels.ts';
import { fixActionsOf, type TroubleshootingState, wishList } from './state.ts';

type Seen = SeenTroubleshooting;

const isRunning = ({ own }: Seen) =>
  own.diagnosis.state === 'loading' ? 'The checks are still running' : null;
const scrolls = moveBindings<Seen>(by => ({ type: 'troubleshooting.scroll', by }));

export const troubleshootingBindings: readonly Binding<Seen>[] = [
  ...scrolls,
  {
    keys: ['r', 'x'],
    does: 'Run the checks again',
    footer: 'run again',
    words: ['diagnose'],
    commands: ['doctor', 'doctor --repair'],
    deed: 'repair',
    message: { type: 'troubleshooting.run' },
    unavailable: isRunning,
  },
  {
    keys: ['f'],
    does: 'Choose what you want to do with the profile',
    footer: 'what for',
    words: ['deploy', 'action', 'task', 'permissions', 'for'],
    commands: ['doctor --for'],
    message: { type: 'troubleshooting.choose' },
  },
  {
    keys: ['e'],
    does: 'Paste an error to have it explained',
    footer: 'explain',
    words: ['message', 'curl', 'log'],
    commands: ['explain'],
    message: { type: 'troubleshooting.explain' },
  },
  {
    keys: ['n'],
    does: 'Log in again, into this profile',
    footer: 'login',
    words: ['relogin', 'new token', 'expired'],
    commands: ['login'],
    deed: 'login',
    message: { type: 'troubleshooting.login' },
    unavailable: isGone,
  },
  {
    keys: ['i'],
    does: 'Look up token kinds, scopes, 401 and 403',
    footer: 'look up',
    words: ['reference', 'PAT, BAK, IAK', '403 Forbidden', '401 Unauthorized'],
    message: { type: 'troubleshooting.reference' },
  },
  {
    keys: ['c'],
    does: 'Check your set-up against the security best practices',
    footer: 'checklist',
    words: ['check list', 'audit', 'practices'],
    commands: ['checklist'],
    message: { type: 'troubleshooting.checklist' },
  },
  {
    keys: ['p'],
    does: 'Show a report to copy, without anything personal',
    footer: 'report',
    words: ['issue', 'support', 'bug'],
    commands: ['doctor --report'],
    message: { type: 'troubleshooting.report' },
    unavailable: seen =>
      isRunning(seen) ??
      (seen.own.diagnosis.state === 'failed'
        ? 'The checks were cancelled: r runs them again'
        : null),
  },
  {
    keys: ['o'],
    does: 'Open the page where tokens are created',
    words: ['dashboard', 'browser'],
    message: { type: 'troubleshooting.page' },
    changes: true,
    unavailable: ({ own, shared }) => {
      const subject = subjectNamed(shared.home, own.name);
      return subject === null || tokenPage(subject.profile.apiUrl) === null
        ? 'The page where the tokens of this API are created is not known'
        : null;
    },
  },
];

const wishTable = listTable<Seen>('troubleshooting.wishes');

export const choiceBindings: readonly Binding<Seen>[] = [
  ...wishTable.moves,
  {
    keys: ['enter'],
    does: 'Check whether the token is enough for the selected action',
    footer: 'check',
    message: { type: 'troubleshooting.choose.take' },
    unavailable: ({ own: { panel }, shared }) =>
      panel?.type === 'wishes' && pickedIn(wishList(shared), panel.list) === undefined
        ? 'There is nothing to check'
        : null,
  },
  {
    keys: ['esc'],
    does: 'Back to the checks',
    footer: 'back',
    message: { type: 'troubleshooting.close' },
  },
  wishTable.filter,
];

export const pasteBindings: readonly Binding<Seen>[] = [
  {
    keys: ['enter'],
    does: 'Explain it',
    footer: 'explain',
    message: { type: 'troubleshooting.explain.read' },
    changes: true,
    unavailable: ({ own: { panel } }) =>
      panel?.type === 'paste' && panel.paste.text.trim() === '' ? 'Paste something first' : null,
  },
  {
    keys: ['esc'],
    does: 'Back to the checks',
    footer: 'back',
    message: { type: 'troubleshooting.close' },
  },
];

export const pageBindings: readonly Binding<Seen>[] = [
  ...scrolls,
  {
    keys: ['esc'],
    does: 'Back to the checks',
    footer: 'back',
    message: { type: 'troubleshooting.close' },
  },
];

export const checklistBindings: readonly Binding<Seen>[] = [
  ...pageBindings,
  {
    keys: ['r'],
    does: 'Check again',
    footer: 'look again',
    message: { type: 'troubleshooting.checklist' },
  },
];

export const explainedBindings: readonly Binding<Seen>[] = [
  ...pageBindings,
  {
    keys: ['e'],
    does: 'Paste another error',
    footer: 'another one',
    message: { type: 'troubleshooting.explain' },
  },
];

/** A fix that is a login has a number key, so the footer leaves out the letter for logging in. */
function commandBindings(own: TroubleshootingState): readonly Binding<Seen>[] {
  if (!fixActionsOf(own).some(({ type }) => type === 'login')) return troubleshootingBindings;
  return troubleshootingBindings.map(binding => {
    const { footer, ...rest } = binding;
    return binding.message.type === 'troubleshooting.login' ? rest : binding;
  });
}

/** The present meaning of keys on the troubleshooting screen. */
export function troubleshootingKeys(own: TroubleshootingState, shared: Shared): Keys {
  if (own.panel?.type === 'wishes') {
    const list = { picker: own.panel.list, pickable: wishList(shared) };
    return pickerKeys('What for', wishTable, list, choiceBindings, { own, shared });
  }
  const keys = keysOf({ own, shared });
  if (own.panel?.type === 'paste') return keys;
  const { body } = layoutOf(shared.size);
  return { ...keys, more: isMore(plainRows(own, shared).length, body) };
}

function keysOf(seen: Seen): Keys {
  const { own } = seen;
  switch (own.panel?.type) {
    case 'paste':
      return {
        ...keysFor('Explain', pasteBindings, seen, input => ({
          type: 'troubleshooting.explain.type',
          input,
        })),
        takesTokens: true,
      };
    case 'explained':
      return keysFor(
        'Explained',
        [...commandKeys(seen), ...explanationKeys, ...explainedBindings],
        seen,
      );
    case 'report':
      return keysFor('Report', [...reportKeys, ...pageBindings], seen);
    case 'checklist':
      return keysFor(
        'Checklist',
        [...checklistBindings, ...commandKeys(seen), ...fixBindings(own)],
        seen,
      );
    case 'reference':
      return keysFor('Reference', [...commandKeys(seen), ...pageBindings], seen);
    default:
      return keysFor(
        'Troubleshooting',
        [...fixBindings(own), ...commandKeys(seen), ...commandBindings(own)],
        seen,
      );
  }
}

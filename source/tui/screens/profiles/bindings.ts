// The key table of the profile list.
import { listTable } from '../../components/listKeys.ts';
import { markBindings } from '../../components/markBindings.ts';
import type { Binding } from '../../contract/keymap.ts';
import type { Message } from '../../contract/messages.ts';
import type { ScreenName } from '../../contract/screenTypes.ts';
import { targetId } from '../../home/labels.ts';
import { pageProblem } from '../../home/pageAndCopy.ts';
import {
  noProfiles,
  noSelection,
  noTarget,
  type SeenProfiles,
  unreadReason,
} from './availability.ts';
import { changeKeys } from './changeBindings.ts';
import { importableNames, previousProfile, selectedProfile } from './state.ts';
import { isVerifying } from './verification.ts';

type Seen = SeenProfiles;

const open = (screen: ScreenName): Message => ({ type: 'profiles.open', screen });

export const profileTable = listTable<Seen>('profiles', noProfiles);

export const marks = markBindings<Seen>(
  'profile',
  {
    one: { type: 'profiles.mark' },
    shown: { type: 'profiles.mark.shown' },
    clear: { type: 'profiles.mark.clear' },
  },
  noSelection,
);

export const listKeys: readonly Binding<Seen>[] = [
  ...profileTable.moves,
  {
    keys: ['enter'],
    does: 'Use the selected profile',
    footer: 'use',
    words: ['switch', 'switch account', 'switch profile', 'change account', 'activate', 'select'],
    commands: ['profiles use'],
    message: { type: 'profiles.use' },
    changes: true,
    unavailable: noSelection,
  },
  {
    keys: ['-'],
    does: 'Use the previous profile again',
    words: ['switch back', 'toggle'],
    message: { type: 'profiles.previous' },
    changes: true,
    unavailable: seen =>
      unreadReason(seen) ??
      (previousProfile(seen.shared) === null ? 'There is no previous profile yet' : null),
  },
  {
    keys: ['n'],
    does: 'Log in: a new profile',
    footer: 'login',
    words: [
      'login',
      'sign in',
      'add',
      'new',
      'create a profile',
      'paste a token',
      'token',
      'authenticate',
      'account',
    ],
    commands: ['login'],
    deed: 'login',
    message: { type: 'profiles.login' },
    unavailable: unreadReason,
  },
  {
    keys: ['i'],
    does: 'Import the profiles of the ADK',
    footer: 'import',
    words: ['take over', 'migrate'],
    commands: ['profiles import'],
    message: { type: 'profiles.import' },
    changes: true,
    unavailable: seen =>
      unreadReason(seen) ??
      (importableNames(seen.shared).length === 0
        ? 'There is nothing to import from the Botpress ADK'
        : null),
  },
  {
    keys: ['v'],
    does: 'Verify the selected profile, or the marked ones',
    footer: 'verify',
    words: ['check', 'test', 'validate', 'authenticated', 'whoami'],
    commands: ['profiles active'],
    message: { type: 'profiles.verify' },
    unavailable: seen =>
      noTarget(seen) ??
      (seen.own.marks.size > 1 && isVerifying(seen.own, seen.shared)
        ? 'Profiles are being verified: Esc stops that'
        : null),
  },
  {
    keys: ['x'],
    does: 'Troubleshoot the selected profile',
    footer: 'troubleshoot',
    words: ['diagnose', 'debug', 'why', 'error', '401', '403', 'fix'],
    commands: ['doctor', 'doctor --repair'],
    deed: 'repair',
    message: open('troubleshooting'),
    unavailable: seen => (unreadReason(seen) === null ? noSelection(seen) : null),
  },
  marks.one,
  {
    keys: ['w'],
    does: 'Show the workspace of the selected profile',
    footer: 'workspace',
    words: [
      'whoami',
      'account',
      'role',
      'permissions',
      'bots',
      'members',
      'plan',
      'usage',
      'quota',
    ],
    commands: ['tokens inspect', 'profiles get'],
    deed: 'inspect',
    message: open('workspace'),
    unavailable: noSelection,
  },
  {
    keys: ['t'],
    does: 'Show the tokens of the profile’s account',
    footer: 'tokens',
    words: [
      'token',
      'key',
      'keys',
      'PAT',
      'BAK',
      'IAK',
      'personal access token',
      'API key',
      'secrets',
    ],
    commands: ['tokens list'],
    deed: 'tokens',
    message: open('tokens'),
    unavailable: noSelection,
  },
  profileTable.filter,
  {
    keys: ['s'],
    does: 'Sort: as added, by name, by last use, by state',
    words: ['order'],
    message: { type: 'profiles.sort' },
    unavailable: noProfiles,
  },
  {
    keys: ['V'],
    does: 'Verify all profiles',
    words: ['check all', 'test all'],
    commands: ['profiles list --check'],
    message: { type: 'profiles.verifyAll' },
    unavailable: seen =>
      noProfiles(seen) ??
      (isVerifying(seen.own, seen.shared)
        ? 'The profiles are being verified: Esc stops that'
        : null),
  },
  marks.shown,
  ...changeKeys,
  {
    keys: ['o'],
    does: 'Open the profile’s workspace in the browser',
    words: ['dashboard', 'page', 'web'],
    commands: ['profiles open'],
    message: { type: 'profiles.page' },
    changes: true,
    unavailable: seen => {
      const profile = selectedProfile(seen.own, seen.shared);
      return profile === null ? noSelection(seen) : pageProblem(profile);
    },
  },
  {
    keys: ['y'],
    does: 'Copy the id of the profile’s workspace, bot or integration',
    words: ['clipboard'],
    message: { type: 'profiles.copy' },
    changes: true,
    unavailable: seen => {
      const profile = selectedProfile(seen.own, seen.shared);
      if (profile === null) return noSelection(seen);
      return targetId(profile) === null ? `${profile.name} has no workspace` : null;
    },
  },
  {
    keys: ['r'],
    does: 'Read everything again and verify what applies here',
    words: ['refresh', 'reload', 'update'],
    message: { type: 'profiles.refresh' },
  },
];

// The meanings of the marks in the profile list and the header.
import type { Mark } from '../../contract/keymap.ts';

export const legend: readonly Mark[] = [
  { icon: 'marked', says: 'marked with space: the keys v and d act on all marked profiles' },
  { icon: 'active', says: 'the active profile: it applies where nothing else takes precedence' },
  {
    icon: 'here',
    says: 'applies here instead of the active profile: a directory, a variable or a flag says so',
  },
  {
    icon: 'protected',
    tone: 'warn',
    says: 'protected: to use or change this profile, you type its name',
  },
  { icon: 'directory', tone: 'muted', says: 'bound to directories, in which it applies' },
  { icon: 'ok', tone: 'ok', says: 'the API accepts the token (green: good)' },
  {
    icon: 'unknown',
    tone: 'muted',
    says: 'not checked yet (grey: not known): press v to verify the profile',
  },
  {
    icon: 'warn',
    tone: 'warn',
    says: 'works, with a warning; or could not be checked (yellow: look at it)',
  },
  {
    icon: 'error',
    tone: 'error',
    says: 'rejected or not found (red: does not work): press x to find out why',
  },
  {
    icon: 'forbidden',
    tone: 'error',
    says: 'the token is good, but has no access to the workspace, bot or integration: press x to find out why',
  },
  {
    sample: 'bp differs',
    tone: 'warn',
    says: 'bp on its own would use something else: press w to see what',
  },
  { sample: 'a → b (c)', says: 'in the header: profile a belongs to workspace b, whose id is c' },
  { sample: '#1b25a6', says: 'the fingerprint of a token: the same digits mean the same token' },
];

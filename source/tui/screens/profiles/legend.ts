// What the marks of the profile list and of the header stand for.
import type { Mark } from '../../contract/keymap.ts';

export const legend: readonly Mark[] = [
  { icon: 'active', says: 'the active profile: it applies where nothing comes before it' },
  { icon: 'here', says: 'applies here instead: a directory, a variable or a flag says so' },
  { icon: 'protected', says: 'protected: its name is typed before it is used or changed' },
  { icon: 'directory', says: 'bound to directories, in which it applies' },
  { icon: 'warn', says: 'bp or the project here would use something else: w says what' },
];

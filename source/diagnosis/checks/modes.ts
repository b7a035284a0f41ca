// The check that the files with tokens belong to this user, and that nobody else can access them.

import { lacksModes } from '../../profiles/modes.ts';
import { type Check, pass, skip, warn } from '../check.ts';
import { ours, placeholder, told } from '../told.ts';

const octal = (mode: number) => mode.toString(8).padStart(4, '0');

export const modes: Check = {
  id: 'modes',
  title: 'Owner and modes of the files',
  needs: [],
  run(facts) {
    if (facts.ctx.platform === 'win32') return skip('Not known: Windows has no modes');
    const { directory, files, hidden } = facts.home();
    if (hidden !== null)
      return skip(
        told`Not known: ${{ value: hidden, instead: placeholder('path') }} cannot be looked at`,
      );
    if (directory === null) return pass('bp-auth has no files yet');
    if (lacksModes(directory.path)) {
      return skip(
        'Not known: this file system keeps no modes. Move the home to a Linux file system',
      );
    }
    const all = [directory, ...files];
    const evidence = all.map(
      ({ path, mode }) =>
        told`${{ value: path, instead: placeholder('path') }}: ${ours(octal(mode))}`,
    );
    const which = (test: (entry: (typeof all)[number]) => boolean) =>
      all.filter(test).map(({ path }) => path);
    const foreign = which(({ isMine }) => !isMine);
    if (foreign.length > 0) {
      return warn('Another user owns the home or a file in it', {
        cause: 'foreign-owner',
        details: { paths: foreign },
        evidence,
      });
    }
    const writable = which(({ mode }) => (mode & 0o022) !== 0);
    if (writable.length > 0) {
      return warn('Others may write to the home or a file in it', {
        cause: 'home-unsafe',
        details: { paths: writable },
        evidence,
      });
    }
    const wide = which(({ mode }) => (mode & 0o077) !== 0);
    if (wide.length > 0) {
      return warn('Others may read the home or a file in it', {
        cause: 'modes-wide',
        details: { paths: wide },
        evidence,
      });
    }
    return pass('Only you can access the home and its files');
  },
};

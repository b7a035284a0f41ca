// The check that no file in bp-auth's home contains the token, except config.json and bp's files.

import { type Check, pass, skip, warn } from '../check.ts';
import { copiesBelow } from '../home.ts';
import { hidden, told } from '../told.ts';

export const copies: Check = {
  id: 'copies',
  title: 'Copies of the token',
  needs: ['resolution'],
  run(facts) {
    const token = facts.subject.profile?.token?.trim() ?? '';
    // Shorter texts would be found by chance.
    if (token.length < 16) return skip('config.json holds no token to look for');
    const home = facts.home();
    if (home.hidden !== null)
      return skip(told`Not known: ${hidden('path', home.hidden)} cannot be looked at`);
    if (home.directory === null) return pass('bp-auth has no files yet');
    const { paths, unseen } = copiesBelow(home, token);
    const [first] = unseen;
    const passedOver =
      first === undefined
        ? undefined
        : told`places not fully read: ${unseen.length} (${hidden('path', `${first.path}: ${first.reason}`)})`;
    if (paths.length > 0) {
      const finding = { cause: 'token-elsewhere', details: { paths } } as const;
      return warn('The token is in other files, too', finding, passedOver);
    }
    if (passedOver !== undefined) return skip(told`Not known; ${passedOver}`);
    return pass('None except in config.json and bp’s files');
  },
};

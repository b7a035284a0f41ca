// The token lies nowhere else in the home directory.
import { type Check, pass, skip, warn } from '../check.ts';
import { holds } from '../home.ts';

export const copies: Check = {
  id: 'copies',
  title: 'Copies of the token',
  needs: ['resolution'],
  run(facts) {
    const token = facts.subject.profile?.token?.trim() ?? '';
    // Anything shorter would be found by chance.
    if (token.length < 16) return skip('There is no token in the file to look for');
    const { hidden } = facts.home();
    if (hidden !== null) return skip(`Not known: ${hidden} cannot be looked at`);
    const paths = facts.home().others.filter(path => holds(path, token));
    if (paths.length === 0) return pass('None beside config.json and bp’s files');
    return warn('It lies elsewhere too', { cause: 'token-elsewhere', details: { paths } });
  },
};

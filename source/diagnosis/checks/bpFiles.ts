// Chain 1: bp can use its files, and they say what is stored here.
import { bpCachePath, bpProfilesPath } from '../../profiles/bpFiles.ts';
import type { State } from '../../profiles/store.ts';
import { type Check, pass, warn } from '../check.ts';

export const bpFiles: Check = {
  id: 'bp-files',
  title: 'Files of the bp CLI',
  needs: ['config'],
  run(facts) {
    const { state } = facts.stored();
    if (state === null) return pass('Nothing is stored');
    const unusable = unusableFiles(state, facts.ctx.botpressHome);
    if (unusable.length > 0) {
      return warn('bp cannot use them', { cause: 'bp-files-broken', details: { paths: unusable } });
    }
    const conflict = state.notices.find(({ type }) => type === 'conflict');
    if (conflict?.type === 'conflict') {
      const { name, tokenOrigin, apiUrl } = conflict;
      const evidence = [`${name}: bp has ${apiUrl}, the token belongs to ${tokenOrigin}`];
      return warn('bp pairs a token with another host', {
        cause: 'bp-conflict',
        details: { what: name },
        evidence,
      });
    }
    const missing = state.notices.flatMap(notice =>
      notice.type === 'unpublished' ? [notice.name] : [],
    );
    if (missing.length > 0) {
      const what = `${missing.length === 1 ? 'the profile' : 'the profiles'} ${missing.join(', ')}`;
      return warn('They lack profiles', { cause: 'bp-out-of-step', details: { what } });
    }
    return pass('In step with what is stored');
  },
};

function unusableFiles({ bp }: State, home: string): string[] {
  const { profiles, cache } = bp;
  const badProfiles = profiles.found === 'unreadable' || Object.keys(profiles.bad).length > 0;
  return [
    ...(badProfiles ? [bpProfilesPath(home)] : []),
    ...(cache.found === 'unreadable' ? [bpCachePath(home)] : []),
  ];
}

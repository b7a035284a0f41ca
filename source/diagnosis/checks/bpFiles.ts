// The check that bp can use its files, and that they match what is stored here.

import { bpCachePath, bpProfilesPath } from '../../profiles/bpFiles.ts';
import type { Change } from '../../profiles/change.ts';
import { isChange } from '../../profiles/notice.ts';
import { noticeText } from '../../profiles/notices.ts';
import type { State } from '../../profiles/store.ts';
import { type Check, type Finding, pass, skip, warn } from '../check.ts';
import {
  hidden,
  hiddenList,
  open,
  ours,
  type Told,
  tellingNothing,
  told,
  toldTogether,
} from '../told.ts';

export const checkBpFiles: Check = {
  id: 'bp-files',
  title: 'Files of the bp CLI',
  needs: ['config'],
  run(facts) {
    const { state } = facts.stored();
    if (state === null) return skip('Not known: the home belongs to another user');
    const unusable = unusableFiles(state, facts.ctx.botpressHome);
    if (unusable.length > 0) {
      return warn('bp cannot use its files', {
        cause: 'bp-files-broken',
        details: { paths: unusable },
      });
    }
    const changes = state.notices.filter(isChange);
    const evidence = changes.map(change =>
      tellingNothing(noticeText(change, facts.about), `<${change.type}>`),
    );
    const found = whatIsOdd(changes);
    if (found !== null) return warn(found.because, { ...found.finding, evidence });
    return pass(
      'In sync with config.json',
      evidence.length === 0 ? undefined : toldTogether('; ', evidence),
    );
  },
};

/** The worst of bp's changes that bp-auth has not adopted; null if there is none. */
function whatIsOdd(changes: readonly Change[]): { because: Told; finding: Finding } | null {
  const conflict = changes.find(({ type }) => type === 'conflict');
  if (conflict?.type === 'conflict') {
    const finding = {
      cause: 'bp-conflict',
      details: { what: told`${hidden('profile', conflict.name)}` },
    } as const;
    return {
      because: open('bp pairs a token with a host that the token does not belong to'),
      finding,
    };
  }
  const unfinished = changes.find(({ type }) => type === 'unfinished-login');
  if (unfinished?.type === 'unfinished-login') {
    const { fingerprint, use } = unfinished;
    const details = { what: ours(fingerprint), names: use === null ? [] : [use] };
    return {
      because: open('A bp login did not finish'),
      finding: { cause: 'bp-login-unfinished', details },
    };
  }
  const differing = changes.filter(({ type }) => type === 'differs');
  const [differs] = differing;
  if (differs?.type === 'differs') {
    const details = { what: told`${hidden('profile', differs.name)}`, names: [differs.as] };
    return {
      because: open('bp and bp-auth use one name for two profiles'),
      finding: { cause: 'bp-name-differs', details },
    };
  }
  const missing = changes.flatMap(change => (change.type === 'unpublished' ? [change.name] : []));
  if (missing.length === 0) return null;
  const noun = missing.length === 1 ? open('the profile') : open('the profiles');
  const what = told`${noun} ${hiddenList('profile', missing)}`;
  return {
    because: open('Profiles are missing in bp’s files'),
    finding: { cause: 'bp-out-of-step', details: { what } },
  };
}

function unusableFiles({ bp }: State, home: string): string[] {
  const { profiles, cache } = bp;
  const badProfiles = profiles.found === 'unreadable' || Object.keys(profiles.bad).length > 0;
  return [
    ...(badProfiles ? [bpProfilesPath(home)] : []),
    ...(cache.found === 'unreadable' ? [bpCachePath(home)] : []),
  ];
}

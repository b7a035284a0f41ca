// The wording of notices about what is stored.
import { basename } from 'node:path';
import { bpAuth, type ShellPlace } from '../shell.ts';
import type { Change, UnfinishedLogin } from './change.ts';
import type { WideMode } from './modes.ts';
import { isChange, type Notice } from './notice.ts';
import type { Settled } from './settling.ts';

/**
 * One line, without a full stop. Names may contain anything, so clean the line before showing it.
 */
export function noticeText(notice: Notice, place: ShellPlace): string {
  switch (notice.type) {
    case 'adopted':
      return `bp logged in: its profile ${notice.name} was added here, unverified${likeText(notice.like)}`;
    case 'updated':
      return `bp logged in to ${notice.name} again: the profile now has the new credentials, unverified`;
    case 'conflict':
      return `bp pairs the token of ${notice.name} with ${notice.apiUrl}, but the token belongs to ${notice.tokenOrigin}: the profile cannot be used until you log in again`;
    case 'kept-apart':
      return `bp logged in to a profile ${notice.name} of its own; the profile ${notice.name} here is not replaced, and bp's credentials are kept as ${notice.as}`;
    case 'unpublished':
      return `bp has lost the profile ${notice.name}; the next change by bp-auth restores it`;
    case 'activated':
      return `bp switched to ${notice.name}, which is active now`;
    case 'logged-out':
      return 'bp logged out: no profile is active now; all profiles are still here';
    case 'differs':
      return `In bp's files, profile ${notice.name} has the credentials of ${notice.as}; \`${bpAuth(place, 'doctor', '--repair')}\` puts that right`;
    case 'unfinished-login':
      return unfinishedText(notice, place);
    case 'home-closed':
      return `${notice.why}. bp-auth uses the credentials of the environment; for profiles, set HOME or BP_BOTPRESS_HOME to a directory of yours`;
    case 'no-modes':
      return `${notice.path} is on a file system that keeps no modes: its mount options decide who may read the file. ${modesElsewhere}`;
    case 'wide-mode':
      return `${notice.path} is open to others (mode ${notice.mode.toString(8).padStart(4, '0')}); ${closing(place)}`;
  }
}

/** What to do about a file system without modes; without a full stop. */
export const modesElsewhere =
  'Move the home to a Linux file system; in WSL, drives also keep modes with the option `metadata` in /etc/wsl.conf';

const likeText = (like: string | undefined) =>
  like === undefined ? '' : `; its name is easily confused with that of ${like}`;

const closing = (place: ShellPlace, what = 'it') =>
  `the next change by bp-auth makes ${what} private, and so does \`${bpAuth(place, 'doctor', '--repair')}\``;

function unfinishedText(
  { perhapsOldBp, use, ...cache }: UnfinishedLogin,
  place: ShellPlace,
): string {
  const what = perhapsOldBp
    ? 'Either bp 0.8 logged in (it keeps no profiles.json), or a bp login did not finish'
    : "bp's last login failed or did not finish";
  const ways = [
    `\`${bpAuth(place, 'profiles', 'import', '--from', 'bp')}\` verifies and imports that login`,
    ...(use === null ? [] : [`\`${bpAuth(place, 'profiles', 'use', use)}\` puts bp right`]),
  ];
  return `${what}: bp on its own would send the token #${cache.fingerprint}, which was not imported, to ${cache.apiUrl}; ${ways.join(', ')}`;
}

/** What was repaired in bp's files: one line, without a full stop; clean it before showing it. */
export function settledText(settled: Settled): string {
  switch (settled.type) {
    case 'cache-replaced':
      return `The token #${settled.fingerprint} was removed from bp's cache: it came from a bp login that bp-auth had not imported`;
    case 'put-back':
      return `In bp's files, profile ${settled.name} had the credentials of ${settled.as}; this is now repaired`;
  }
}

/** bp's changes by importance, for places with room for one line. */
const order: ReadonlyArray<Change['type']> = [
  'conflict',
  'unfinished-login',
  'differs',
  'kept-apart',
  'logged-out',
  'activated',
  'updated',
  'adopted',
  'unpublished',
];

/** Notices in short form: one line for bp's changes, one for file permissions. */
export function shortNotices(notices: readonly Notice[], place: ShellPlace): string[] {
  const wide = notices.filter(notice => notice.type === 'wide-mode');
  const changes = notices
    .filter(isChange)
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  const closed = notices.filter(notice => notice.type === 'home-closed');
  return [
    ...closed.map(notice => noticeText(notice, place)),
    ...bpLine(changes, place),
    ...wideLine(wide, place),
    ...notices
      .filter(notice => notice.type === 'no-modes')
      .map(notice => noticeText(notice, place)),
  ];
}

function bpLine(changes: readonly Change[], place: ShellPlace): string[] {
  const [first] = changes;
  if (first === undefined) return [];
  // A login with bp is one event, though it makes two changes: `adopted` and `activated`.
  const isLogin =
    first.type === 'activated' &&
    changes.some(
      ({ type, ...rest }) => type === 'adopted' && 'name' in rest && rest.name === first.name,
    );
  const told = isLogin ? 2 : 1;
  const text = isLogin
    ? `bp logged in: its profile ${first.name} was added here, unverified, and is active now`
    : noticeText(first, place);
  const more = changes.length - told;
  const rest = `; \`${bpAuth(place, 'doctor', '--offline')}\` shows ${more} more of bp's changes`;
  return [more > 0 ? text + rest : text];
}

function wideLine(wide: readonly WideMode[], place: ShellPlace): string[] {
  const [first] = wide;
  if (first === undefined) return [];
  if (wide.length === 1) return [noticeText(first, place)];
  const names = wide.map(({ path }) => basename(path)).join(', ');
  return [`Open to others: ${names}; ${closing(place, 'them')}`];
}

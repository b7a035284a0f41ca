// Owns the words for what is worth knowing about what is stored.
import type { Notice } from './store.ts';

/** One line, without a full stop; names may hold anything, so it is to be cleaned before it is shown. */
export function noticeText(notice: Notice): string {
  switch (notice.type) {
    case 'adopted':
      return `bp logged in: its profile ${notice.name} is taken over, unverified`;
    case 'updated':
      return `bp logged in to ${notice.name} anew: its new credentials are taken over, unverified`;
    case 'conflict':
      return `bp pairs the token of ${notice.name} with ${notice.apiUrl}, but it belongs to ${notice.tokenOrigin}: this profile cannot be used until you log in to it again`;
    case 'kept-apart':
      return `bp logged in as ${notice.name}, which is not replaced: bp's credentials are kept as ${notice.as}`;
    case 'unpublished':
      return `bp has lost the profile ${notice.name}; the next change written here gives it back`;
    case 'activated':
      return `bp switched to ${notice.name}, which is active now`;
    case 'logged-out':
      return 'bp logged out: no profile is active now; all profiles are still here';
    case 'wide-mode':
      return `${notice.path} is open to others (mode ${notice.mode.toString(8).padStart(4, '0')}); the next change written here closes it, and so does \`bp-auth doctor --repair\``;
  }
}

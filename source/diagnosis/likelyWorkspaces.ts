// Workspaces that come nearest to one that was asked for and is not there.
import { likeness } from '../profiles/closest.ts';

/** A workspace, bot or integration by all that it is called. */
export type Target = { id: string; name: string; handle?: string | undefined; blocked: boolean };

/** Workspaces that can be used, by likeness of id, handle or name; at most three. Pure. */
export function likelyWorkspaces(
  wanted: string,
  all: readonly Target[],
): Array<{ id: string; name: string }> {
  return all
    .filter(({ blocked }) => !blocked)
    .map(({ id, name, handle = '' }) => ({ id, name, score: scoreOf(wanted, [id, handle, name]) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ id, name }) => ({ id, name }));
}

/** The one that is most alike; null where none is. Pure. */
export function mostAlike(
  wanted: string,
  all: readonly Target[],
): { id: string; name: string } | null {
  const alike = all.filter(({ id, name, handle = '' }) => scoreOf(wanted, [id, handle, name]) > 0);
  return likelyWorkspaces(wanted, alike)[0] ?? null;
}

/** Texts that have less than half in common are not alike at all: of those the API's order is kept. */
function scoreOf(wanted: string, names: readonly string[]): number {
  const best = Math.max(...names.map(name => likeness(bare(wanted), bare(name)).similarity));
  return best < 0.5 ? 0 : best;
}

/** What ids begin with is no likeness. */
const bare = (text: string) => text.replace(/^(ws|wkspace)_/i, '');

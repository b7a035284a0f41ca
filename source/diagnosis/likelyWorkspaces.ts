// A search for workspaces similar to one that does not exist.
import { likeness } from '../profiles/closest.ts';

/** A workspace, bot or integration: its id, its names, and whether it is blocked. */
export type Target = { id: string; name: string; handle?: string | undefined; blocked: boolean };

/** The usable workspaces with the most similar id, handle or name; at most three. Pure. */
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

/** The most similar workspace; null if none is similar. Pure. */
export function mostAlike(
  wanted: string,
  all: readonly Target[],
): { id: string; name: string } | null {
  const alike = all.filter(({ id, name, handle = '' }) => scoreOf(wanted, [id, handle, name]) > 0);
  return likelyWorkspaces(wanted, alike)[0] ?? null;
}

/**
 * A similarity below one half counts as none; workspaces without similarity keep the API's order.
 */
function scoreOf(wanted: string, names: readonly string[]): number {
  const best = Math.max(...names.map(name => likeness(bare(wanted), bare(name)).similarity));
  return best < 0.5 ? 0 : best;
}

const bare = (text: string) => text.replace(/^(ws|wkspace)_/i, '');

// The workspaces that come nearest to one that was asked for and is not there.

type Named = { id: string; name: string; handle?: string | undefined; blocked: boolean };

/** Workspaces that can be used, by likeness of id, handle or name; at most three. Pure. */
export function closest(
  wanted: string,
  all: readonly Named[],
): Array<{ id: string; name: string }> {
  const bare = (text: string) => text.toLowerCase().replace(/^(ws|wkspace)_/, '');
  const target = bare(wanted);
  return all
    .filter(({ blocked }) => !blocked)
    .map(({ id, name, handle }) => {
      const likeness = [id, handle ?? '', name].map(text => similarity(target, bare(text)));
      return { id, name, score: Math.max(...likeness) };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ id, name }) => ({ id, name }));
}

/** Share of letter pairs that two texts have in common, 0 to 1 (Dice). */
function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const pairs = (text: string) =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
  const left = pairs(a);
  const right = pairs(b);
  if (left.length + right.length === 0) return 0;
  const shared = left.filter(pair => right.includes(pair)).length;
  return (2 * shared) / (left.length + right.length);
}

// The ways to get a token: the browser, a paste, the variables that hold one.
import type { Pickable } from '../../components/picker.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { createFilter } from '../../text/fuzzy.ts';

export type Way = { type: 'browser' } | { type: 'paste' } | { type: 'variable'; name: string };

function waysOf({ home }: Shared): readonly Way[] {
  const names = home.state === 'ready' ? home.tokenVariables : [];
  const variables = names.map((name): Way => ({ type: 'variable', name }));
  return [{ type: 'browser' }, { type: 'paste' }, ...variables];
}

const waySearch = createFilter<Way>(way => ({ loose: [wayLabel(way)], strict: [] }));

export function wayLabel(way: Way): string {
  if (way.type === 'browser') return 'Open the browser';
  return way.type === 'paste' ? 'Paste a token' : `Use the token in $${way.name}`;
}

export const waysIn = (shared: Shared): Omit<Pickable<Way>, 'height'> => ({
  list: 'login.ways',
  choices: waysOf(shared),
  search: waySearch,
});

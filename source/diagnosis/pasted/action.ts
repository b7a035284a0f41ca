// The action that a pasted text is about, shown by a line that bp printed, otherwise by a request.
import { type Action, actionNamed } from '../actions.ts';
import { actionOfCall } from '../callRefusal.ts';
import { attempts } from './bpClues.ts';
import { findClue, searchable } from './clue.ts';
import { addressesIn, methodIn } from './traces.ts';

/** An action of `doctor --for`; null if the text shows none. */
export function actionIn(views: readonly string[]): Action | null {
  const seen = views.map(searchable);
  const spoken = attempts.find(one => seen.some(view => findClue(one, view) !== null));
  if (spoken !== undefined) return actionNamed(spoken.action);
  const method = views.map(methodIn).find(found => found !== null) ?? 'GET';
  const paths = views.flatMap(addressesIn).map(({ path }) => path);
  const actions = paths.map(path => actionOfCall(method, path));
  return actions.find(action => action !== null) ?? null;
}

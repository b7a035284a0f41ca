// Owns what the troubleshooting screen knows: a diagnosis as it runs, and what took its place.
import { type Action, actions } from '../../diagnosis/actions.ts';
import type { Deed } from '../../diagnosis/diagnosis.ts';
import type { Explanation } from '../../diagnosis/explain.ts';
import type { Step } from '../effects.ts';
import { layoutOf } from '../layout.ts';
import { atTop, type Scroll } from '../list.ts';
import { loading, type Shared, subjectNamed } from '../shared.ts';
import type { Paste } from './troubleshootingPaste.ts';
import type { Run } from './troubleshootingRows.ts';

/** What takes the place of the diagnosis. */
export type Panel =
  /** What the profile is wanted for; the cursor. */
  | { type: 'wishes'; list: Scroll }
  | { type: 'paste'; paste: Paste }
  | { type: 'explained'; explanation: Explanation; scroll: Scroll }
  | { type: 'report'; text: string; scroll: Scroll }
  | { type: 'reference'; scroll: Scroll };

/** Panels that are read. */
export type Page = Extract<Panel, { scroll: Scroll }>;

export type State = Run & {
  scroll: Scroll;
  panel: Panel | null;
  /** Whether something was begun from here that mends it: then the checks run again by themselves. */
  mending: boolean;
};

export function open(name: string, shared: Shared): Step<State> {
  const nothing = { wanted: null, checks: [], diagnosis: loading, scroll: atTop, panel: null };
  return run({ name, ...nothing, mending: false }, shared);
}

/** The checks from the beginning. */
export function run(own: State, shared: Shared): Step<State> {
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null) return [own];
  const { name, profile } = subject;
  const anew = { checks: [], diagnosis: loading, scroll: atTop, panel: null, mending: false };
  return [
    { ...own, ...anew },
    { type: 'diagnose', name, profile, wanted: own.wanted },
  ];
}

/** What can be asked for: anything at all first, then the actions. */
export const wishes: readonly (Action | null)[] = [null, ...actions];

/** Question and blank row. */
const otherRows = 2;

/** Rows for the list of wishes. */
export const wishRows = (shared: Shared): number =>
  Math.max(1, layoutOf(shared.size).body - otherRows);

/** As many as there are keys for. */
const mostDeeds = 9;

/** What the screen can do about the root cause, in the order of its keys: `1` is the first one. */
export function deedsOf({ diagnosis }: Run): Deed[] {
  const fixes = diagnosis.state === 'ready' ? (diagnosis.value.rootCause?.fixes ?? []) : [];
  return fixes.flatMap(({ deed }) => deed ?? []).slice(0, mostDeeds);
}

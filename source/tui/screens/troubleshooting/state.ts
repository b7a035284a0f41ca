// The state of the troubleshooting screen: a running diagnosis, and the panel that replaces it.
import { type Action, actions } from '../../../diagnosis/actions.ts';
import type { Deed, Fix } from '../../../diagnosis/diagnosis.ts';
import type { Explanation } from '../../../diagnosis/explain.ts';
import type { Practice } from '../../../diagnosis/practices/practice.ts';
import type { AppError } from '../../../errors.ts';
import type { Pickable, Picker } from '../../components/picker.ts';
import type { Step } from '../../contract/effects.ts';
import {
  type Asked,
  type Loaded,
  loading,
  type ScreenSubject,
  type Shared,
  subjectNamed,
} from '../../contract/knowledge.ts';
import { atTop, type Scroll } from '../../contract/scroll.ts';
import { layoutOf } from '../../look/layout.ts';
import { createFilter } from '../../text/fuzzy.ts';
import type { PasteBox } from './paste.ts';
import { type DiagnosisRun, keyedFixes } from './rows.ts';

export type Checklist = {
  practices: Loaded<Practice[]>;
  /** When the checklist was filled in, in epoch milliseconds; 0 before. */
  at: number;
  /** Whether the checklist was asked for again, or why that failed; null for neither. */
  again: 'asked' | AppError | null;
};

/** A panel that replaces the diagnosis. */
export type TroubleshootingPanel =
  /** The list of actions, with its cursor. */
  | { type: 'wishes'; list: Picker }
  | { type: 'paste'; paste: PasteBox }
  | { type: 'explained'; explanation: Explanation; scroll: Scroll }
  | { type: 'report'; text: string; scroll: Scroll }
  | ({ type: 'checklist'; scroll: Scroll } & Checklist)
  | { type: 'reference'; scroll: Scroll };

/** Panels with text to read. */
export type ReadPanel = Extract<TroubleshootingPanel, { scroll: Scroll }>;

export type TroubleshootingState = DiagnosisRun & {
  scroll: Scroll;
  /** The place of the marked command among the commands on the screen. */
  command: number;
  panel: TroubleshootingPanel | null;
  /** Whether a fix was started here: the checks then run again after it. */
  mending: boolean;
};

/** @param asked the profile to diagnose; null if the profiles cannot be read */
export function openTroubleshooting(
  asked: string | null,
  shared: Shared,
): Step<TroubleshootingState> {
  const nothing = {
    wanted: null,
    checks: [],
    diagnosis: loading,
    scroll: atTop,
    panel: null,
    command: 0,
  };
  const name = shared.home.state === 'failed' ? null : asked;
  return startDiagnosis({ name, ...nothing, mending: false }, shared);
}

export function startDiagnosis(
  own: TroubleshootingState,
  shared: Shared,
): Step<TroubleshootingState> {
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null && own.name !== null) return [own];
  const anew = {
    ...{ checks: [], diagnosis: loading, scroll: atTop, command: 0 },
    ...{ panel: null, mending: false },
  };
  return [
    { ...own, ...anew },
    { type: 'diagnose', ...askedOf(subject), wanted: own.wanted },
  ];
}

const askedOf = (subject: ScreenSubject | null): Asked | { name: null; profile: null } =>
  subject === null
    ? { name: null, profile: null }
    : { name: subject.name, profile: subject.profile };

/** The question above the list, and a blank row. */
const otherRows = 2;

/** The action that the user wants to be allowed; null for none in particular. */
export type Wish = { action: Action | null };

export const wishes: readonly Wish[] = [null, ...actions].map(action => ({ action }));

export const wishText = ({ action }: Wish): string => action?.title ?? 'nothing in particular';

const wishSearch = createFilter<Wish>(wish => ({
  loose: [wishText(wish)],
  strict: [wish.action?.name],
}));

export const wishList = (shared: Shared): Pickable<Wish> => ({
  list: 'troubleshooting.wishes',
  choices: wishes,
  search: wishSearch,
  height: Math.max(1, layoutOf(shared.size).body - otherRows),
});

/** What each number key does. */
export const fixActionsOf = (own: TroubleshootingState): Deed[] =>
  keyedFixes(fixesShown(own)).flatMap(({ deed }) => deed ?? []);

/** All fixes on the screen: for the root cause, or for the practices of the checklist. */
export function fixesShown({ panel, diagnosis }: TroubleshootingState): Fix[] {
  if (panel?.type === 'checklist') return fixesIn(panel.practices);
  return diagnosis.state === 'ready' ? (diagnosis.value.rootCause?.fixes ?? []) : [];
}

const fixesIn = (practices: Loaded<Practice[]>): Fix[] =>
  practices.state === 'ready' ? practices.value.flatMap(({ fixes }) => fixes) : [];

/** The fixes of a checklist that a number key carries out. */
export const keyedFixesIn = (practices: Loaded<Practice[]>): Fix[] =>
  keyedFixes(fixesIn(practices));

/** Fills in the checklist. The old one stays on the screen until the new one arrives. */
export function runChecklist(own: TroubleshootingState): Step<TroubleshootingState> {
  const { panel } = own;
  const isOpen = panel?.type === 'checklist' && panel.practices.state === 'ready';
  const next: TroubleshootingPanel = isOpen
    ? { ...panel, again: 'asked' }
    : { type: 'checklist', practices: loading, at: 0, again: null, scroll: atTop };
  return [{ ...own, panel: next }, { type: 'checklist' }];
}

/** Whether to show a spinner. */
export const isDiagnosing = ({ panel, diagnosis }: TroubleshootingState): boolean =>
  panel?.type === 'checklist'
    ? panel.practices.state === 'loading' || panel.again === 'asked'
    : diagnosis.state === 'loading';

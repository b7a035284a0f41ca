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
  /** When the practices' answers were found, in epoch milliseconds; 0 before. */
  at: number;
  /** The state of a refresh; null if there is none. */
  again: 'asked' | AppError | null;
};

/** A panel that replaces the diagnosis. */
export type TroubleshootingPanel =
  /** The choice of an action; its cursor. */
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
  /** The place of the marked command among those that are shown. */
  command: number;
  panel: TroubleshootingPanel | null;
  /** Whether a fix was started from here: then the checks run again by themselves. */
  mending: boolean;
};

/** @param asked the profile; null if none can be read */
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

/** Starts the checks from the beginning. */
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

/** Question and blank row. */
const otherRows = 2;

/** The intended action; null for none in particular. */
export type Wish = { action: Action | null };

/** No action in particular first, then the actions. */
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

/** The fixes that the screen can carry out for the root cause or the practices, in key order. */
export const fixActionsOf = (own: TroubleshootingState): Deed[] =>
  keyedFixes(fixesShown(own)).flatMap(({ deed }) => deed ?? []);

/** All fixes for the root cause or the practices, in their order. */
export function fixesShown({ panel, diagnosis }: TroubleshootingState): Fix[] {
  if (panel?.type === 'checklist') return fixesIn(panel.practices);
  return diagnosis.state === 'ready' ? (diagnosis.value.rootCause?.fixes ?? []) : [];
}

const fixesIn = (practices: Loaded<Practice[]>): Fix[] =>
  practices.state === 'ready' ? practices.value.flatMap(({ fixes }) => fixes) : [];

/** The fixes of a checklist that have a key. */
export const keyedFixesIn = (practices: Loaded<Practice[]>): Fix[] =>
  keyedFixes(fixesIn(practices));

/** Loads the checklist again; the old one stays until it arrives. */
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

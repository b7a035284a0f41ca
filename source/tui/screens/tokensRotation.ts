// Owns a rotation as one watches it: which steps are done, how it ended, and what is left to decide.
import type { AppError } from '../../errors.ts';
import type { TokenView } from '../../tokens/inventory.ts';
import type { Rotation } from '../../tokens/rotate.ts';
import type { Step as RotationStep } from '../../tokens/rotationTable.ts';
import { checksOfActive } from '../checks.ts';
import type { Step } from '../effects.ts';
import { layoutOf } from '../layout.ts';
import { atTop, move, type Scroll } from '../list.ts';
import type { Shared } from '../shared.ts';
import type { TokensMessage } from './tokensMessages.ts';
import { beforeNamingOld, beforeRotating } from './tokensQuestions.ts';
import { load, type State, selectedToken } from './tokensState.ts';

export type Rotating = {
  /** The profile whose token is replaced. */
  name: string;
  /** Which token is the old one, where somebody had to say so. */
  oldId: string | null;
  /** In the order in which they began. */
  steps: readonly RotationStep[];
  /** Epoch milliseconds. */
  outcome:
    | { type: 'running' }
    | { type: 'ended'; rotation: Rotation; at: number }
    | { type: 'failed'; error: AppError; at: number };
  /** The cursor among the tokens that may be the old one. */
  candidates: Scroll;
};

export type StepStatus = 'waiting' | 'running' | 'done' | 'failed';

export const rotatingOf = ({ panel }: State): Rotating | null =>
  panel?.type === 'rotation' ? panel.rotating : null;

/** Tokens of which one has to be named as the old one; empty where nothing has to be named. */
export function candidatesOf({ outcome }: Rotating): readonly TokenView[] {
  return outcome.type === 'ended' && outcome.rotation.end === 'name-old'
    ? outcome.rotation.candidates
    : [];
}

/** Whether trying once more makes sense: nothing came of it, or something is left to do. */
export function canGoOn({ outcome }: Rotating): boolean {
  if (outcome.type === 'failed') return true;
  return outcome.type === 'ended' && ['stuck', 'undone'].includes(outcome.rotation.end);
}

/** Whose token the key rotates: of a profile that uses the selected one, else of the screen's own. */
export function rotationTarget(own: State, shared: Shared): string {
  const users = selectedToken(own, shared)?.profiles ?? [];
  return users.includes(own.name) ? own.name : (users[0] ?? own.name);
}

const usual: readonly RotationStep[] = ['create', 'prove', 'store', 'share', 'revoke'];

/** Shown only once it is under way: most have no ADK. */
const unusual: RotationStep = 'share';

/** The steps to be shown, with how each of them stands. */
export function stepsOf({ steps, outcome }: Rotating): Array<[RotationStep, StepStatus]> {
  const begun = steps.filter(step => step !== 'begin');
  const failedAt = outcome.type === 'ended' ? outcome.rotation.failedAt : null;
  const statusOf = (step: RotationStep, index: number): StepStatus => {
    if (step === failedAt) return 'failed';
    const isLast = index === begun.length - 1;
    if (isLast && outcome.type === 'running') return 'running';
    if (isLast && outcome.type === 'failed') return 'failed';
    // What was made is deleted again because what came before it went wrong.
    return begun[index + 1] === 'discard' && outcome.type === 'running' ? 'failed' : 'done';
  };
  const shown = begun.map((step, index): [RotationStep, StepStatus] => [
    step,
    statusOf(step, index),
  ]);
  const isBackwards = begun.includes('discard') || failedAt !== null;
  const last = usual.indexOf(begun.at(-1) ?? 'begin');
  const ahead =
    isBackwards || outcome.type !== 'running'
      ? []
      : usual.slice(last + 1).filter(step => step !== unusual);
  return [...shown, ...ahead.map((step): [RotationStep, StepStatus] => [step, 'waiting'])];
}

/** Rows above and below the candidates. */
const otherRows = 11;
/** The question alone. */
const fewestOtherRows = 2;

/** Whether there is no room for the steps beside what came of them. */
export const isLow = ({ size }: Shared): boolean => layoutOf(size).body < otherRows + 3;

export const candidateRows = (shared: Shared): number =>
  layoutOf(shared.size).body - (isLow(shared) ? fewestOtherRows : otherRows);

const withRotating = (own: State, rotating: Rotating): State => ({
  ...own,
  panel: { type: 'rotation', rotating },
});

/** What rotating does; null for messages that mean nothing to it. */
export function updateRotation(
  own: State,
  message: TokensMessage,
  shared: Shared,
): Step<State> | null {
  const rotating = rotatingOf(own);
  switch (message.type) {
    case 'tokens.rotate': {
      const question = beforeRotating(rotationTarget(own, shared), shared);
      return question === null ? [own] : [own, { type: 'ask', question }];
    }
    case 'tokens.rotate.confirmed':
      return begin(own, message.name, message.oldId);
    case 'tokens.rotate.again':
      return rotating === null ? [own] : begin(own, rotating.name, rotating.oldId);
    case 'tokens.rotate.step': {
      if (rotating === null) return [own];
      return [withRotating(own, { ...rotating, steps: [...rotating.steps, message.step] })];
    }
    case 'tokens.rotated': {
      if (rotating === null) return [own];
      const { rotation } = message;
      const outcome = { type: 'ended', rotation, at: shared.now } as const;
      const [next, ...effects] = load(withRotating(own, { ...rotating, outcome }), shared);
      return [next, ...effects, ...checksOfActive(rotation.savedTo, shared)];
    }
    case 'tokens.rotate.failed': {
      if (rotating === null) return [own];
      const outcome = { type: 'failed', error: message.error, at: shared.now } as const;
      return [withRotating(own, { ...rotating, outcome })];
    }
    case 'tokens.candidates.move': {
      if (rotating === null) return [own];
      const count = candidatesOf(rotating).length;
      const candidates = move(rotating.candidates, message.by, count, candidateRows(shared));
      return [withRotating(own, { ...rotating, candidates })];
    }
    case 'tokens.candidates.choose': {
      if (rotating === null) return [own];
      const token = candidatesOf(rotating)[rotating.candidates.index];
      return token === undefined
        ? [own]
        : [own, { type: 'ask', question: beforeNamingOld(rotating.name, token, shared) }];
    }
    default:
      return null;
  }
}

function begin(own: State, name: string, oldId: string | null): Step<State> {
  const outcome = { type: 'running' } as const;
  const rotating = { name, oldId, steps: [], outcome, candidates: atTop };
  return [withRotating(own, rotating), { type: 'tokens.replace', name, oldId }];
}

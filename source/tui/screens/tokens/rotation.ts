// A rotation on the screen: the steps that are done, its result, and what is left to decide.
import { fingerprintOf, type StoredProfile } from '../../../profiles/config.ts';
import { type TokenView, usersOfUnknownId } from '../../../tokens/inventory.ts';
import { namedToken } from '../../../tokens/named.ts';
import { accountOwner } from '../../../tokens/owner.ts';
import type { RotationStep } from '../../../tokens/rotationTable.ts';
import { type Pickable, pickedIn, untouchedPicker, updatePicker } from '../../components/picker.ts';
import type { Step } from '../../contract/effects.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { verifyWorkOf } from '../../home/verifying.ts';
import { layoutOf } from '../../look/layout.ts';
import { createFilter } from '../../text/fuzzy.ts';
import { joinNames } from '../../text/names.ts';
import { selectedToken } from './list.ts';
import { beforeNamingOld, beforeRotating } from './questions.ts';
import { loadTab, noTokenReason, type Rotating, subjectOf, type TokensState } from './state.ts';

export type StepStatus = 'waiting' | 'running' | 'done' | 'failed';

const rotatingOf = ({ panel }: TokensState): Rotating | null =>
  panel?.type === 'rotation' ? panel.rotating : null;

/** The tokens among which the user has to choose the old one; empty if bp-auth knows it. */
export function candidatesOf({ outcome }: Rotating): readonly TokenView[] {
  return outcome.type === 'ended' && outcome.rotation.end === 'name-old'
    ? outcome.rotation.candidates
    : [];
}

/** Whether to offer another try: the rotation failed, or something is left to do. */
export function canGoOn({ outcome }: Rotating): boolean {
  if (outcome.type === 'failed') return true;
  return outcome.type === 'ended' && ['stuck', 'undone'].includes(outcome.rotation.end);
}

/** The profile whose token a rotation would replace; or why there is none. */
export type RotationTarget =
  /** `name`: a profile that has, or may have, this token. */
  { type: 'profile'; name: string; token: TokenView } | { type: 'none'; why: string };

/** What a rotation of the selected token would do. */
export function rotationTarget(own: TokensState, shared: Shared): RotationTarget {
  const token = selectedToken(own, shared);
  const subject = subjectOf(own, shared);
  if (token === null || subject === null || shared.home.state === 'failed') {
    return { type: 'none', why: noTokenReason(own) };
  }
  if (own.tab !== 'account') {
    return {
      type: 'none',
      why: 'Keys are replaced by creating a new one (c) and revoking the old one (d)',
    };
  }
  if (token.inUse === false) {
    return { type: 'none', why: `No profile here uses ${namedToken(token)}: d revokes it` };
  }
  const { config } = shared.home.stored;
  const users =
    token.inUse === true
      ? token.profiles
      : usersOfUnknownId(config, { owner: accountOwner, asked: subject.profile });
  // If it is unknown which of several profiles has this token, only the token of the screen's own
  // profile is rotated.
  const prints = new Set(users.map(user => fingerprintOf(config.profiles[user] as StoredProfile)));
  const isClear = token.inUse === true || prints.size === 1;
  const name = users.includes(own.name) ? own.name : isClear ? users[0] : undefined;
  if (name !== undefined) return { type: 'profile', name, token };
  const why = `${namedToken(token)} may be the token of ${joinNames(users)}: open the tokens of one of them (t), and rotate it there`;
  return { type: 'none', why };
}

const usual: readonly RotationStep[] = ['create', 'prove', 'store', 'share', 'revoke'];

/** The step for the ADK. It is not announced, because most users have no ADK. */
const unusual: RotationStep = 'share';

/** The steps to show, with the state of each. */
export function rotationSteps({ steps, outcome }: Rotating): Array<[RotationStep, StepStatus]> {
  const begun = steps.filter(step => step !== 'begin');
  const failedAt = outcome.type === 'ended' ? outcome.rotation.failedAt : null;
  const statusOf = (step: RotationStep, index: number): StepStatus => {
    if (step === failedAt) return 'failed';
    const isLast = index === begun.length - 1;
    if (isLast && outcome.type === 'running') return 'running';
    if (isLast && outcome.type === 'failed') return 'failed';
    // `discard` follows a step that failed: it revokes the token that was created.
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
/** In a low terminal, only the question is above the candidates. */
const fewestOtherRows = 2;

/** Whether there is no room for the steps beside the result. */
export const isRotationLow = ({ size }: Shared): boolean => layoutOf(size).body < otherRows + 3;

const candidateSearch = createFilter<TokenView>(({ id, note, createdAt }) => ({
  loose: [note],
  strict: [id, createdAt.slice(0, 10)],
}));

export const candidateList = (rotating: Rotating, shared: Shared): Pickable<TokenView> => ({
  list: 'tokens.candidates',
  choices: candidatesOf(rotating),
  search: candidateSearch,
  height: layoutOf(shared.size).body - (isRotationLow(shared) ? fewestOtherRows : otherRows),
});

/** The marked token; undefined if nothing matches the filter. */
export const markedCandidate = (rotating: Rotating): TokenView | undefined =>
  pickedIn({ choices: candidatesOf(rotating), search: candidateSearch }, rotating.candidates);

const withRotating = (own: TokensState, rotating: Rotating): TokensState => ({
  ...own,
  panel: { type: 'rotation', rotating },
});

/** The rotation's reaction to a message; null if the message has no meaning for it. */
export function updateRotation(
  own: TokensState,
  message: Message,
  shared: Shared,
): Step<TokensState> | null {
  const rotating = rotatingOf(own);
  switch (message.type) {
    case 'tokens.rotate': {
      const target = rotationTarget(own, shared);
      if (target.type === 'none') return [own];
      const question = beforeRotating(target.name, target.token, shared);
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
      const [next, ...effects] = loadTab(withRotating(own, { ...rotating, outcome }), shared);
      return [next, ...effects, ...verifyWorkOf(rotation.savedTo, shared)];
    }
    case 'tokens.rotate.failed': {
      if (rotating === null) return [own];
      const outcome = { type: 'failed', error: message.error, at: shared.now } as const;
      return [withRotating(own, { ...rotating, outcome })];
    }
    case 'tokens.candidates.choose': {
      if (rotating === null) return [own];
      const token = markedCandidate(rotating);
      return token === undefined
        ? [own]
        : [own, { type: 'ask', question: beforeNamingOld(rotating.name, token, shared) }];
    }
    default: {
      if (rotating === null) return null;
      const list = candidateList(rotating, shared);
      const candidates = updatePicker(rotating.candidates, list, message);
      return candidates && [withRotating(own, { ...rotating, candidates })];
    }
  }
}

function begin(own: TokensState, name: string, oldId: string | null): Step<TokensState> {
  const outcome = { type: 'running' } as const;
  const rotating = { name, oldId, steps: [], outcome, candidates: untouchedPicker };
  return [withRotating(own, rotating), { type: 'token.rotate', name, oldId }];
}

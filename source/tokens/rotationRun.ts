// A rotation while it runs: what is known of it, and what came of it.
import type { ListedKey } from '../botpress/answers.ts';
import type { Context } from '../context.ts';
import type { AppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import type { TokenView } from './inventory.ts';
import { madeFor } from './journal.ts';
import type { OpenJournal } from './journalFile.ts';
import { type AdkHolding, noAdk } from './rotationAdk.ts';
import type { End, RotationFacts, RotationStep } from './rotationTable.ts';
import type { RotationPrints } from './rotationTargets.ts';

export type Rotation = {
  end: End;
  /** The profile it was asked for. */
  profile: string;
  /** The new token; null if there is none (any more). */
  created: ListedKey | null;
  /** Which token the profiles hold at its end. */
  held: RotationFacts['held'];
  /** Profiles that hold the new token. */
  savedTo: string[];
  /** The ADK's profiles that hold the new token. */
  adkProfiles: string[];
  oldFingerprint: string;
  /** Null where it is not known. */
  oldId: string | null;
  /** The old token's note; null where it is not known which one it is. */
  oldNote: string | null;
  /** Id of the old token once it is deleted. */
  revoked: string | null;
  /** Ids of tokens that were made for this rotation and deleted again. */
  removed: string[];
  /** Ids of tokens that were made for it and are left over. */
  orphans: string[];
  /** Which of the account's tokens may be the old one, while its id is not known. */
  candidates: TokenView[];
  /** What went wrong. */
  problem: AppError | null;
  /** The step that went wrong first. */
  failedAt: RotationStep | null;
  /** Whether it is not known what the server did. */
  uncertain: boolean;
};

/** Where a rotation begins, or goes on. */
export type RotationStart = {
  /** The profile that the new token is tried with. */
  profile: string;
  stored: StoredProfile;
  /** Whose the tokens are. */
  accountId: string;
  /** A token that works now, for asking the server. */
  token: string;
  prints: RotationPrints;
  oldId: string | null;
  /** Tokens as the server listed them. */
  listed: readonly ListedKey[];
  /** When that was, by the server's clock, epoch milliseconds; null where it did not say. */
  listedAt: number | null;
  /** The new token's value, where it was found in the store. */
  fresh: string | null;
  held: RotationFacts['held'];
};

/** A rotation while it runs. */
export type RotationRun = {
  ctx: Context;
  open: OpenJournal;
  start: RotationStart;
  facts: RotationFacts;
  result: Rotation;
  /** What was made for it, as far as it is known and there. */
  made: readonly ListedKey[];
  /** The new token's value. */
  fresh: string | null;
  /** Whether this process has stored it: then bp's files are in step. */
  stored: boolean;
  /** What the ADK held before the step that is next. */
  adk: AdkHolding;
  /** How often the new token was given to it. */
  shared: number;
  /** Whether another process began it. */
  isResumed: boolean;
};

export function newRotationRun(ctx: Context, open: OpenJournal, start: RotationStart): RotationRun {
  const { journal } = open;
  const made = journal === null ? [] : madeFor(journal, start.listed);
  const facts: RotationFacts = {
    aim: 'rotate',
    journal: journal === null ? 'none' : 'begun',
    made: made.length > 0 ? 'present' : 'absent',
    value: start.fresh === null ? 'lost' : 'held',
    proven: false,
    held: start.held,
    adk: 'none',
    old: oldAtServer(start),
  };
  const result: Rotation = {
    end: 'stuck',
    profile: start.profile,
    created: null,
    held: start.held,
    savedTo: [],
    adkProfiles: [],
    oldFingerprint: start.prints.old,
    oldId: start.oldId,
    oldNote: oldToken(start)?.note ?? null,
    revoked: null,
    removed: [],
    orphans: [],
    candidates: [],
    problem: null,
    failedAt: null,
    uncertain: false,
  };
  const begun = {
    made,
    fresh: start.fresh,
    stored: false,
    adk: noAdk,
    shared: 0,
    isResumed: journal !== null,
  };
  return { ctx, open, start, facts, result, ...begun };
}

export const oldToken = ({ listed, oldId }: RotationStart): ListedKey | undefined =>
  listed.find(({ id }) => id === oldId);

export const printsOf = ({ start, open }: RotationRun): RotationPrints => ({
  ...start.prints,
  new: open.journal?.newFingerprint ?? null,
});

function oldAtServer({ oldId, listed }: RotationStart): RotationFacts['old'] {
  if (oldId === null) return 'unknown';
  return listed.some(({ id }) => id === oldId) ? 'present' : 'absent';
}

// The state and the result of a rotation.
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
  /** The profile whose rotation was requested. */
  profile: string;
  /** The new token, if a profile or the ADK holds it; otherwise null. */
  created: ListedKey | null;
  /** Which token the profiles hold at the end. */
  held: RotationFacts['held'];
  /** Profiles that hold the new token. */
  savedTo: string[];
  /** The ADK's profiles that hold the new token. */
  adkProfiles: string[];
  oldFingerprint: string;
  /** Null if unknown. */
  oldId: string | null;
  /** The old token's note; null if it is unknown which token that is. */
  oldNote: string | null;
  /** Id of the old token once it is revoked. */
  revoked: string | null;
  /** Ids of tokens that were created for this rotation and revoked again. */
  removed: string[];
  /** Ids of tokens that were created for this rotation and are left behind. */
  orphans: string[];
  /** The account's tokens that may be the old one, while its id is unknown. */
  candidates: TokenView[];
  /** The error, if any. */
  problem: AppError | null;
  /** The first step that failed. */
  failedAt: RotationStep | null;
  /** Whether it is unknown what the server did. */
  uncertain: boolean;
};

/** The facts with which a rotation starts or continues. */
export type RotationStart = {
  /**
   * The profile whose credentials ask the server. The new token has to work for this profile's
   * workspace.
   */
  profile: string;
  stored: StoredProfile;
  /** The account of the tokens. */
  accountId: string;
  /** A working token for asking the server. */
  token: string;
  prints: RotationPrints;
  oldId: string | null;
  /** The server's list of tokens. */
  listed: readonly ListedKey[];
  /**
   * When the tokens were listed, by the server's clock, in epoch milliseconds; null if the server
   * gave no time.
   */
  listedAt: number | null;
  /** The new token's value, if a profile or the ADK holds it. */
  fresh: string | null;
  held: RotationFacts['held'];
};

/** The state of a running rotation. */
export type RotationRun = {
  ctx: Context;
  open: OpenJournal;
  start: RotationStart;
  facts: RotationFacts;
  result: Rotation;
  /** The tokens created for this rotation that are known and still exist. */
  made: readonly ListedKey[];
  /** The new token's value. */
  fresh: string | null;
  /** Whether this process stored the new token; storing it also writes bp's files. */
  stored: boolean;
  /** The ADK's token before the next step. */
  adk: AdkHolding;
  /** How often the ADK was given the new token. */
  shared: number;
  /** Whether an earlier process began this rotation. */
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

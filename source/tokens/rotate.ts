// Replacing a personal access token by a new one, everywhere it is stored: the steps of the table
// (rotationTable.ts) done for real, one after the other, each of them safe to be killed in.

import type { ListedKey } from '../botpress/answers.ts';
import type { Client } from '../botpress/client.ts';
import { say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, cancelled, toAppError } from '../errors.ts';
import { candidateClient, proveWorkspace, verifyToken } from '../login/prove.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { loginLine } from '../profiles/loginLine.ts';
import { changeState, readState } from '../profiles/store.ts';
import { fingerprint } from '../secrets/kind.ts';
import { inventory, type TokenView } from './inventory.ts';
import { type Before, begunIn, isOurNote, madeFor, noteOf, type OpenJournal } from './journal.ts';
import { accountOwner, listAfter, makeToken, removeToken } from './owner.ts';
import { type AdkHolding, adkHolding, giveToAdk, noAdk } from './rotationAdk.ts';
import {
  type End,
  isEnd,
  nextStep,
  type RotationFacts,
  type RotationStep,
} from './rotationTable.ts';
import { heldBy, holdersOf, type RotationPrints, storeEverywhere } from './rotationTargets.ts';
import { uninterrupted } from './uninterrupted.ts';

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
type Run = {
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

/**
 * Goes through the steps to an end; what fails is taken back as far as possible. Ctrl+C is heeded between
 * steps, as long as nothing is stored. What went wrong is in the result.
 * @throws AppError local where not even the store can be read any more
 */
export async function runRotation(
  outside: Context,
  open: OpenJournal,
  start: RotationStart,
  onStep: (step: RotationStep) => void = () => {},
): Promise<Rotation> {
  const run = newRun(uninterrupted(outside), open, start);
  const { facts, result } = run;
  const failed = new Set<RotationStep>();
  for (;;) {
    if (outside.signal.aborted && facts.held === 'old' && facts.aim === 'rotate') {
      result.problem = cancelled();
      facts.aim = 'undo';
    }
    // Each time: the ADK writes its file whenever it likes, and may put the old token back.
    run.adk = await adkHolding(run.ctx, printsOf(run));
    facts.adk = run.adk.held;
    const next = nextStep(facts);
    if (isEnd(next)) return finish(run, next);
    if (failed.has(next)) return finish(run, 'stuck');
    onStep(next);
    try {
      await steps[next](run);
    } catch (thrown) {
      const error = expected(thrown);
      result.problem ??= error;
      result.failedAt ??= next;
      failed.add(next);
      facts.aim = 'undo';
      if (!(await lookAgain(run, next, error))) return finish(run, 'stuck');
    }
  }
}

function newRun(ctx: Context, open: OpenJournal, start: RotationStart): Run {
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

/** The new token keeps the note of the old one; by what it is known then. */
function before(start: RotationStart): Before {
  const { listed, listedAt } = start;
  const note = oldToken(start)?.note ?? '';
  const kept = note === '' || isOurNote(note) ? null : note;
  return { note: kept, known: listed.map(({ id }) => id), listedAt };
}

const oldToken = ({ listed, oldId }: RotationStart): ListedKey | undefined =>
  listed.find(({ id }) => id === oldId);

/** An ADK that overwrites the new token more often than this runs all the time. */
const mostShared = 5;

const steps: Readonly<Record<RotationStep, (run: Run) => Promise<void>>> = {
  async begin({ open, start, facts }) {
    const { profile, accountId, oldId, prints, stored } = start;
    const { origin, old: oldFingerprint } = prints;
    const { accountEmail = null } = stored;
    const whose = { origin, accountId, accountEmail, profile };
    const beginning = { ...whose, oldFingerprint, oldId, ...before(start) };
    await open.begin({ type: 'rotation', ...beginning });
    facts.journal = 'begun';
  },
  async create(run) {
    const { open, facts, start } = run;
    // One that is gone on with was begun at another time.
    if (run.isResumed) await open.note(before(start));
    const note = noteOf(begunIn(open));
    const { value, ...listed } = await makeToken(asker(run), accountOwner, note);
    run.made = [listed];
    run.fresh = value;
    facts.made = 'present';
    facts.value = 'held';
    await open.note({ newId: listed.id, newFingerprint: fingerprint(value) });
  },
  async discard(run) {
    for (const { id } of run.made) {
      const deletion = await removeToken(asker(run), accountOwner, id);
      if (deletion.type !== 'gone') throw deletion.error;
      run.result.removed.push(id);
    }
    run.made = [];
    run.fresh = null;
    run.facts.made = 'absent';
    run.facts.value = 'lost';
  },
  async prove({ ctx, start, facts, fresh }) {
    await proveFresh(ctx, start, fresh ?? '');
    facts.proven = true;
  },
  async store(run) {
    const { made, fresh, facts } = run;
    const { accountId } = run.start;
    const token = { id: made[0]?.id ?? '', value: fresh ?? '', accountId };
    await storeEverywhere(run.ctx, printsOf(run), token);
    run.stored = true;
    facts.held = 'new';
  },
  async share(run) {
    if (run.shared++ >= mostShared) {
      throw new AppError('adk-insists', 'The ADK keeps putting the old token back into its file', {
        hint: 'Wait until it has ended',
      });
    }
    await giveToAdk(run.ctx, printsOf(run), run.fresh ?? '');
  },
  async revoke({ ctx, open, start, facts, result, fresh, stored }) {
    // An interrupted publication would leave bp with the token that is about to go.
    if (!stored) await changeState(ctx, 'tokens rotate', config => config);
    const oldId = open.journal?.oldId ?? '';
    // With the new one: should it not work after all, the old one stays.
    const deletion = await removeToken(clientOf(ctx, start, fresh ?? ''), accountOwner, oldId);
    if (deletion.type !== 'gone') {
      result.uncertain = deletion.type === 'unknown';
      throw deletion.error;
    }
    result.revoked = oldId;
    facts.old = 'absent';
  },
};

/** Finds out what holds after a failure. @returns false where that cannot be found out */
async function lookAgain(run: Run, step: RotationStep, error: AppError): Promise<boolean> {
  const { ctx, open, facts, result } = run;
  if (step === 'store') {
    try {
      facts.held = (await heldBy(ctx, printsOf(run))).held;
    } catch (thrown) {
      expected(thrown);
      facts.held = 'mixed';
    }
  }
  if (step !== 'create' || run.made.length > 0) return true;
  const listed = await listAfter(asker(run), accountOwner, error);
  result.uncertain = listed === null;
  if (listed === null) return false;
  run.made = listed === 'refused' ? [] : madeFor(begunIn(open), listed);
  if (run.made.length > 0) facts.made = 'present';
  return true;
}

function finish(run: Run, end: End): Rotation {
  const { ctx, open, start, facts, result, made, adk } = run;
  const isStored = facts.held === 'new' || facts.held === 'mixed' || adk.fresh !== null;
  if (result.problem === null && (end === 'undone' || end === 'stuck')) {
    result.problem = adk.problem;
    if (adk.problem !== null && facts.held !== 'old') result.failedAt = 'share';
  }
  result.end = end;
  result.adkProfiles = adk.fresh === null ? [] : adk.names;
  result.held = facts.held;
  result.oldId = open.journal?.oldId ?? start.oldId;
  result.savedTo = holdersOf(readState(ctx).config, printsOf(run));
  result.created = isStored ? (made[0] ?? null) : null;
  result.orphans = isStored ? [] : made.map(({ id }) => id);
  if (end === 'name-old') {
    const ids = new Set([...made.map(({ id }) => id), ...result.removed]);
    result.candidates = candidatesAmong(ctx, start).filter(({ id }) => !ids.has(id));
    // Somebody deleted it meanwhile: there is none left that it could be.
    if (run.isResumed && result.candidates.length === 0) result.end = 'done';
  }
  if (result.end !== 'name-old' && result.end !== 'stuck') open.end();
  return result;
}

const printsOf = ({ start, open }: Run): RotationPrints => ({
  ...start.prints,
  new: open.journal?.newFingerprint ?? null,
});

/** With the token that worked at the beginning; it is deleted last, and by the new one. */
const asker = ({ ctx, start }: Run): Client => clientOf(ctx, start, start.token);

/** A client that sends this token to where the rotated one belongs. */
function clientOf(ctx: Context, { stored }: RotationStart, token: string): Client {
  return candidateClient(ctx, readState(ctx).config, { apiUrl: stored.apiUrl, token });
}

function oldAtServer({ oldId, listed }: RotationStart): RotationFacts['old'] {
  if (oldId === null) return 'unknown';
  return listed.some(({ id }) => id === oldId) ? 'present' : 'absent';
}

/** With the same proof as a login: whose it is, and that it reads the workspace. */
async function proveFresh(ctx: Context, start: RotationStart, token: string): Promise<void> {
  const { workspaceId } = start.stored;
  const client = clientOf(ctx, start, token);
  const owner = workspaceId
    ? (await proveWorkspace(client, workspaceId)).account
    : await verifyToken(client);
  if (owner.id === start.accountId) return;
  throw new AppError(
    'new-token-foreign',
    `The new token belongs to another account (${owner.email})`,
    {
      hint: say`Log in again: ${loginLine(start.profile, start.stored)}`,
    },
  );
}

/** Listed tokens that may be the old one: all that are not known to be something else. */
function candidatesAmong(ctx: Context, { listed, stored }: RotationStart): TokenView[] {
  const { config } = readState(ctx);
  const listing = { owner: accountOwner, asked: stored };
  return inventory(config, listed, listing, ctx.now()).filter(({ inUse }) => inUse !== true);
}

function expected(thrown: unknown): AppError {
  const error = toAppError(thrown);
  if (error.kind === 'bug') throw thrown;
  return error;
}

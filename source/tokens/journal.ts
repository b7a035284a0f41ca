// Journals, which survive a killed process: each is a file that says that a token is about to be
// created, and what for. They hold no secrets. A journal's nonce goes into the token's note, so
// that a token whose value was lost can be found in the account's list. If the user chose the note,
// the new token is found by comparing the list with an earlier list.
import * as v from 'valibot';
import type { ListedKey } from '../botpress/answers.ts';
import { holderShape } from '../profiles/process.ts';

const ownerShape = v.variant('type', [
  v.object({ type: v.literal('account') }),
  v.object({ type: v.picklist(['bot', 'integration']), id: v.string(), workspaceId: v.string() }),
]);

/** Facts that only the journal of a `tokens create` needs. */
const creationShape = v.object({
  owner: ownerShape,
  /** The profile that will store the token; null if its value is printed. */
  saveTo: v.nullable(v.string()),
  /** The id of the token's keychain entry; null if it is stored elsewhere. */
  inKeychain: v.nullable(v.string()),
});

export const journalShape = v.object({
  version: v.literal(1),
  type: v.picklist(['rotation', 'ephemeral', 'creation']),
  nonce: v.pipe(v.string(), v.minLength(4)),
  startedAt: v.string(),
  /** Where the token is created; it is searched for only there. */
  origin: v.string(),
  accountId: v.string(),
  /** For messages. */
  accountEmail: v.optional(v.nullable(v.string())),
  /** The name of the profile that creates the token; it may have been renamed since. */
  profile: v.nullable(v.string()),
  /** Only in a journal of type `creation`. */
  creation: v.optional(creationShape),
  /**
   * The fingerprint of the token that creates the new one. In a rotation, that is the token to
   * replace.
   */
  oldFingerprint: v.string(),
  /** The old token's id in the account's list; null if unknown. */
  oldId: v.nullable(v.string()),
  /**
   * Null until the new token was created. Stays null if the process died before it noted the id.
   * The same holds for `newFingerprint`.
   */
  newId: v.nullable(v.string()),
  /** The new token's note; null for our own note with the nonce. */
  note: v.optional(v.nullable(v.string()), null),
  /** Ids of the tokens that the account already had. */
  known: v.optional(v.array(v.string()), []),
  /**
   * When the `known` tokens were listed, by the server's clock, in epoch milliseconds; null if the
   * server gave no time.
   */
  listedAt: v.optional(v.nullable(v.number()), null),
  newFingerprint: v.nullable(v.string()),
  holder: holderShape,
});

export type Journal = v.InferOutput<typeof journalShape>;

/**
 * The facts that distinguish a new token with the user's own note from earlier tokens with that
 * note.
 */
export type Before = Pick<Journal, 'note' | 'known' | 'listedAt'>;

/** The new token's facts until it is created. */
export const nothingCreated: Pick<Journal, 'newId' | 'newFingerprint'> = {
  newId: null,
  newFingerprint: null,
};

export const nothingBefore: Before = { note: null, known: [], listedAt: null };

/** The text in a note that identifies a token created for this journal. */
const markOf = ({ nonce }: Pick<Journal, 'nonce'>) => `(${nonce})`;

/** The note of a token created for a journal. */
export function noteOf(journal: Journal): string {
  if (journal.note !== null) return journal.note;
  const what = journal.type === 'rotation' ? 'rotate' : 'exec';
  return ['bp-auth', what, journal.profile, markOf(journal)].filter(Boolean).join(' ');
}

/**
 * Whether bp-auth wrote the note. Such a note names one journal, so no other token may get it.
 */
export const isOurNote = (note: string): boolean =>
  /^bp-auth (rotate|exec)\b.* \([\w-]{4,}\)$/.test(note);

/**
 * The listed tokens that were created for a journal. If the note is the user's own, a token is
 * recognised by that note, by being new, and by when it was created. If several such tokens match,
 * none is returned: one may be somebody else's, which must not be revoked as ours.
 */
export function madeFor(
  journal: Pick<Journal, 'nonce' | 'newId'> & Before,
  listed: readonly ListedKey[],
): ListedKey[] {
  const made = mayBeFor(journal, listed);
  return made.length === 1 || journal.note === null ? made : [];
}

/**
 * The listed tokens that may have been created for a journal; several if it is not certain which.
 */
export function mayBeFor(
  journal: Pick<Journal, 'nonce' | 'newId'> & Before,
  listed: readonly ListedKey[],
): ListedKey[] {
  const { newId, note, known } = journal;
  const sure = listed.filter(token => token.id === newId || token.note.includes(markOf(journal)));
  if (sure.length > 0 || newId !== null || note === null) return sure;
  return listed.filter(
    token => token.note === note && !known.includes(token.id) && isInTime(journal, token),
  );
}

/**
 * Milliseconds: how far the clocks of the API's servers may differ, and how long after `listedAt` a
 * journal's token may be created.
 */
const [clocksDiffer, madeWithin] = [60_000, 300_000];

function isInTime({ listedAt }: Before, { createdAt }: ListedKey): boolean {
  if (listedAt === null) return true;
  const after = Date.parse(createdAt) - listedAt;
  return after > -clocksDiffer && after < madeWithin;
}

// The notes that outlive a killed process: a token is about to be made, and what it is for. One file for
// each, without secrets. The nonce goes into the token's own note, so that a token whose value was lost is
// found in the account's list; where the user gave the note, the list is compared with that from before.
import * as v from 'valibot';
import type { ListedKey } from '../botpress/answers.ts';
import { holderShape } from '../profiles/process.ts';

const ownerShape = v.variant('type', [
  v.object({ type: v.literal('account') }),
  v.object({ type: v.picklist(['bot', 'integration']), id: v.string(), workspaceId: v.string() }),
]);

/** What only making a token has to know. */
const creationShape = v.object({
  owner: ownerShape,
  /** The profile that it is for; null where its value is printed. */
  saveTo: v.nullable(v.string()),
  /** The id by which the keychain is to know it; null where it goes elsewhere. */
  inKeychain: v.nullable(v.string()),
});

export const journalShape = v.object({
  version: v.literal(1),
  type: v.picklist(['rotation', 'ephemeral', 'creation']),
  nonce: v.pipe(v.string(), v.minLength(4)),
  startedAt: v.string(),
  /** Where the token is made; it is looked for nowhere else. */
  origin: v.string(),
  accountId: v.string(),
  /** For messages. */
  accountEmail: v.optional(v.nullable(v.string())),
  /** The profile it is made with, for messages: it may have been renamed since. */
  profile: v.nullable(v.string()),
  /** With `creation` only. */
  creation: v.optional(creationShape),
  /** The token that it is made with; a rotation replaces it. */
  oldFingerprint: v.string(),
  /** Its id in the list; null where that is not known. */
  oldId: v.nullable(v.string()),
  /** Both null until the new token was made, and for good if the process died right then. */
  newId: v.nullable(v.string()),
  /** The note that the new token carries; null for one of ours, with the nonce. */
  note: v.optional(v.nullable(v.string()), null),
  /** Ids of the tokens that the account had before. */
  known: v.optional(v.array(v.string()), []),
  /** When that was, by the server's clock, epoch milliseconds; null where it did not say. */
  listedAt: v.optional(v.nullable(v.number()), null),
  newFingerprint: v.nullable(v.string()),
  holder: holderShape,
});

export type Journal = v.InferOutput<typeof journalShape>;

/** By what a token under a note of the user's own is told from those that were there. */
export type Before = Pick<Journal, 'note' | 'known' | 'listedAt'>;

export const nothingBefore: Before = { note: null, known: [], listedAt: null };

/** The text by which a token that was made for a journal is known in a list. */
const markOf = ({ nonce }: Pick<Journal, 'nonce'>) => `(${nonce})`;

/** The note that a token made for a journal carries. */
export function noteOf(journal: Journal): string {
  if (journal.note !== null) return journal.note;
  const what = journal.type === 'rotation' ? 'rotate' : 'exec';
  return ['bp-auth', what, journal.profile, markOf(journal)].filter(Boolean).join(' ');
}

/** Whether a note is one of ours: it says which journal a token was made for, and no other may. */
export const isOurNote = (note: string): boolean =>
  /^bp-auth (rotate|exec)\b.* \([\w-]{4,}\)$/.test(note);

/**
 * Those of the listed tokens that were made for a journal. One under a note of the user's own is known by
 * that note, by not having been there before, and by the time: another of that name may be made by anybody,
 * and must not be deleted for ours.
 */
export function madeFor(
  journal: Pick<Journal, 'nonce' | 'newId'> & Before,
  listed: readonly ListedKey[],
): ListedKey[] {
  const made = mayBeFor(journal, listed);
  return made.length === 1 || journal.note === null ? made : [];
}

/** The same; several where it is not certain which. */
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

/** Milliseconds by which the server's clocks may differ, and within which a token is made. */
const [clocksDiffer, madeWithin] = [60_000, 300_000];

function isInTime({ listedAt }: Before, { createdAt }: ListedKey): boolean {
  if (listedAt === null) return true;
  const after = Date.parse(createdAt) - listedAt;
  return after > -clocksDiffer && after < madeWithin;
}

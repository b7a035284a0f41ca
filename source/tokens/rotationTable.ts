// The steps of a rotation as one table: from the state of journal, server, store and ADK to the
// next step. The same table serves a rotation that succeeds, one that is undone after a failure,
// and one that is resumed after a kill.

export type RotationFacts = {
  /** `undo` after a failure or an interruption: as much as possible is undone. */
  aim: 'rotate' | 'undo';
  /** Whether the journal was begun, which happens before anything is created. */
  journal: 'none' | 'begun';
  /** Whether the server lists a token that was created for this journal. */
  made: 'present' | 'absent';
  /** Whether the new token's value is known: this process created the token or found it stored. */
  value: 'held' | 'lost';
  /** Whether this process has seen the new token work. */
  proven: boolean;
  /**
   * Which token the profiles hold; `neither`: somebody has stored other tokens in them meanwhile.
   */
  held: 'old' | 'mixed' | 'new' | 'neither';
  /**
   * Which token the ADK holds; `unusable`: unknown, or the old one in a file that cannot be
   * changed.
   */
  adk: 'none' | 'old' | 'mixed' | 'new' | 'unusable';
  /** Whether the server lists the old token; `unknown` if its id is unknown. */
  old: 'present' | 'absent' | 'unknown';
};

/**
 * A step: write the journal, create a token, revoke what was created, see the new token work, store
 * it, give it to the ADK, revoke the old one.
 */
export type RotationStep = 'begin' | 'create' | 'discard' | 'prove' | 'store' | 'share' | 'revoke';

/**
 * How a rotation ends. With `name-old` (somebody has to say which token is the old one) and `stuck`
 * the journal stays; otherwise nothing is left to do.
 */
export type End = 'done' | 'name-old' | 'undone' | 'moot' | 'stuck';

type Row = readonly [when: Partial<RotationFacts>, then: RotationStep | End];

// The first matching row applies.
const rows: readonly Row[] = [
  [{ journal: 'none', aim: 'undo' }, 'undone'],
  [{ journal: 'none', held: 'neither' }, 'moot'],
  [{ journal: 'none', adk: 'unusable' }, 'undone'],
  [{ journal: 'none' }, 'begin'],

  // Somebody logged in again meanwhile: what they stored stays, and the unused token is revoked,
  // unless the ADK has it or may have it.
  [{ held: 'neither', adk: 'new' }, 'moot'],
  [{ held: 'neither', adk: 'mixed' }, 'moot'],
  [{ held: 'neither', adk: 'unusable', made: 'present' }, 'stuck'],
  [{ held: 'neither', made: 'present' }, 'discard'],
  [{ held: 'neither' }, 'moot'],

  [{ held: 'old', made: 'absent', adk: 'unusable' }, 'undone'],
  [{ held: 'old', made: 'absent', aim: 'rotate' }, 'create'],
  [{ held: 'old', made: 'absent' }, 'undone'],
  // The ADK has the new token but no profile does: somebody restored an older config.json.
  [{ held: 'old', aim: 'undo', adk: 'new' }, 'stuck'],
  [{ held: 'old', aim: 'undo', adk: 'mixed' }, 'stuck'],
  [{ held: 'old', value: 'lost', adk: 'new' }, 'stuck'],
  [{ held: 'old', value: 'lost', adk: 'mixed' }, 'stuck'],
  [{ held: 'old', value: 'lost' }, 'discard'],
  [{ held: 'old', aim: 'undo' }, 'discard'],
  [{ held: 'old', proven: false }, 'prove'],
  [{ held: 'old' }, 'store'],

  // A profile holds the new token: from here nothing is undone, and the old one is revoked last.
  [{ made: 'absent' }, 'stuck'],
  [{ value: 'lost' }, 'stuck'],
  [{ aim: 'undo' }, 'stuck'],
  [{ proven: false }, 'prove'],
  [{ held: 'mixed' }, 'store'],
  [{ adk: 'old' }, 'share'],
  [{ adk: 'mixed' }, 'share'],
  [{ adk: 'unusable' }, 'stuck'],
  [{ old: 'present' }, 'revoke'],
  [{ old: 'unknown' }, 'name-old'],
  [{ old: 'absent' }, 'done'],
];

/** The next step. Pure. */
export function nextStep(facts: RotationFacts): RotationStep | End {
  const fits = ([when]: Row) =>
    Object.entries(when).every(([name, value]) => facts[name as keyof RotationFacts] === value);
  return rows.find(fits)?.[1] ?? 'stuck';
}

export function isEnd(step: RotationStep | End): step is End {
  return ['done', 'name-old', 'undone', 'moot', 'stuck'].includes(step);
}

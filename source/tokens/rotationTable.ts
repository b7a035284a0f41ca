// The order of a rotation as one table: from what the journal, the server, the store and the ADK hold to the
// next thing to do. It holds for a rotation that runs through, for one that failed and is taken back,
// and for one that was killed at any moment and is resumed.

export type RotationFacts = {
  /** `undo` after a failure or an interruption: as much as possible is taken back. */
  aim: 'rotate' | 'undo';
  /** Whether the journal was begun. Nothing is made before it is. */
  journal: 'none' | 'begun';
  /** Whether the server lists a token that was made for this journal. */
  made: 'present' | 'absent';
  /** Whether the new token's value is known: from its making, or from where it is stored. */
  value: 'held' | 'lost';
  /** Whether the new token was seen to work, by this process. */
  proven: boolean;
  /** Which token the profiles hold that are to be rotated; `neither`: they were given others meanwhile. */
  held: 'old' | 'mixed' | 'new' | 'neither';
  /** Which token the ADK holds; `unusable`: it cannot be told, or it holds the old one and cannot be changed. */
  adk: 'none' | 'old' | 'mixed' | 'new' | 'unusable';
  /** Whether the server lists the old token; `unknown` where its id is. */
  old: 'present' | 'absent' | 'unknown';
};

/**
 * Something to do: write the journal, make a token, delete what was made, see it work, store it, give it to
 * the ADK, delete the old.
 */
export type RotationStep = 'begin' | 'create' | 'discard' | 'prove' | 'store' | 'share' | 'revoke';

/**
 * How it ends. With `name-old` (somebody has to say which token is the old one) and `stuck` the journal
 * stays; with the others nothing is left to be done for it.
 */
export type End = 'done' | 'name-old' | 'undone' | 'moot' | 'stuck';

type Row = readonly [when: Partial<RotationFacts>, then: RotationStep | End];

// The first row that fits counts.
const rows: readonly Row[] = [
  [{ journal: 'none', aim: 'undo' }, 'undone'],
  [{ journal: 'none', held: 'neither' }, 'moot'],
  [{ journal: 'none', adk: 'unusable' }, 'undone'],
  [{ journal: 'none' }, 'begin'],

  // Somebody logged in anew meanwhile: what was made for nothing goes, what they stored stays. But nothing
  // goes that the ADK has got, or may have.
  [{ held: 'neither', adk: 'new' }, 'moot'],
  [{ held: 'neither', adk: 'mixed' }, 'moot'],
  [{ held: 'neither', adk: 'unusable', made: 'present' }, 'stuck'],
  [{ held: 'neither', made: 'present' }, 'discard'],
  [{ held: 'neither' }, 'moot'],

  [{ held: 'old', made: 'absent', adk: 'unusable' }, 'undone'],
  [{ held: 'old', made: 'absent', aim: 'rotate' }, 'create'],
  [{ held: 'old', made: 'absent' }, 'undone'],
  // The ADK has it, though no profile does: somebody put an older config.json back.
  [{ held: 'old', aim: 'undo', adk: 'new' }, 'stuck'],
  [{ held: 'old', aim: 'undo', adk: 'mixed' }, 'stuck'],
  [{ held: 'old', value: 'lost', adk: 'new' }, 'stuck'],
  [{ held: 'old', value: 'lost', adk: 'mixed' }, 'stuck'],
  [{ held: 'old', value: 'lost' }, 'discard'],
  [{ held: 'old', aim: 'undo' }, 'discard'],
  [{ held: 'old', proven: false }, 'prove'],
  [{ held: 'old' }, 'store'],

  // A profile holds the new token: nothing takes it away again, and the old one goes last.
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

/** What to do next. Pure. */
export function nextStep(facts: RotationFacts): RotationStep | End {
  const fits = ([when]: Row) =>
    Object.entries(when).every(([name, value]) => facts[name as keyof RotationFacts] === value);
  return rows.find(fits)?.[1] ?? 'stuck';
}

export function isEnd(step: RotationStep | End): step is End {
  return ['done', 'name-old', 'undone', 'moot', 'stuck'].includes(step);
}

import { describe, expect, test } from 'vitest';
import {
  type End,
  nextStep,
  type RotationFacts,
  type RotationStep,
} from '../../source/tokens/rotationTable.ts';

const begun: RotationFacts = {
  aim: 'rotate',
  journal: 'begun',
  made: 'present',
  value: 'held',
  proven: true,
  held: 'new',
  adk: 'none',
  old: 'present',
};

type Row = readonly [what: string, facts: Partial<RotationFacts>, then: RotationStep | End];

const nothing = {
  journal: 'none',
  made: 'absent',
  value: 'lost',
  proven: false,
  held: 'old',
} as const;
const made = { value: 'held', proven: false, held: 'old' } as const;
const unusable = { ...nothing, adk: 'unusable' } as const;
const anew = { held: 'neither' } as const;
const orphan = { value: 'lost', proven: false, held: 'old' } as const;

const rows: readonly Row[] = [
  ['a rotation begins with its journal', nothing, 'begin'],
  ['only then a token is made', { ...nothing, journal: 'begun' }, 'create'],
  ['it is tried before it is stored', made, 'prove'],
  ['it is stored once it works', { ...made, proven: true }, 'store'],
  ['with the new one stored the old one goes', {}, 'revoke'],
  ['with the old one gone it is done', { old: 'absent' }, 'done'],
  ['an old one that is not known by its id is left to the user', { old: 'unknown' }, 'name-old'],

  ['killed before the journal: nothing was done', { ...nothing, aim: 'undo' }, 'undone'],
  ['killed before the token was made: it is made', { ...nothing, journal: 'begun' }, 'create'],
  ['killed before the value was stored: it is lost, and the token goes', orphan, 'discard'],
  ['then another one is made', { ...orphan, made: 'absent' }, 'create'],
  ['killed while keychains were filled: the rest is filled', { held: 'mixed' }, 'store'],
  ['but first the stored one is tried', { held: 'mixed', proven: false }, 'prove'],
  ['killed after storing: it is tried, by this process too', { proven: false }, 'prove'],
  ['killed after the old one went: done', { old: 'absent' }, 'done'],

  ['the journal failed: nothing was done', { ...nothing, aim: 'undo' }, 'undone'],
  ['making it failed', { ...nothing, journal: 'begun', aim: 'undo' }, 'undone'],
  ['its making was not answered', { ...orphan, aim: 'undo' }, 'discard'],
  ['it does not work', { ...made, aim: 'undo' }, 'discard'],
  ['storing failed, and was taken back', { ...made, proven: true, aim: 'undo' }, 'discard'],
  ['what was made in vain is gone', { ...made, made: 'absent', aim: 'undo' }, 'undone'],
  ['storing failed half-way', { held: 'mixed', aim: 'undo' }, 'stuck'],
  ['storing failed after config.json', { aim: 'undo' }, 'stuck'],

  ['logged in anew before it began', { ...nothing, held: 'neither' }, 'moot'],
  ['logged in anew meanwhile: what was made goes', { held: 'neither' }, 'discard'],
  ['and nothing else', { held: 'neither', made: 'absent' }, 'moot'],
  ['somebody revoked the new one', { made: 'absent' }, 'stuck'],

  ['an ADK that cannot be understood or written: nothing is begun', unusable, 'undone'],
  ['nor made, where it was begun before', { ...unusable, journal: 'begun' }, 'undone'],
  ['what was made before that goes', { ...orphan, adk: 'unusable' }, 'discard'],
  ['the ADK’s old token does not keep one from being made', { ...nothing, adk: 'old' }, 'begin'],
  ['once it is stored the ADK gets it', { adk: 'old' }, 'share'],
  ['the rest of its profiles too', { adk: 'mixed' }, 'share'],
  ['then the old one goes', { adk: 'new' }, 'revoke'],
  ['not while the ADK may have it', { adk: 'unusable' }, 'stuck'],
  ['what it wrote over the new one is written again', { adk: 'old', old: 'absent' }, 'share'],
  ['whoever names the old one has to wait, too', { adk: 'old', old: 'unknown' }, 'share'],
  ['giving it to the ADK failed', { adk: 'old', aim: 'undo' }, 'stuck'],
  ['logged in anew, and the ADK has what was made: it stays', { ...anew, adk: 'new' }, 'moot'],
  ['or some of it', { ...anew, adk: 'mixed' }, 'moot'],
  ['or may have it', { ...anew, adk: 'unusable' }, 'stuck'],
  ['or has the old one: what was made goes', { ...anew, adk: 'old' }, 'discard'],
  ['only the ADK has it: it is stored here again', { ...made, proven: true, adk: 'new' }, 'store'],
  ['and never taken away from it', { ...made, aim: 'undo', adk: 'new' }, 'stuck'],
];

const all: RotationFacts[] = (['rotate', 'undo'] as const).flatMap(aim =>
  (['none', 'begun'] as const).flatMap(journal =>
    (['present', 'absent'] as const).flatMap(made =>
      (['held', 'lost'] as const).flatMap(value =>
        [true, false].flatMap(proven =>
          (['old', 'mixed', 'new', 'neither'] as const).flatMap(held =>
            (['none', 'old', 'mixed', 'new', 'unusable'] as const).flatMap(adk =>
              (['present', 'absent', 'unknown'] as const).map(old => ({
                ...{ aim, journal, made, value, proven, held, adk, old },
              })),
            ),
          ),
        ),
      ),
    ),
  ),
);

describe('the table of a rotation', () => {
  test.each(rows)('%s', (_, facts, then) => {
    expect(nextStep({ ...begun, ...facts })).toBe(then);
  });

  const when = (step: RotationStep | End) => all.filter(facts => nextStep(facts) === step);

  test('revokes the old token only when every profile holds a new one that was seen to work', () => {
    expect(when('revoke').length).toBeGreaterThan(0);
    for (const facts of when('revoke')) {
      expect(facts).toMatchObject({ held: 'new', proven: true, made: 'present', aim: 'rotate' });
    }
  });

  test('never while the ADK holds the old one, or may', () => {
    expect(when('revoke').filter(({ adk }) => adk !== 'none' && adk !== 'new')).toEqual([]);
    expect(when('done').filter(({ adk }) => adk !== 'none' && adk !== 'new')).toEqual([]);
  });

  test('never revokes a new token that a profile holds, or the ADK', () => {
    expect(when('discard').filter(({ held }) => held === 'new' || held === 'mixed')).toEqual([]);
    expect(when('discard').filter(({ adk }) => adk === 'new' || adk === 'mixed')).toEqual([]);
  });

  test('begins and makes nothing while the ADK cannot be written', () => {
    for (const step of ['begin', 'create'] as const) {
      expect(when(step).filter(({ adk }) => adk === 'unusable')).toEqual([]);
    }
  });

  test('makes nothing without a journal, and nothing while something made is there', () => {
    for (const facts of when('create')) {
      expect(facts).toMatchObject({ journal: 'begun', made: 'absent', held: 'old', aim: 'rotate' });
    }
  });

  test('stores only what was seen to work', () => {
    for (const facts of when('store')) expect(facts).toMatchObject({ proven: true, value: 'held' });
  });
});

// docs/config.schema.json and our own quick checks: they agree about any config.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configKeys, isStoredProfile } from '../../source/profiles/config.ts';
import { parseConfig } from '../../source/profiles/configFile.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../docs/config.schema.json', import.meta.url), 'utf8'),
);
// In draft 7, keys beside a $ref are comments, which is intended here.
const isValid = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
  schema,
);

/** Whether the reader accepts the whole value and sets no profile aside. */
function isRead(value: unknown): boolean {
  try {
    return Object.keys(parseConfig(JSON.stringify(value), 'config.json').broken).length === 0;
  } catch {
    return false;
  }
}

/** Values of each type. Most are right in one place of a config, and therefore wrong in others. */
const anything = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<unknown>(null, 'x', 'pat') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      '',
      0,
      1,
      2.5,
      true,
      [],
      ['x'],
      [1],
      {},
      { x: 'x' },
      { x: 1 },
    ),
  },
);
const source = fc.oneof(
  anything,
  fc.record(
    {
      kind: fc.constantFrom<unknown>(
        'file',
        'keychain',
        'command',
        'env',
        'other',
        'constructor',
        null,
        1,
      ),
      command: anything,
      name: anything,
    },
    { requiredKeys: [] },
  ),
);
const profileKeys = Object.keys(schema.definitions.profile.properties);
const profile = fc.oneof(
  { weight: 1, arbitrary: anything },
  {
    weight: 9,
    arbitrary: fc
      .record({
        base: fc.record(
          { apiUrl: fc.constantFrom<unknown>('https://api', 'x', 'y', null) },
          { requiredKeys: [] },
        ),
        more: fc.dictionary(fc.constantFrom(...profileKeys, 'unknown'), anything, { maxKeys: 2 }),
        sources: fc.option(fc.record({ tokenSource: source }), { nil: {}, freq: 1 }),
      })
      .map(({ base, more, sources }) => ({ apiUrl: 'https://api', ...base, ...more, ...sources })),
  },
);
const config = fc
  .record({
    profiles: fc.oneof(
      {
        weight: 9,
        arbitrary: fc.dictionary(fc.constantFrom('a', 'constructor', '__proto__'), profile, {
          maxKeys: 2,
        }),
      },
      { weight: 1, arbitrary: anything },
    ),
    more: fc.dictionary(fc.constantFrom(...Object.keys(configKeys), 'unknown'), anything, {
      maxKeys: 2,
    }),
    published: fc.option(
      fc.record({
        published: fc.record({ profiles: anything, cache: anything }, { requiredKeys: [] }),
      }),
      { nil: {} },
    ),
  })
  .map(({ profiles, more, published }) => ({ version: 1, ...published, ...more, profiles }))
  // Left out: a config of a newer version, which gets an error of its own.
  .filter(({ version }) => !(Number.isInteger(version) && version > 1));

describe('the schema of config.json', () => {
  test('takes what the reader takes, and refuses what it refuses', () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(config, value => {
        const text = JSON.stringify(value);
        const taken = isRead(value);
        seen[taken ? 'taken' : 'refused'] += 1;
        expect([text, isValid(JSON.parse(text))]).toEqual([text, taken]);
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(100);
  });

  test('knows the keys that the reader knows', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(configKeys).sort());
    // A number is wrong for each of these keys. So the reader refuses a profile with a number
    // there, if it checks the key at all.
    const looked = profileKeys.filter(key => !isStoredProfile({ apiUrl: 'x', [key]: 5 }));
    expect(looked).toEqual(profileKeys);
  });

  test.each([[[]], [null], [1], ['x']])('refuses %j, which is no object', value => {
    expect([isValid(value), isRead(value)]).toEqual([false, false]);
  });
});

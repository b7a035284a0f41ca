import { describe, expect, test } from 'vitest';
import { emptyConfig } from '../../source/profiles/config.ts';
import {
  ageInDays,
  expiryOf,
  expiryWarning,
  maxAgeOf,
  parseDays,
  parseExpiry,
  withExpiry,
} from '../../source/tokens/age.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString();

describe('the age of a token', () => {
  const ages: ReadonlyArray<readonly [createdAt: string, days: number | null]> = [
    ['2026-11-22T11:59:00Z', 0],
    ['2026-11-21T11:59:00Z', 1],
    ['2026-08-24T00:00:00Z', 90],
    // The server's clock may be ahead of ours.
    ['2026-11-23T00:00:00Z', 0],
    ['soon', null],
  ];
  test.each(ages)('%s: %s days', (createdAt, days) => {
    expect(ageInDays(createdAt, now)).toBe(days);
  });

  test('is too old after 90 days, unless config.json says otherwise', () => {
    expect(maxAgeOf(emptyConfig)).toBe(90);
    expect(maxAgeOf({ ...emptyConfig, tokenMaxAgeDays: 30 })).toBe(30);
    expect(maxAgeOf({ ...emptyConfig, tokenMaxAgeDays: 'never' })).toBe(90);
  });

  test.each(['0', '-1', '1.5', 'x', '', '999999'])('an age of %j is refused', text => {
    expect(() => parseDays(text)).toThrow('number of days');
  });
});

describe('a noted expiry', () => {
  test.each([
    ['2027-01-31', '2027-01-31T00:00:00.000Z'],
    ['90d', inDays(90)],
    ['2026-11-22T12:30:00+00:00', '2026-11-22T12:30:00.000Z'],
  ])('%s is %s', (text, expiresAt) => {
    expect(parseExpiry(text, now)).toBe(expiresAt);
  });

  test.each([
    ['2026-11-21', 'is in the past'],
    ['0d', 'is in the past'],
    ['2027-13-45', 'is not a date'],
    ['tomorrow', 'is not a date'],
    ['1', 'is not a date'],
  ])('%s %s', (text, problem) => {
    expect(() => parseExpiry(text, now)).toThrow(problem);
  });

  const warnings: ReadonlyArray<readonly [days: number, level: number | null, says: RegExp]> = [
    [15, null, /^$/],
    [14, 14, /in 14 days/],
    [8, 14, /in 8 days/],
    [7, 7, /in 7 days/],
    [1.5, 7, /in 2 days/],
    [1, 1, /in 1 day$/],
    [0.1, 1, /in 1 day$/],
    [0, 0, /expired on 2026-11-22/],
    [-3, 0, /expired on 2026-11-19/],
  ];
  test.each(warnings)('%s days ahead warns at level %s', (days, level, says) => {
    const warning = expiryWarning(inDays(days), now);
    expect(warning?.level ?? null).toBe(level);
    expect(warning?.says ?? '').toMatch(says);
  });

  test('is kept beside what we do not know, and forgotten', () => {
    const noted = withExpiry({ ...emptyConfig, tokenExpiries: { other: 'x' } }, 'a', inDays(1));
    expect(expiryOf(noted, 'a')).toBe(inDays(1));
    expect(expiryOf(noted, 'other')).toBeNull();
    expect(withExpiry(noted, 'a', null).tokenExpiries).toEqual({ other: 'x' });
    expect(withExpiry(emptyConfig, 'a', null)).toBe(emptyConfig);
    expect(expiryOf(withExpiry(emptyConfig, '__proto__', inDays(1)), '__proto__')).toBe(inDays(1));
  });
});

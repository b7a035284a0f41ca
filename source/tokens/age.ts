// Age limits of tokens, and expiry dates noted by users. Both are in config.json, because the API
// has neither.
import { AppError } from '../errors.ts';
import type { Config } from '../profiles/config.ts';
import { isObject } from '../profiles/shape.ts';
import { valueAt } from '../valueAt.ts';

/** Milliseconds. */
const day = 86_400_000;

const defaultMaxAgeDays = 90;

/** Whole days since a token was created; null if the date is invalid. */
export function ageInDays(createdAt: string, now: number): number | null {
  const days = Math.floor((now - Date.parse(createdAt)) / day);
  return Number.isNaN(days) ? null : Math.max(0, days);
}

/** The age in days above which a token counts as too old. */
export function maxAgeOf(config: Config): number {
  const { tokenMaxAgeDays } = config;
  const sound = typeof tokenMaxAgeDays === 'number' && tokenMaxAgeDays >= 1;
  return sound ? tokenMaxAgeDays : defaultMaxAgeDays;
}

export const withMaxAge = (config: Config, days: number): Config => ({
  ...config,
  tokenMaxAgeDays: days,
});

/** A number of days as typed: `90` or `90d`. @throws AppError `usage` */
export function parseDays(text: string): number {
  const days = Number(/^(\d{1,5})d?$/.exec(text.trim())?.[1]);
  if (days >= 1) return days;
  throw new AppError('age-invalid', 'The age must be a number of days, 1 or more', {
    hint: 'Example: --max-age 90',
  });
}

/**
 * An expiry date as typed: `2027-01-31`, an ISO time, or `90d` from now.
 * @returns ISO time
 * @throws AppError `usage` if it is no date, or in the past
 */
export function parseExpiry(text: string, now: number): string {
  const days = /^(\d{1,5})d$/.exec(text.trim())?.[1];
  const isDate = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text.trim());
  const at = days !== undefined ? now + Number(days) * day : isDate ? Date.parse(text) : Number.NaN;
  if (at > now) return new Date(at).toISOString();
  const problem = Number.isNaN(at) ? 'is not a date' : 'is in the past';
  throw new AppError('expiry-invalid', `The expiry ${problem}`, {
    hint: 'Example: --expires 2027-01-31, or --expires 90d',
  });
}

/** The expiry that the user noted for a token; null without one. */
export function expiryOf(config: Config, tokenId: string): string | null {
  const noted = isObject(config.tokenExpiries) ? valueAt(config.tokenExpiries, tokenId) : null;
  return typeof noted === 'string' && !Number.isNaN(Date.parse(noted)) ? noted : null;
}

/** The config with a token's expiry noted; null removes it. */
export function withExpiry(config: Config, tokenId: string, expiresAt: string | null): Config {
  const noted = isObject(config.tokenExpiries) ? config.tokenExpiries : {};
  const others = Object.entries(noted).filter(([id]) => id !== tokenId);
  if (expiresAt === null && others.length === Object.keys(noted).length) return config;
  const entries = expiresAt === null ? others : [...others, [tokenId, expiresAt] as const];
  return { ...config, tokenExpiries: Object.fromEntries(entries) };
}

/** Days before expiry at which the warning becomes more urgent. */
const ahead = [1, 7, 14] as const;

export type ExpiryWarning = {
  /** The limit that is reached: 14, 7 or 1 days before expiry, 0 once expired. */
  level: 0 | (typeof ahead)[number];
  says: string;
};

/** The warning about an expiry date; null while it is far away. */
export function expiryWarning(expiresAt: string | null, now: number): ExpiryWarning | null {
  if (expiresAt === null) return null;
  const left = (Date.parse(expiresAt) - now) / day;
  if (left <= 0) return { level: 0, says: `expired on ${expiresAt.slice(0, 10)}` };
  const level = ahead.find(days => left <= days);
  if (level === undefined) return null;
  const days = Math.ceil(left);
  return { level, says: `expires in ${days} day${days === 1 ? '' : 's'}` };
}

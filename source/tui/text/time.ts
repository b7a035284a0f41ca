// Times for people.

const units: ReadonlyArray<readonly [ms: number, name: string]> = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

/** The age of something: `3 min ago`, under a minute `just now`; `at an unknown time` if invalid. */
export function ago(then: number, now: number): string {
  if (Number.isNaN(then)) return 'at an unknown time';
  const ms = now - then;
  const unit = units.find(([size]) => ms >= size);
  return unit === undefined ? 'just now' : `${Math.floor(ms / unit[0])} ${unit[1]} ago`;
}

/** A date of the API or the store as `2026-03-01`; the text itself if it is invalid. */
export function dateOf(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? iso : new Date(iso).toISOString().slice(0, 10);
}

// Counts and names in sentences.

const most = 4;

/** `1 profile`, `3 profiles`. */
export const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

/** Names in a sentence: `dev, prod`; of many only the first few. */
export function joinNames(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}

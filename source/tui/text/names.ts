// How many names a sentence lists.

const most = 4;

/** Names in a sentence: `dev, prod`; of many only the first few. */
export function joinNames(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}

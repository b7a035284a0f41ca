// Names in a sentence.

const most = 4;

/** Names as a sentence has them: `dev, prod`; of many the first few. */
export function joinNames(names: readonly string[]): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}

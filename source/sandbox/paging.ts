// Paging: 100 items a page, with an opaque token for the next one.
import { refuse } from './errors.ts';
import { type Answer, json } from './reply.ts';

const pageSize = 100;

/**
 * Answers one page as `{[key]: items, meta: {nextToken?}}`, each item formatted by `show`, or 400
 * InvalidQuery for a foreign `nextToken`.
 */
export function page<Item>(
  query: URLSearchParams,
  key: string,
  items: readonly Item[],
  show: (item: Item) => unknown,
): Answer {
  const start = startOf(query.get('nextToken'));
  if (start === undefined) return refuse('InvalidQuery', 'The nextToken is not valid');
  const end = start + pageSize;
  const meta = end < items.length ? { nextToken: tokenFor(end) } : {};
  return json({ [key]: items.slice(start, end).map(show), meta });
}

function tokenFor(start: number): string {
  return Buffer.from(`page:${start}`).toString('base64url');
}

function startOf(nextToken: string | null): number | undefined {
  if (nextToken === null) return 0;
  const start = /^page:(\d{1,9})$/.exec(Buffer.from(nextToken, 'base64url').toString())?.[1];
  return start === undefined ? undefined : Number(start);
}

// A paged list, read to its end or to a limit that no real list reaches.
import { AppError } from '../errors.ts';
import type { Page } from './answers.ts';

const most = { pages: 1000, items: 100_000 };

/**
 * The pages of a list.
 * @param list requests the page for a paging token
 * @throws AppError `network` if the list never ends: too many pages, or the same paging token again
 */
export async function* pagesOf<Item>(
  list: (nextToken: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Page<Item>> {
  const seen = new Set<string>();
  let items = 0;
  let next: string | undefined;
  do {
    const page = await list(next);
    yield page;
    items += page.items.length;
    next = page.nextToken || undefined;
    if (next === undefined) return;
    if (seen.has(next)) throw endless(seen.size + 1, 'it starts again');
    seen.add(next);
  } while (seen.size < most.pages && items < most.items);
  throw endless(seen.size, 'the rest was not read');
}

function endless(pages: number, what: string): AppError {
  return new AppError('list-endless', `The API's list does not end: after ${pages} pages ${what}`, {
    hint: 'Check the API URL; the lists of the Botpress API do end',
  });
}

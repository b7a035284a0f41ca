// A loop over many things, a few at a time.

/** Runs `work` for every item, at most `limit` at once. The first failure is thrown when all have settled. */
export async function eachBounded<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  const settled = await Promise.allSettled(Array.from({ length: limit }, worker));
  const failed = settled.find(result => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

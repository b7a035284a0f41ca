// A token's name in lists and sentences: its note, which people know, and its id, which is unique.

/** An unknown note is null. */
type Named = { id: string; note: string | null };

/** `“laptop” (pat_x1)` */
export function namedToken({ id, note }: Named): string {
  if (note === null) return id;
  return note === '' ? `${id} (no note)` : `“${note}” (${id})`;
}

/** A token by its id, named by its note if it is listed. */
export function namedById(id: string, listed: readonly Named[]): string {
  return namedToken(listed.find(token => token.id === id) ?? { id, note: null });
}

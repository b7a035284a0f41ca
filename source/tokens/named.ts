// A token as lists and sentences name it: by its note, which people know, and its id, which tells it apart.

/** A note that is not known is null. */
type Named = { id: string; note: string | null };

/** `“laptop” (pat_x1)` */
export function namedToken({ id, note }: Named): string {
  if (note === null) return id;
  return note === '' ? `${id} (no note)` : `“${note}” (${id})`;
}

/** A token by its id, named by its note where it is among those listed. */
export function namedById(id: string, listed: readonly Named[]): string {
  return namedToken(listed.find(token => token.id === id) ?? { id, note: null });
}

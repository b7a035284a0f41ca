// The marked command of a page that scrolls: keys act on it. Pure.
import { keepLast } from '../contract/keepLast.ts';
import { type Scroll, scrollTo, windowOf } from '../contract/scroll.ts';
import { commandsShownIn, type Piece, type Row } from '../look/rows.ts';

/** A page: its rows, how far it is scrolled, and the rows that there is room for. */
export type ScrolledPage = { rows: readonly Row[]; scroll: Scroll; height: number };

type Place = { command: string; row: number };

const shows = (row: Row, command: string): boolean =>
  row.some(piece => 'text' in piece && piece.commands?.includes(command));

const keptPlaces = keepLast<Place[]>();

const placesIn = (rows: readonly Row[]): Place[] =>
  keptPlaces([rows], () =>
    commandsShownIn(rows).map(command => ({
      command,
      row: rows.findIndex(row => shows(row, command)),
    })),
  );

/**
 * The place of the marked command: the chosen command if it is in sight, otherwise the first command in sight. Null if
 * no command is in sight: nobody acts on what he does not see.
 * @param chosen the place of the chosen command among all commands of the page
 */
function markedPlace(places: readonly Place[], chosen: number, page: ScrolledPage): number | null {
  const [start, end] = windowOf(page.scroll, page.rows.length, page.height);
  const isSeen = (place: Place | undefined) =>
    place !== undefined && place.row >= start && place.row < end;
  if (isSeen(places[chosen])) return chosen;
  const first = places.findIndex(isSeen);
  return first === -1 ? null : first;
}

export function markedCommandOn(page: ScrolledPage, chosen: number): string | null {
  const places = placesIn(page.rows);
  const at = markedPlace(places, chosen, page);
  return at === null ? null : (places[at]?.command ?? null);
}

/** The rows with a pointer before the marked command. */
export function withCommandMarked(page: ScrolledPage, chosen: number): Row[] {
  const places = placesIn(page.rows);
  const at = markedPlace(places, chosen, page);
  const row = at === null ? -1 : places[at]?.row;
  return page.rows.map((one, index) => (index === row ? pointed(one) : one));
}

function pointed([first, ...rest]: Row): Row {
  const pointer: Piece = { entry: 'selected' };
  if (first === undefined || !('text' in first))
    return [pointer, ...(first ? [first] : []), ...rest];
  const text = first.text.startsWith(' ') ? first.text.slice(1) : first.text;
  return [pointer, { ...first, text }, ...rest];
}

/** Marks another command, and scrolls the page no further than needed to show that command. */
export function markAnother(
  page: ScrolledPage,
  chosen: number,
  by: 1 | -1,
): { chosen: number; scroll: Scroll } {
  const places = placesIn(page.rows);
  if (places.length === 0) return { chosen, scroll: page.scroll };
  const at = markedPlace(places, chosen, page);
  const next = at === null ? nearest(places, by, page) : at + by;
  const index = (next + places.length) % places.length;
  const { top } = scrollTo(page.scroll, places[index]?.row ?? 0, page.rows.length, page.height);
  return { chosen: index, scroll: { index: top, top } };
}

/** The command to mark if none is in sight: the first below, or the last above. */
function nearest(
  places: readonly Place[],
  by: 1 | -1,
  { rows, scroll, height }: ScrolledPage,
): number {
  const [start, end] = windowOf(scroll, rows.length, height);
  if (by === 1)
    return Math.max(
      0,
      places.findIndex(({ row }) => row >= end),
    );
  return places.findLastIndex(({ row }) => row < start);
}

// The table of profiles: its columns, as wide as their content, and the row of a profile.
import { signPieces } from '../../components/sign.ts';
import {
  type Cell,
  type Column,
  cellGap,
  cellWidth,
  tableStarts,
  tableWidth,
} from '../../components/table.ts';
import { keepLast } from '../../contract/keepLast.ts';
import {
  checkOf,
  directoriesOf,
  type NamedProfile,
  type Shared,
} from '../../contract/knowledge.ts';
import { addressOf, targetId, targetName } from '../../home/labels.ts';
import { checkedAtOf, signOf, signText } from '../../home/signs.ts';
import { markedPieces, type Piece, rowWidth } from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import type { Marker } from '../../text/fuzzy.ts';
import { ago } from '../../text/time.ts';
import type { Sort } from './order.ts';

/** The columns for the pointer and the mark before a profile. */
export const indent = 4;

/** The columns for a state alone, and for a state with its age. */
const [stateColumns, datedColumns] = [16, 24];

/** The most columns for a name or a target; a longer one pushes the rest of its row aside. */
const most = 32;

type Widest = { name: number; target: number; both: number };
const keepWidest = keepLast<Widest>();

/** The widest values of all profiles: a filter must not move columns. Kept until a change. */
const widestOf = (shared: Shared): Widest =>
  keepWidest([shared.profiles, shared.home, shared.size.linear], () => measured(shared));

function measured(shared: Shared): Widest {
  const widest = { name: 0, target: 0, both: 0 };
  for (const profile of shared.profiles) {
    const name = cellWidth(profile.name) + rowWidth(signsOf(profile, shared));
    const target = cellWidth(targetText(profile, shared));
    widest.name = Math.max(widest.name, name);
    widest.target = Math.max(widest.target, target);
    widest.both = Math.max(widest.both, name + cellGap + target);
  }
  return widest;
}

export function profileColumns(shared: Shared, sort: Sort): Column[] {
  const { name, target } = widestOf(shared);
  const sorted = (by: Sort) => (sort === by ? 'up' : undefined);
  return [
    { heading: 'name', widest: name, most, least: 12, sorted: sorted('name') },
    { heading: 'workspace', widest: target, most, least: 10, optional: true },
    {
      heading: 'state',
      widest: datedColumns,
      most: datedColumns,
      least: stateColumns,
      sorted: sorted('state'),
    },
  ];
}

/** The width that shows every row in full. */
export function profilesWidth(shared: Shared): number {
  const columns = tableWidth(profileColumns(shared, 'added'));
  return indent + Math.max(columns, widestOf(shared).both + cellGap + datedColumns);
}

export const profileStarts = (columns: readonly Column[], room: number) =>
  tableStarts(columns, room - indent);

/** The signs for “protected” and for “bound to a directory”; the details name both in words. */
function signsOf({ protected: isProtected, name }: NamedProfile, shared: Shared): Piece[] {
  return [
    ...(isProtected ? ([{ text: ' ' }, { icon: 'protected', tone: 'warn' }] as const) : []),
    ...(directoriesOf(shared, name).length > 0
      ? ([{ text: ' ' }, { icon: 'directory', tone: 'muted' }] as const)
      : []),
  ];
}

export function profileCells(
  profile: NamedProfile,
  shared: Shared,
  mark: Marker,
  tone: Tone | undefined,
  marked: readonly Piece[] = [],
): Cell[] {
  const signs = [...marked, ...signsOf(profile, shared)];
  const name: Cell = {
    width: cellWidth(profile.name) + rowWidth(signs),
    pieces: columns => [
      ...markedPieces(profile.name, columns - rowWidth(signs), mark, tone),
      ...signs,
    ],
  };
  return [name, targetCell(profile, shared, mark), stateCell(profile, shared)];
}

/**
 * A profile's target (workspace, bot or integration). If the filter matched only a text that the
 * row does not show, that text follows.
 */
function targetCell(profile: NamedProfile, shared: Shared, mark: Marker): Cell {
  const target = targetText(profile, shared);
  const found = (text: string | null) => text !== null && mark(text).some(({ marked }) => marked);
  const hidden = [
    targetId(profile),
    profile.workspaceHandle,
    profile.account,
    addressOf(profile.apiUrl),
  ];
  const because = found(profile.name) || found(target) ? null : hidden.find(found);
  const shown = because ? `${target} · ${because}` : target;
  const marks = because ? onlyIn(because, mark) : mark;
  return { width: cellWidth(shown), pieces: columns => markedPieces(shown, columns, marks) };
}

/** For a screen reader, the row says "workspace", as the column heading does. */
function targetText(profile: NamedProfile, { size }: Shared): string {
  const { botId, integrationId, workspaceId } = profile;
  const isNamed = botId || integrationId || !workspaceId;
  return size.linear && !isNamed ? `workspace ${targetName(profile)}` : targetName(profile);
}

/** A marker for texts that end with `end`: it marks matches in that end only. */
const onlyIn =
  (end: string, mark: Marker): Marker =>
  text => {
    const start = Math.max(0, text.length - end.length);
    return [{ text: text.slice(0, start), marked: false }, ...mark(text.slice(start))];
  };

/** A profile's state, and the age of that state if there is room. */
function stateCell(profile: NamedProfile, shared: Shared): Cell {
  const full = statePieces(shared, profile);
  const width = rowWidth(full);
  return {
    width,
    pieces: columns => (columns < width ? signPieces(signOf(checkOf(shared, profile))) : full),
  };
}

/** A problem is shown with its age only if its text is shorter than this. */
const mostBesideAge = 13;

export function statePieces(shared: Shared, profile: NamedProfile): Piece[] {
  const check = checkOf(shared, profile);
  const checkedAt = checkedAtOf(check);
  const sign = signOf(check);
  // A problem is shown without its age if the row would get too long.
  const isShort = sign.but === undefined || signText(sign).length < mostBesideAge;
  const age = checkedAt === null || !isShort ? '' : ` · ${ago(checkedAt, shared.now)}`;
  return [...signPieces(sign), { text: age, tone: 'muted' }];
}

// The rows of a workspace list: the number of workspaces received so far, then the workspaces that
// fit, each with its state and the profiles that use it.
import type { Workspace } from '../../botpress/answers.ts';
import { blankRow, markedPieces, type Piece, paragraph, type Row, rowWidth } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';
import type { Marker } from '../text/fuzzy.ts';
import { joinNames } from '../text/names.ts';
import { type Pickable, type Picker, pickRows } from './picker.ts';
import { type Cell, type Column, cellWidth, tableRow, tableStarts } from './table.ts';

/** Facts about a workspace besides its name and id. */
export type Remarks = {
  /** Whether it is the current workspace of the profile that is being changed. */
  isHere: boolean;
  /** The other profiles that use the workspace. */
  usedBy: readonly string[];
};

/** Room for the pointer before the first column. */
const indent = 2;

/** The widest column of names: a longer name pushes the rest of its row to the right. */
const widestNames = 32;

/** With fewer columns, the names of profiles would be unreadable. */
const leastUsers = 12;

/** @param remarksOf the facts about each workspace */
export function pickingRows(
  { picker, pickable }: { picker: Picker; pickable: Pickable<Workspace> },
  listed: boolean,
  columns: number,
  remarksOf: (workspace: Workspace) => Remarks,
): Row[] {
  const room = columns - indent;
  const parts = partsOf(pickable.choices, remarksOf);
  const places = parts.map(({ column }) => column);
  const starts = tableStarts(places, room);
  const rows = pickRows(picker, pickable, columns, (workspace, tone, mark) => {
    const cells = parts.map(({ cell }) => cell({ workspace, tone, mark }));
    return tableRow(places, starts, cells, room);
  });
  return pickable.choices.length > 0 || !listed ? rows : [...rows, ...nothingRows(columns)];
}

type Seen = { workspace: Workspace; tone: Tone | undefined; mark: Marker };
type Part = { column: Column; cell(seen: Seen): Cell };

/** Name and id, and the state and profiles if there are any. */
function partsOf(
  workspaces: readonly Workspace[],
  remarksOf: (workspace: Workspace) => Remarks,
): Part[] {
  const usedBy = (workspace: Workspace) => usedByText(remarksOf(workspace));
  const state = (workspace: Workspace) => statePieces(workspace, remarksOf(workspace));
  const widest = (width: (workspace: Workspace) => number) =>
    workspaces.reduce((most, workspace) => Math.max(most, width(workspace)), 0);
  const text = (of: (workspace: Workspace) => string, isMuted: boolean): Part['cell'] => {
    return ({ workspace, tone, mark }) => ({
      width: cellWidth(of(workspace)),
      pieces: wide => markedPieces(of(workspace), wide, mark, isMuted ? 'muted' : tone),
    });
  };
  const id = widest(workspace => cellWidth(workspace.id));
  const states = widest(workspace => rowWidth(state(workspace)));
  const users = widest(workspace => cellWidth(usedBy(workspace)));
  const names = widest(({ name }) => cellWidth(name));
  const parts: Part[] = [
    {
      column: { heading: '', widest: names, most: widestNames, least: 8 },
      cell: text(({ name }) => name, false),
    },
    {
      // An id is shown completely or not at all.
      column: { heading: '', widest: id, most: id, least: id, optional: true },
      cell: text(workspace => workspace.id, true),
    },
    {
      column: { heading: '', widest: states, most: states, least: states },
      cell: ({ workspace }) => {
        const pieces = state(workspace);
        return { width: rowWidth(pieces), pieces: () => pieces };
      },
    },
    {
      column: { heading: '', widest: users, most: users, least: leastUsers, optional: true },
      cell: text(usedBy, true),
    },
  ];
  return parts.filter(({ column }) => column.widest > 0);
}

/** The words for a workspace: `blocked`, `here now` for the current one, or both. */
function statePieces({ blocked }: Workspace, { isHere }: Remarks): Piece[] {
  const here: Piece[] = [
    { icon: 'active', tone: 'ok' },
    { text: ' here now', tone: 'ok' },
  ];
  const stopped: Piece[] = [
    { icon: 'error', tone: 'error' },
    { text: ' blocked', tone: 'error' },
  ];
  const gap: Piece[] = isHere && blocked ? [{ text: ' ' }] : [];
  return [...(blocked ? stopped : []), ...gap, ...(isHere ? here : [])];
}

const usedByText = ({ usedBy }: Remarks): string =>
  usedBy.length === 0 ? '' : `used by ${joinNames(usedBy)}`;

function nothingRows(columns: number): Row[] {
  return [
    blankRow,
    ...paragraph('This account has no workspace yet.', columns, 'warn'),
    ...paragraph(
      'Create a workspace in the dashboard (https://app.botpress.cloud), or have somebody invite you; Esc goes back.',
      columns,
    ),
  ];
}

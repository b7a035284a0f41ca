// The places of the workspace screen's tiles: one below the other, or in two columns.
import { type Shared, subjectNamed } from '../../contract/knowledge.ts';
import { staleRows } from '../../home/stale.ts';
import { layoutOf, paneGap } from '../../look/layout.ts';
import { blankRow, commandsShownIn, paragraph, type Row } from '../../look/rows.ts';
import { authenticationRows } from './head.ts';
import { provenanceTile } from './provenance.ts';
import { lookOf, shownAnswers, staleLook, type WorkspaceState } from './state.ts';
import { abilitiesTile, activityTile, botsTile, identityTile, membersTile } from './tiles.ts';
import { usageTile } from './usage.ts';

/** A column of the screen. */
export type Pane = { rows: Row[]; columns: number };

/** The fewest columns for two panes. */
const columnsForTwo = 100;

export function workspacePanes(own: WorkspaceState, shared: Shared): Pane[] {
  const { columns } = layoutOf(shared.size);
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null) {
    return [{ rows: paragraph(`The profile ${own.name} is gone.`, columns, 'warn'), columns }];
  }
  const look = lookOf(own, shared);
  const stale = look === null ? null : staleLook(look);
  const head = (room: number) => [
    ...(stale === null ? [] : staleRows(stale, shared.now, room)),
    ...authenticationRows(subject, shared, room),
    ...(look === null
      ? paragraph('The profile has changed: r asks the API about it.', room, 'warn')
      : []),
  ];
  const provenance = (room: number) => provenanceTile(subject, shared, room);
  if (look === null) return [{ rows: spaced([head(columns), provenance(columns)]), columns }];
  const seen = { subject, look: { ...look, answers: shownAnswers(look) }, shared };
  const tiles = (room: number) => ({
    identity: identityTile(seen, room),
    bots: botsTile(seen, room),
    members: membersTile(seen, room),
    usage: usageTile(seen, room),
    activity: activityTile(seen, room),
    abilities: abilitiesTile(seen, room),
  });
  if (columns >= columnsForTwo && !shared.size.linear) {
    const left = Math.floor((columns - paneGap) / 2);
    const right = columns - paneGap - left;
    const { identity, usage } = tiles(left);
    const { bots, members, activity, abilities } = tiles(right);
    return [
      { rows: spaced([head(left), identity, usage, provenance(left)]), columns: left },
      { rows: spaced([bots, members, activity, abilities]), columns: right },
    ];
  }
  const { identity, bots, members, usage, activity, abilities } = tiles(columns);
  const all = [
    head(columns),
    identity,
    bots,
    members,
    usage,
    activity,
    abilities,
    provenance(columns),
  ];
  return [{ rows: spaced(all), columns }];
}

/** Puts a blank row between tiles that are not empty. */
function spaced(tiles: readonly Row[][]): Row[] {
  return tiles
    .filter(rows => rows.length > 0)
    .flatMap((rows, index) => (index === 0 ? rows : [blankRow, ...rows]));
}

/** How many rows the tallest pane has. */
export const panesHeight = (panes: readonly Pane[]) =>
  Math.max(...panes.map(({ rows }) => rows.length));

/** The commands in the panes; none while another workspace is being chosen. */
export const workspaceCommands = (own: WorkspaceState, shared: Shared): string[] =>
  own.switching === null
    ? commandsShownIn(workspacePanes(own, shared).flatMap(({ rows }) => rows))
    : [];

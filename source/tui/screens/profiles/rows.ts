// The rows of the profile list: one for each profile, or the reason why there is none.

import { line, lineText } from '../../../commandLine.ts';
import { choiceRows } from '../../components/choices.ts';
import { errorRows } from '../../components/error.ts';
import type { EditedLine } from '../../components/lineEditor.ts';
import { markedWord, markPiece } from '../../components/marks.ts';
import { headingsRow, tableRow } from '../../components/table.ts';
import { linePieces } from '../../components/textField.ts';
import type { NamedProfile, Shared } from '../../contract/knowledge.ts';
import { placeIn } from '../../contract/knowledge.ts';
import { winningClaim } from '../../home/applies.ts';
import { layoutOf } from '../../look/layout.ts';
import {
  blankRow,
  markedParagraph,
  type Piece,
  paragraph,
  type Row,
  showing,
  textRow,
} from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import { importRows } from './blocks.ts';
import { profilesLayout } from './layout.ts';
import {
  importableNames,
  listedProfiles,
  type ProfilesState,
  profileMarker,
  renameProblem,
} from './state.ts';
import { indent, profileCells, profileColumns, profileStarts } from './table.ts';

/** The visible rows of the list, including its headings. */
export function profileListRows(own: ProfilesState, shared: Shared): Row[] {
  const { columns } = layoutOf(shared.size);
  if (shared.home.state === 'failed') {
    return [
      ...errorRows(shared.home.error, columns),
      textRow('  x finds the cause and repairs it; r reads the profiles again', 'muted'),
    ];
  }
  const profiles = listedProfiles(own, shared);
  if (profiles.length === 0) return emptyRows(own, shared, columns);
  const { width, list, headings } = profilesLayout(shared, profiles.length);
  const places = profileColumns(shared, own.sort);
  const starts = profileStarts(places, width);
  const isSpoken = shared.size.linear === true;
  const isMarked = ({ name }: NamedProfile) => own.marks.has(name);
  const row = (profile: NamedProfile, tone: Tone | undefined): Piece[] => [
    markOf(profile, shared),
    { text: ' ' },
    ...(own.rename?.name === profile.name
      ? renamePieces(own, shared, own.rename.line, width)
      : tableRow(
          places,
          starts,
          profileCells(
            profile,
            shared,
            profileMarker(own, profile),
            tone,
            markedWord(isMarked(profile), isSpoken),
          ),
          width - indent,
        )),
  ];
  const rows = choiceRows(profiles, own.scroll, list, row, profile =>
    markPiece(isMarked(profile), isSpoken),
  );
  return headings ? [headingsRow(places, starts, indent), ...rows] : rows;
}

function emptyRows(own: ProfilesState, shared: Shared, columns: number): Row[] {
  if (own.filter !== null) {
    return [blankRow, ...paragraph('No profile matches. Esc clears the filter.', columns)];
  }
  const found = [...importRows(shared, columns), ...tokenRows(shared, columns)];
  const demo = lineText(line('--demo'), placeIn(shared));
  const rows = [
    blankRow,
    ...paragraph('There is no profile yet', columns, 'strong'),
    ...(found.length === 0 ? [] : [blankRow, ...found]),
    blankRow,
    ...wayRows('n', 'logs in: in the browser, or with a token that you paste', columns),
    ...wayRows('i', 'imports what the ADK has', columns, importableNames(shared).length > 0),
    ...showing([demo], wayRows('q', `quits; ${demo} opens this screen with sample data`, columns)),
    blankRow,
    ...paragraph('A profile is a workspace and the token that opens it.', columns, 'muted'),
    ...paragraph('Profiles you log in to with bp show up here too.', columns, 'muted'),
  ];
  return layoutOf(shared.size).roomy ? rows : rows.filter(row => row !== blankRow);
}

/** A key that helps while the list is empty, and what it does. */
const wayRows = (key: string, does: string, columns: number, isOpen = true): Row[] =>
  isOpen ? markedParagraph({ text: key, tone: 'accent' }, does, columns, { indent: 2 }) : [];

/**
 * The tokens found in variables, which the login can use, and in the `.env` here, which bp uses.
 */
function tokenRows({ home }: Shared, columns: number): Row[] {
  if (home.state === 'failed') return [];
  const { tokenVariables, dotenv } = home;
  const names = tokenVariables.map(name => `$${name}`).join(' or ');
  return [
    ...(names === ''
      ? []
      : paragraph(`Found a token in ${names}: the login can use it.`, columns, 'accent')),
    ...(dotenv === null
      ? []
      : paragraph(
          `Found a token in ${dotenv}: bp uses it; to keep it, log in and paste it.`,
          columns,
          'accent',
        )),
  ];
}

function renamePieces(
  own: ProfilesState,
  shared: Shared,
  line: EditedLine,
  columns: number,
): Piece[] {
  const problem = renameProblem(own, shared);
  return [
    ...linePieces(line, Math.floor(columns / 2) - 4),
    ...(problem === null ? [] : ([{ text: `  ${problem}`, tone: 'error' }] as const)),
  ];
}

/**
 * The mark before the active profile, or before the one that applies here instead (a directory, a
 * variable or a flag says so).
 */
function markOf({ name, active }: NamedProfile, { home }: Shared): Piece {
  const winner = winningClaim(home);
  const applies = winner?.problem === null && winner.name === name;
  if (applies && !active) return { icon: 'here', tone: 'ok' };
  if (!active) return { text: ' ' };
  return { icon: 'active', tone: applies ? 'ok' : 'muted' };
}

// The rows of the list of tokens, or of what replaces it.
import type { TokenView } from '../../../tokens/inventory.ts';
import { choiceRows } from '../../components/choices.ts';
import { errorRows } from '../../components/error.ts';
import { markedWord, markPiece } from '../../components/marks.ts';
import {
  type Cell,
  type Column,
  headingsRow,
  tableRow,
  tableStarts,
} from '../../components/table.ts';
import { waitingRow } from '../../components/waiting.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { kindWord } from '../../home/labels.ts';
import { blankRow, type Piece, paragraph, type Row, textRow } from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import { tokensLayout } from './layout.ts';
import {
  countOf,
  extentOf,
  holderMarker,
  holdersShown,
  tokenMarker,
  tokensShown,
  viewsOf,
} from './list.ts';
import {
  fetchedOf,
  isPicking,
  obstacleOf,
  shownTab,
  subjectOf,
  type TokensState,
} from './state.ts';
import { holderCells, holderColumns, tokenCells, tokenColumns, tokenIndent } from './table.ts';

/** The visible rows of the list, including its headings. */
export function tokenListRows(own: TokensState, shared: Shared, columns: number): Row[] {
  return (
    obstacleRows(own, shared, columns) ??
    missingRows(own, shared, columns) ??
    entryRows(own, shared, columns)
  );
}

function obstacleRows(own: TokensState, shared: Shared, columns: number): Row[] | null {
  const obstacle = obstacleOf(own, shared);
  if (obstacle === null) return null;
  const { says, hint } = obstacle;
  return [blankRow, ...paragraph(says, columns, 'warn'), ...paragraph(hint, columns)];
}

/** The rows in place of the list: why it is missing or empty; null if it has entries. */
function missingRows(own: TokensState, shared: Shared, columns: number): Row[] | null {
  const { items, error, loading } = fetchedOf(own);
  if (items === null && error !== null) {
    const kind = kindWord(subjectOf(own, shared)?.view.kind ?? 'unknown');
    const withWhat = `bp-auth asked the API with the ${kind} of ${own.name}.`;
    const isRefused = error.kind === 'forbidden' || error.kind === 'auth';
    return [
      blankRow,
      ...errorRows(error, columns),
      ...(isRefused ? paragraph(withWhat, columns, 'muted', 2) : []),
      textRow('  r asks again', 'muted'),
    ];
  }
  if (items === null || (items.length === 0 && loading)) {
    return [blankRow, waitingRow(asking(own))];
  }
  if (items.length === 0) return [blankRow, ...paragraph(emptyText(own), columns)];
  if (countOf(own, shared) > 0) return null;
  return [blankRow, ...paragraph('Nothing matches. Esc clears the filter.', columns)];
}

function asking(own: TokensState): string {
  if (!isPicking(own)) return 'Asking for the tokens';
  return own.tab === 'bot' ? 'Asking for the bots' : 'Asking for the integrations';
}

function emptyText(own: TokensState): string {
  if (isPicking(own)) {
    const what = own.tab === 'bot' ? 'bot' : 'integration';
    return `The workspace has no ${what} yet, and so no ${what} keys.`;
  }
  if (own.tab === 'account') {
    return 'The API lists no tokens of this account, not even the one in use: that one may be revoked, or of another kind. c creates one.';
  }
  return `${shownTab(own).holder?.name} has no keys yet. c creates one; s tells what they are for.`;
}

function entryRows(own: TokensState, shared: Shared, columns: number): Row[] {
  const { list, headings } = tokensLayout(shared.size, extentOf(own, shared));
  const { scroll } = shownTab(own);
  const table = <Entry>(
    entries: readonly Entry[],
    places: readonly Column[],
    cells: (entry: Entry, tone: Tone | undefined) => Cell[],
    gap?: (entry: Entry) => Piece,
  ) => {
    const room = columns - tokenIndent;
    const starts = tableStarts(places, room);
    const row = (entry: Entry, tone: Tone | undefined) =>
      tableRow(places, starts, cells(entry, tone), room);
    const rows = choiceRows(entries, scroll, list, row, gap);
    return headings ? [headingsRow(places, starts, tokenIndent), ...rows] : rows;
  };
  if (isPicking(own)) {
    const holders = holdersShown(own);
    return table(holders, holderColumns(holders), (holder, tone) =>
      holderCells(holder, holderMarker(own, holder), tone),
    );
  }
  const isSpoken = shared.size.linear === true;
  const isMarked = ({ id }: TokenView) => shownTab(own).marks.has(id);
  return table(
    tokensShown(own, shared),
    tokenColumns(viewsOf(own, shared)),
    (token, tone) =>
      tokenCells(token, tokenMarker(own, token), tone, markedWord(isMarked(token), isSpoken)),
    token => markPiece(isMarked(token), isSpoken),
  );
}

// The rows of the list of tokens, or of what replaces it.
import type { TokenView } from '../../../tokens/inventory.ts';
import { choiceRows } from '../../components/choices.ts';
import { errorRows } from '../../components/error.ts';
import { waitingRow } from '../../components/waiting.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { kindWord } from '../../home/labels.ts';
import {
  blankRow,
  markedPieces,
  type Piece,
  paragraph,
  type Row,
  textRow,
} from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import type { Marker } from '../../text/fuzzy.ts';
import { dateOf } from '../../text/time.ts';
import { fixed, widthOf } from '../../text/width.ts';
import { tokensLayout } from './layout.ts';
import { countOf, holderMarker, holdersShown, tokenMarker, tokensShown } from './list.ts';
import type { KeyHolder } from './messages.ts';
import {
  fetchedOf,
  isPicking,
  obstacleOf,
  shownTab,
  subjectOf,
  type TokensState,
} from './state.ts';

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

/** The rows in place of a missing list; null if there is one. */
function missingRows(own: TokensState, shared: Shared, columns: number): Row[] | null {
  const { items, error, loading } = fetchedOf(own);
  if (items === null && error !== null) {
    const kind = kindWord(subjectOf(own, shared)?.view.kind ?? 'unknown');
    const withWhat = `Asked with the ${kind} of ${own.name}.`;
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
    return `The workspace has no ${what} yet, so there are no keys of one.`;
  }
  if (own.tab === 'account') {
    return 'The account has none: the token in use was revoked, or came from elsewhere. c creates one.';
  }
  return `${shownTab(own).holder?.name} has no keys yet. c creates one; s tells what they are for.`;
}

function entryRows(own: TokensState, shared: Shared, columns: number): Row[] {
  const { list, headings } = tokensLayout(shared.size);
  const { scroll } = shownTab(own);
  if (isPicking(own)) {
    const rows = choiceRows(holdersShown(own), scroll, list, (holder, tone) =>
      holderPieces(holder, tone, columns, holderMarker(own, holder)),
    );
    return headings ? [blankRow, ...rows] : rows;
  }
  const places = placesIn(columns);
  const rows = choiceRows(tokensShown(own, shared), scroll, list, (token, tone) =>
    tokenPieces(token, tone, places, tokenMarker(own, token)),
  );
  return headings ? [headingsFor(places), ...rows] : rows;
}

function holderPieces(
  { id, name }: KeyHolder,
  tone: Tone | undefined,
  columns: number,
  mark: Marker,
): Piece[] {
  // An id is never cut: if both do not fit, the name is shortened.
  const room = columns - 4 - id.length;
  if (room < 8) return [{ text: id, tone }];
  return [
    ...markedPieces(name, Math.min(36, room), mark, tone),
    { text: '  ' },
    ...markedPieces(id, widthOf(id), mark, 'muted'),
  ];
}

/** Widths of note, date and age; the date is dropped if there is no room. The rest is for the use. */
type Columns = { note: number; created: number; age: number };

const ageColumns = 16;

const useColumns = 16;

function placesIn(columns: number): Columns {
  const wide = columns >= 60;
  const created = wide ? 12 : 0;
  const age = wide ? ageColumns : 13;
  const use = wide ? useColumns : 8;
  return { note: Math.max(8, Math.min(40, columns - 2 - created - age - use)), created, age };
}

function headingsFor({ note, created, age }: Columns): Row {
  const text = `  ${fixed('note', note)}${created === 0 ? '' : fixed('created', created)}${fixed('age', age)}in use`;
  return [{ text, tone: 'muted' }];
}

function tokenPieces(
  token: TokenView,
  tone: Tone | undefined,
  { note, created, age }: Columns,
  mark: Marker,
): Piece[] {
  return [
    ...markedPieces(token.note || '(no note)', note - 1, mark, tone),
    { text: ' ' },
    ...(created === 0 ? [] : [{ text: fixed(dateOf(token.createdAt), created) }]),
    ...agePieces(token, age),
    ...inUsePieces(token),
  ];
}

/** The age in days, followed by its fault. */
function agePieces({ ageDays, tooOld, warning }: TokenView, columns: number): Piece[] {
  const days = ageDays === null ? '?' : `${ageDays} d`;
  const says = warning === null ? (tooOld ? 'old' : null) : warning.level === 0 ? 'over' : 'ends';
  if (says === null) return [{ text: fixed(days, columns) }];
  return [
    { text: `${days} ` },
    { icon: 'warn', tone: 'warn' },
    { text: fixed(` ${says}`, columns - days.length - 2), tone: 'warn' },
  ];
}

function inUsePieces({ inUse, profiles }: TokenView): Piece[] {
  if (inUse === null)
    return [
      { icon: 'unknown', tone: 'warn' },
      { text: ' maybe', tone: 'warn' },
    ];
  if (!inUse)
    return [
      { icon: 'skipped', tone: 'muted' },
      { text: ' no', tone: 'muted' },
    ];
  const names = profiles.length === 0 ? '' : `: ${profiles.join(', ')}`;
  return [
    { icon: 'ok', tone: 'ok' },
    { text: ` yes${names}`, tone: 'ok' },
  ];
}

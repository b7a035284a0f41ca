// The tables of tokens, and of bots and integrations: columns as wide as their content.
import type { TokenView } from '../../../tokens/inventory.ts';
import { type Cell, type Column, cellGap, cellWidth, tableWidth } from '../../components/table.ts';
import { keepLast } from '../../contract/keepLast.ts';
import { markedPieces, type Piece, rowWidth } from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import type { Marker } from '../../text/fuzzy.ts';
import { dateOf } from '../../text/time.ts';
import type { KeyHolder } from './messages.ts';

/** Room for the pointer before the first column. */
export const tokenIndent = 2;

/** The most columns for a note or a name; a longer one pushes the rest of its row aside. */
const most = 40;

const widestOf = (widths: readonly number[]) =>
  widths.reduce((widest, width) => Math.max(widest, width), 0);

const noteOf = ({ note }: TokenView) => note || '(no note)';

const keepColumns = keepLast<Column[]>();
const keepWidth = keepLast<number>();
const keepHolderColumns = keepLast<Column[]>();

export const tokenColumns = (tokens: readonly TokenView[]): Column[] =>
  keepColumns([tokens], () => measuredColumns(tokens));

function measuredColumns(tokens: readonly TokenView[]): Column[] {
  const widest = (pieces: (token: TokenView) => Piece[]) =>
    widestOf(tokens.map(token => rowWidth(pieces(token))));
  const notes = widestOf(tokens.map(token => cellWidth(noteOf(token))));
  const age = widest(agePieces);
  const use = widest(inUsePieces);
  return [
    { heading: 'note', widest: notes, most, least: 8 },
    { heading: 'created', widest: 10, most: 10, least: 10, optional: true },
    { heading: 'age', widest: age, most: age, least: age },
    { heading: 'in use', widest: use, most: 16, least: 7 },
  ];
}

/** The width in which no row is cut. */
export const tokensWidth = (tokens: readonly TokenView[]): number =>
  keepWidth([tokens], () => measuredWidth(tokens));

function measuredWidth(tokens: readonly TokenView[]): number {
  const widths = tokens.map(token =>
    tokenCells(token, text => [{ text, marked: false }], undefined).reduce(
      (sum, { width }) => sum + width + cellGap,
      0,
    ),
  );
  return tokenIndent + Math.max(tableWidth(tokenColumns(tokens)), widestOf(widths));
}

/** @param marked what to show after the note: for screen readers, the word “marked” */
export function tokenCells(
  token: TokenView,
  mark: Marker,
  tone: Tone | undefined,
  marked: readonly Piece[] = [],
): Cell[] {
  const note = noteOf(token);
  const more = rowWidth(marked);
  const whole = (pieces: Piece[]): Cell => ({ width: rowWidth(pieces), pieces: () => pieces });
  return [
    {
      width: cellWidth(note) + more,
      pieces: columns => [...markedPieces(note, columns - more, mark, tone), ...marked],
    },
    whole([{ text: dateOf(token.createdAt) }]),
    whole(agePieces(token)),
    whole(inUsePieces(token)),
  ];
}

/** The age in days, and a warning if the token is old, has ended or soon ends. */
function agePieces({ ageDays, tooOld, warning }: TokenView): Piece[] {
  const days = ageDays === null ? '?' : `${ageDays} d`;
  const says = warning === null ? (tooOld ? 'old' : null) : warning.level === 0 ? 'over' : 'ends';
  if (says === null) return [{ text: days }];
  return [{ text: `${days} ` }, { icon: 'warn', tone: 'warn' }, { text: ` ${says}`, tone: 'warn' }];
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

export const holderColumns = (holders: readonly KeyHolder[]): Column[] =>
  keepHolderColumns([holders], () => measuredHolderColumns(holders));

function measuredHolderColumns(holders: readonly KeyHolder[]): Column[] {
  const id = widestOf(holders.map(holder => cellWidth(holder.id)));
  const name = widestOf(holders.map(holder => cellWidth(holder.name)));
  return [
    { heading: 'name', widest: name, most, least: 4 },
    // An id is never cut: if there is no room for both, the name is shortened.
    { heading: 'id', widest: id, most: id, least: id },
  ];
}

export function holderCells({ id, name }: KeyHolder, mark: Marker, tone: Tone | undefined): Cell[] {
  return [
    { width: cellWidth(name), pieces: columns => markedPieces(name, columns, mark, tone) },
    { width: cellWidth(id), pieces: columns => markedPieces(id, columns, mark, 'muted') },
  ];
}

// The rows of the list of tokens: tabs, one row for each token, and the details of one.

import { maxAgeOf } from '../../../tokens/age.ts';
import type { TokenView } from '../../../tokens/inventory.ts';
import { choiceRows } from '../../components/choices.ts';
import { errorRows } from '../../components/error.ts';
import { fieldRow } from '../../components/field.ts';
import { filterPieces } from '../../components/filter.ts';
import { tabsRow } from '../../components/tabs.ts';
import { linePieces } from '../../components/textField.ts';
import { waitingRow } from '../../components/waiting.ts';
import { type Shared, subjectHere } from '../../contract/knowledge.ts';
import { kindWord } from '../../home/labels.ts';
import {
  blankRow,
  markedPieces,
  type Piece,
  paragraph,
  type Row,
  rowWidth,
  textRow,
} from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import type { Marker } from '../../text/fuzzy.ts';
import { ago, dateOf } from '../../text/time.ts';
import { fixed, widthOf } from '../../text/width.ts';
import { tokensLayout } from './layout.ts';
import type { KeyHolder, Tab } from './messages.ts';
import {
  countOf,
  fetchedOf,
  holderMarker,
  holdersShown,
  isPicking,
  obstacleOf,
  selectedToken,
  shownTab,
  subjectOf,
  type TokensState,
  tokenMarker,
  tokensShown,
  viewsOf,
} from './state.ts';

const tabNames: ReadonlyArray<readonly [tab: Tab, name: string, short: string]> = [
  ['account', 'Personal access tokens', 'PATs'],
  ['bot', 'Bot keys', 'Bot keys'],
  ['integration', 'Integration keys', 'Integration keys'],
];

const columnsForNames = 64;

export function tokensTabsRow(own: TokensState, columns: number): Row {
  const names = tabNames.map(([, name, short]) => (columns >= columnsForNames ? name : short));
  return tabsRow(
    names,
    tabNames.findIndex(([tab]) => tab === own.tab),
  );
}

/** Whose tokens, how many, and what is going on. */
export function whoseRow(own: TokensState, shared: Shared, columns: number): Row {
  const { filter } = shownTab(own);
  const all = (fetchedOf(own).items ?? []).length;
  if (filter?.typing)
    return [{ text: '/', tone: 'accent' }, ...linePieces(filter.line, columns - 2)];
  if (filter !== null) {
    return filterPieces(filter, countOf(own, shared), all);
  }
  const doing = own.busy ?? (fetchedOf(own).loading && all > 0 ? 'Listing them again' : null);
  if (doing !== null) return waitingRow(doing, 'accent');
  const counted = all === 0 ? '' : ` · ${all}`;
  return [{ text: `${whose(own, shared)}${counted}`, tone: 'muted' }, ...oldPieces(own, shared)];
}

function whose(own: TokensState, shared: Shared): string {
  const view = subjectOf(own, shared)?.view;
  if (own.tab === 'account') {
    // The header tells of the current profile, which may be another one.
    const isCurrent = subjectHere(shared.home)?.name === own.name;
    const account = view?.account ?? `the account of ${own.name}`;
    return isCurrent || view?.account == null ? `of ${account}` : `of ${account} (by ${own.name})`;
  }
  const { holder } = shownTab(own);
  if (holder !== null) return `of ${holder.name}`;
  const where = view?.workspaceName ?? view?.workspaceId ?? own.name;
  return `choose ${own.tab === 'bot' ? 'a bot' : 'an integration'} of ${where}`;
}

function oldPieces(own: TokensState, shared: Shared): Piece[] {
  const old = viewsOf(own, shared).filter(({ tooOld }) => tooOld).length;
  if (old === 0) return [];
  return [
    { text: ' · ', tone: 'muted' },
    { icon: 'warn', tone: 'warn' },
    { text: ` ${old} older than ${limitOf(shared)} days`, tone: 'warn' },
  ];
}

const limitOf = ({ home }: Shared): number =>
  maxAgeOf(home.state === 'ready' ? home.stored.config : { version: 1, profiles: {} });

/** The rows of the list that are seen, its headings included. */
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

/** What stands in place of a list that is not there; null if it is. */
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
  if (items.length === 0) return [blankRow, ...paragraph(emptyWords(own), columns)];
  if (countOf(own, shared) > 0) return null;
  return [blankRow, ...paragraph('Nothing matches. Esc clears the filter.', columns)];
}

function asking(own: TokensState): string {
  if (!isPicking(own)) return 'Asking for the tokens';
  return own.tab === 'bot' ? 'Asking for the bots' : 'Asking for the integrations';
}

function emptyWords(own: TokensState): string {
  if (isPicking(own)) {
    const what = own.tab === 'bot' ? 'bot' : 'integration';
    return `The workspace has no ${what} yet, so there are no keys of one.`;
  }
  if (own.tab === 'account') {
    return 'The account has none: the token in use was revoked, or came from elsewhere. c makes one.';
  }
  return `${shownTab(own).holder?.name} has no keys yet. c makes one; s tells what they are for.`;
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
  // An id is never cut: where both have no room, the name gives way.
  const room = columns - 4 - id.length;
  if (room < 8) return [{ text: id, tone }];
  return [
    ...markedPieces(name, Math.min(36, room), mark, tone),
    { text: '  ' },
    ...markedPieces(id, widthOf(id), mark, 'muted'),
  ];
}

/** Columns of note, date and age; no date where there is no room. What is left is for the use. */
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

/** The age in days, and beside it what is the matter with it. */
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

/** All that is known about the selected token, the most important first. */
export function tokenDetailRows(own: TokensState, shared: Shared, columns: number): Row[] {
  const token = selectedToken(own, shared);
  if (token === null) return [];
  const { id, note, createdAt, ageDays, tooOld, expiresAt, warning } = token;
  const made = ageDays === null ? null : ago(Date.parse(createdAt), shared.now);
  return [
    [{ text: note || '(no note)', tone: 'strong' }],
    idRow(id, columns),
    fieldRow('created', dateOf(createdAt), made),
    ...(tooOld ? [markedRow(`older than your limit of ${limitOf(shared)} days`)] : []),
    warning === null
      ? fieldRow('expires', expiresAt === null ? 'no date noted' : dateOf(expiresAt))
      : markedRow(warning.says),
    ...inUseRows(own, token, columns),
  ];
}

/** An id is never cut: where it has no room beside its label, it does without. */
function idRow(id: string, columns: number): Row {
  const row = fieldRow('id', id);
  return rowWidth(row) <= columns ? row : textRow(`  ${id}`);
}

function markedRow(says: string): Row {
  return [{ text: '  ' }, { icon: 'warn', tone: 'warn' }, { text: ` ${says}`, tone: 'warn' }];
}

function inUseRows(own: TokensState, { inUse, profiles }: TokenView, columns: number): Row[] {
  const isPat = own.tab === 'account';
  if (inUse === null) {
    const known = isPat ? ' Rotating (R) makes it known.' : '';
    const why = `The API does not tell which of these a profile uses.${known}`;
    return [fieldRow('in use', 'maybe'), ...paragraph(why, columns, 'muted', 2)];
  }
  if (!inUse) return [fieldRow('in use', 'by no profile here'), textRow('  d deletes it', 'muted')];
  const names = profiles.length === 0 ? 'by these credentials' : `by ${profiles.join(', ')}`;
  const next = isPat
    ? 'R replaces it'
    : 'To replace it: c makes one into that profile, then d deletes this one';
  return [fieldRow('in use', names), ...paragraph(next, columns, 'muted', 2)];
}

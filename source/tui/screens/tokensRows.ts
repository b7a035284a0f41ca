// Owns what stands on the tokens screen.
import type { ListedKey } from '../../botpress/answers.ts';
import { windowOf } from '../list.ts';
import { blankRow, errorRows, paragraph, type Row } from '../rows.ts';
import { type Shared, subjectNamed } from '../shared.ts';
import { fixed, widthOf } from '../width.ts';
import { ago, dateOf } from '../words.ts';
import { listHeight, type State, usersOf } from './tokens.ts';

export function tokensRows(own: State, shared: Shared, columns: number): Row[] {
  const subject = subjectNamed(shared.home, own.name);
  if (subject === null) return paragraph(`The profile ${own.name} is gone.`, columns, 'warn');
  const owner = subject.view.account ?? `the account of ${own.name}`;
  const title: Row = [
    { text: 'Personal access tokens', tone: 'strong' },
    { text: `  of ${owner}`, tone: 'muted' },
  ];
  return [title, ...contentRows(own, shared, columns)];
}

function contentRows({ tokens, scroll }: State, shared: Shared, columns: number): Row[] {
  if (tokens === null) {
    const says = 'This profile holds a key, not an account: it cannot list tokens.';
    return [blankRow, ...paragraph(says, columns)];
  }
  if (tokens.state === 'loading') {
    return [blankRow, [{ icon: 'spinner', tone: 'muted' }, { text: ' Asking for the tokens' }]];
  }
  if (tokens.state === 'failed') return [blankRow, ...errorRows(tokens.error, columns)];
  if (tokens.value.length === 0) {
    const says = 'The account has none: the token in use was revoked, or came from elsewhere.';
    return [blankRow, ...paragraph(says, columns)];
  }
  const [start, end] = windowOf(scroll, tokens.value.length, listHeight(shared));
  const places = columnsFor(tokens.value, columns);
  const rows = tokens.value
    .slice(start, end)
    .map((token, index) => tokenRow(token, start + index === scroll.index, shared, places));
  return [headingsFor(places), ...rows];
}

const ageColumns = 13;
const dateColumns = 12;
const fewestNoteColumns = 14;

/** Columns of note and id. An id is never cut: where it has no room beside the note, it is left out. */
type Columns = { note: number; id: number };

function columnsFor(tokens: readonly ListedKey[], columns: number): Columns {
  const room = columns - 2 - dateColumns - ageColumns;
  const id = Math.max(...tokens.map(token => widthOf(token.id))) + 2;
  const fits = room - id >= fewestNoteColumns;
  return { note: Math.min(40, fits ? room - id : room), id: fits ? id : 0 };
}

function headingsFor({ note, id }: Columns): Row {
  const dates = fixed('created', dateColumns) + fixed('age', ageColumns);
  return [{ text: `  ${fixed('note', note)}${dates}${id === 0 ? '' : 'id'}`, tone: 'muted' }];
}

function tokenRow(token: ListedKey, selected: boolean, shared: Shared, { note, id }: Columns): Row {
  const tone = selected ? 'selected' : undefined;
  const users = usersOf(token.id, shared);
  const age = ago(Date.parse(token.createdAt), shared.now);
  return [
    selected ? { icon: 'pointer', tone } : { text: ' ' },
    { text: ` ${fixed(token.note || '(no note)', note - 1)} `, tone },
    { text: fixed(dateOf(token.createdAt), dateColumns) },
    { text: fixed(age, ageColumns) },
    ...(id === 0 ? [] : ([{ text: fixed(token.id, id), tone: 'muted' }] as const)),
    ...(users.length === 0 ? [] : ([{ text: `in use: ${users.join(', ')}`, tone: 'ok' }] as const)),
  ];
}

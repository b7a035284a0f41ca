// Owns what stands on the login form, step by step.
import type { Workspace } from '../../botpress/answers.ts';
import { defaultApiUrl, parseApiUrl } from '../../botpress/apiUrl.ts';
import { toAppError } from '../../errors.ts';
import { layoutOf } from '../layout.ts';
import { textOf } from '../lineEditor.ts';
import { windowOf } from '../list.ts';
import {
  blankRow,
  chosenPieces,
  downToPointer,
  errorRows,
  linePieces,
  markedPieces,
  type Piece,
  paragraph,
  type Row,
  textRow,
} from '../rows.ts';
import type { Shared } from '../shared.ts';
import { fixed, widthOf } from '../width.ts';
import { hostOf } from '../words.ts';
import { pickerRows } from './loginLayout.ts';
import { nameRows, savedRows } from './loginPlanRows.ts';
import {
  dashboardProblem,
  listedWorkspaces,
  markerOf,
  type State,
  type StepName,
  stepsOf,
  typesUrl,
  urlOf,
  type Way,
  waysOf,
} from './loginState.ts';
import { keyRows, remarkRow, tokenRows } from './loginTokenRows.ts';

/**
 * Everything between header and footer. In a low terminal what went wrong stands before the rest, and what
 * explains a field goes before the field does.
 */
export function loginRows(own: State, shared: Shared, columns: number): Row[] {
  const content = stepRows[own.step](own, shared, columns);
  const notes = [
    ...(own.busy === null ? [] : [busyRow(own.busy)]),
    ...(own.problem === null ? [] : errorRows(own.problem, columns)),
  ];
  const { roomy, body } = layoutOf(shared.size);
  const steps = stepsRow(own, columns);
  if (roomy) return [steps, blankRow, ...content, blankRow, ...notes];
  const dense = content.filter(row => row !== blankRow);
  // The address of the login page counts more than the field for a token.
  if (own.browser !== null) return [...notes, ...dense];
  const room = body - notes.length;
  const title = room > 1 ? [steps] : [];
  return [...title, ...notes, ...downToPointer(dense, room - title.length)];
}

function stepsRow(own: State, columns: number): Row {
  const steps = stepsOf(own);
  const here = steps.indexOf(own.step);
  if (columns < columnsForSteps) {
    return [
      { text: `Login  ${here + 1} of ${steps.length}  `, tone: 'strong' },
      { text: own.step, tone: 'accent' },
    ];
  }
  const trail = steps.flatMap((step, index): Piece[] => [
    ...(index === 0
      ? []
      : ([{ text: ' ' }, { icon: 'arrow', tone: 'muted' }, { text: ' ' }] as const)),
    ...(index === here
      ? chosenPieces(step)
      : [{ text: step, tone: index < here ? undefined : ('muted' as const) }]),
  ]);
  return [{ text: 'Login  ', tone: 'strong' }, ...trail];
}

function busyRow(what: string): Row {
  return [{ icon: 'spinner', tone: 'muted' }, { text: ` ${what}` }];
}

type RowsOf = (own: State, shared: Shared, columns: number) => Row[];

function pointed(selected: boolean, pieces: readonly Piece[]): Row {
  const pointer: Piece = selected ? { icon: 'pointer', tone: 'selected' } : { text: ' ' };
  return [pointer, { text: ' ' }, ...pieces];
}

const whereRows: RowsOf = (own, shared, columns) => {
  const choices = own.urls.map((url, index): Row => {
    const chosen = index === own.where.index;
    const what = url === defaultApiUrl ? 'Botpress Cloud  ' : '';
    return pointed(chosen, [
      { text: what, tone: chosen ? 'selected' : undefined },
      { text: url, tone: chosen ? 'selected' : 'muted' },
    ]);
  });
  const other: Row = typesUrl(own)
    ? pointed(true, [{ text: 'Another URL: ' }, ...linePieces(own.url, columns - 16)])
    : pointed(false, [{ text: 'Another URL' }]);
  const all = [...choices, other];
  const [start, end] = windowOf(own.where, all.length, pickerRows(shared.size));
  const remark = typesUrl(own) ? urlRemark(own, columns) : [];
  return [textRow('Which Botpress API?'), blankRow, ...all.slice(start, end), ...remark];
};

/** What becomes of the URL in the field, or what is wrong with it so far. */
function urlRemark(own: State, columns: number): Row[] {
  if (textOf(own.url) === '') return [];
  try {
    const { apiUrl } = parseApiUrl(textOf(own.url));
    return [
      remarkRow({ good: true, text: apiUrl }),
      ...paragraph(dashboardProblem(own) ?? '', columns, 'muted', 4),
    ];
  } catch (error) {
    // Enter has put the same into `problem`.
    return own.problem === null ? paragraph(toAppError(error).message, columns, 'muted', 2) : [];
  }
}

const howRows: RowsOf = (own, shared, columns) => {
  const unknown = dashboardProblem(own);
  const ways = waysOf(shared).map((way, index): Row => {
    const chosen = index === own.how.index;
    const [label, what] = wayWords(way, unknown !== null);
    return pointed(chosen, [
      {
        text: columns < columnsForWhat ? label : fixed(label, 34),
        tone: chosen ? 'selected' : undefined,
      },
      { text: columns < columnsForWhat ? '' : what, tone: 'muted' },
    ]);
  });
  const [start, end] = windowOf(own.how, ways.length, pickerRows(shared.size));
  return [
    ...paragraph(`How do you log in to ${hostOf(urlOf(own))}?`, columns),
    blankRow,
    ...ways.slice(start, end),
  ];
};

/** What the whole trail of steps takes. */
const columnsForSteps = 60;

/** Below this there is room for the ways themselves only. */
const columnsForWhat = 64;

function wayWords(way: Way, noPage: boolean): [label: string, what: string] {
  switch (way.type) {
    case 'browser':
      return ['Open the browser', noPage ? 'its login page is not known' : 'and approve it there'];
    case 'paste':
      return ['Paste a token', 'or a bot or integration key'];
    case 'variable':
      return [`Use the token in $${way.name}`, 'as it is set now'];
  }
}

const workspaceRows: RowsOf = (own, shared, columns) => {
  const found = listedWorkspaces(own);
  const [start, end] = windowOf(own.picked, found.length, pickerRows(shared.size) - 1);
  const rows = found
    .slice(start, end)
    .map((workspace, index) =>
      workspaceRow(own, workspace, start + index === own.picked.index, columns),
    );
  const email = own.verified?.account.email ?? '';
  return [
    [{ text: 'Which workspace of ' }, { text: email, tone: 'strong' }, { text: '?' }],
    [{ text: '/', tone: 'accent' }, ...filterPieces(own, columns), ...countPieces(own)],
    ...(rows.length > 0 ? rows : [blankRow, ...nothingRows(own, columns)]),
  ];
};

function filterPieces({ filter }: State, columns: number): Piece[] {
  const pieces = linePieces(filter, columns - 30);
  return textOf(filter) === '' ? [...pieces, { text: 'type to filter', tone: 'muted' }] : pieces;
}

function countPieces(own: State): Piece[] {
  const all = own.workspaces.length;
  const found = listedWorkspaces(own).length;
  const count = found === all ? `${all}` : `${found} of ${all}`;
  if (own.listed) return [{ text: `  ${count}`, tone: 'muted' }];
  return [
    { text: '  ' },
    { icon: 'spinner', tone: 'muted' },
    { text: ` ${count} so far`, tone: 'muted' },
  ];
}

function nothingRows(own: State, columns: number): Row[] {
  if (own.workspaces.length > 0) return paragraph('No workspace matches what you typed.', columns);
  if (!own.listed) return [];
  return [
    ...paragraph('This account has no workspace yet.', columns, 'warn'),
    ...paragraph(
      'Create one in the dashboard (https://app.botpress.cloud), or have somebody invite you; Esc goes back.',
      columns,
    ),
  ];
}

function workspaceRow(own: State, workspace: Workspace, selected: boolean, columns: number): Row {
  const tone = selected ? 'selected' : undefined;
  const { id, name, blocked } = workspace;
  const note = blocked ? ' · blocked' : '';
  // Ids are never cut: the name gives way.
  const nameColumns = Math.min(32, Math.max(8, columns - id.length - note.length - 6));
  const mark = markerOf(own, workspace);
  return pointed(selected, [
    ...markedPieces(name, nameColumns, mark, tone),
    { text: '  ' },
    ...markedPieces(id, widthOf(id), mark, 'muted'),
    { text: note, tone: 'warn' },
  ]);
}

const stepRows: Readonly<Record<StepName, RowsOf>> = {
  where: whereRows,
  how: howRows,
  token: tokenRows,
  workspace: workspaceRows,
  key: keyRows,
  name: nameRows,
  saved: savedRows,
};

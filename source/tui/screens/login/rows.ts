// The rows of the login form, step by step.
import type { Workspace } from '../../../botpress/answers.ts';
import { defaultApiUrl, parseApiUrl } from '../../../botpress/apiUrl.ts';
import { toAppError } from '../../../errors.ts';
import { choiceRows, chosenPieces, downToPointer } from '../../components/choices.ts';
import { errorRows } from '../../components/error.ts';
import { textOf } from '../../components/lineEditor.ts';
import { linePieces } from '../../components/textField.ts';
import { waitingRow } from '../../components/waiting.ts';
import { pickingRows } from '../../components/workspacePickerRows.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { hostOf } from '../../home/labels.ts';
import { layoutOf } from '../../look/layout.ts';
import { blankRow, type Piece, paragraph, type Row, textRow } from '../../look/rows.ts';
import { fixed } from '../../text/width.ts';
import { pickerRows } from './layout.ts';
import { nameRows, savedRows } from './planRows.ts';
import {
  dashboardProblem,
  isUrlTyped,
  type LoginState,
  loginSteps,
  type StepName,
  urlOf,
  type Way,
  waysOf,
} from './state.ts';
import { keyRows, remarkRow, tokenRows } from './tokenRows.ts';

/**
 * Everything between header and footer. In a low terminal an error comes first, and a field's
 * explanation is dropped before the field.
 */
export function loginRows(own: LoginState, shared: Shared, columns: number): Row[] {
  const content = stepRows[own.step](own, shared, columns);
  const notes = [
    // While saving, the wait is shown above the footer.
    ...(own.busy === null || own.step === 'name' ? [] : [waitingRow(own.busy)]),
    ...(own.problem === null ? [] : errorRows(own.problem, columns)),
  ];
  const { roomy, body } = layoutOf(shared.size);
  if (roomy) return [...stepsRows(own, shared, columns), ...content, blankRow, ...notes];
  const dense = content.filter(row => row !== blankRow);
  // The address of the login page matters more than the field for a token.
  if (own.browser !== null) return [...notes, ...dense];
  return [...notes, ...downToPointer(dense, body - notes.length)];
}

/** All steps in a row; the title names the current one, too. */
function stepsRows(own: LoginState, { size }: Shared, columns: number): Row[] {
  const steps = loginSteps(own);
  const here = steps.indexOf(own.step);
  if (size.linear) return [textRow(`Login, step ${here + 1} of ${steps.length}: ${own.step}`)];
  if (columns < columnsForSteps) return [];
  const trail = steps.flatMap((step, index): Piece[] => [
    ...(index === 0
      ? []
      : ([{ text: ' ' }, { icon: 'arrow', tone: 'muted' }, { text: ' ' }] as const)),
    ...(index === here
      ? chosenPieces(step)
      : [{ text: step, tone: index < here ? undefined : ('muted' as const) }]),
  ]);
  return [trail, blankRow];
}

type RowsOf = (own: LoginState, shared: Shared, columns: number) => Row[];

const whereRows: RowsOf = (own, shared, columns) => {
  const other: Piece[] = isUrlTyped(own)
    ? [{ text: 'Another URL: ' }, ...linePieces(own.url, columns - 16)]
    : [{ text: 'Another URL' }];
  const height = pickerRows(shared.size);
  const choices = choiceRows([...own.urls, null], own.where, height, (url, tone) => {
    if (url === null) return other;
    const what = url === defaultApiUrl ? 'Botpress Cloud  ' : '';
    return [
      { text: what, tone },
      { text: url, tone: tone ?? 'muted' },
    ];
  });
  const remark = isUrlTyped(own) ? urlRemark(own, columns) : [];
  return [textRow('Which Botpress API?'), blankRow, ...choices, ...remark];
};

/** The normal form of the URL in the field, or its fault so far. */
function urlRemark(own: LoginState, columns: number): Row[] {
  if (textOf(own.url) === '') return [];
  try {
    const { apiUrl } = parseApiUrl(textOf(own.url));
    return [
      remarkRow({ good: true, text: apiUrl }),
      ...paragraph(dashboardProblem(own) ?? '', columns, 'muted', 4),
    ];
  } catch (error) {
    // Enter has already put the same error into `problem`.
    return own.problem === null ? paragraph(toAppError(error).message, columns, 'muted', 2) : [];
  }
}

const howRows: RowsOf = (own, shared, columns) => {
  const unknown = dashboardProblem(own);
  const isNarrow = columns < columnsForWhat;
  return [
    ...paragraph(`How do you log in to ${hostOf(urlOf(own))}?`, columns),
    blankRow,
    ...choiceRows(waysOf(shared), own.how, pickerRows(shared.size), (way, tone) => {
      const [label, what] = wayTexts(way, unknown !== null);
      return [
        { text: isNarrow ? label : fixed(label, 34), tone },
        { text: isNarrow ? '' : what, tone: 'muted' },
      ];
    }),
  ];
};

/** The width of the complete list of steps. */
const columnsForSteps = 60;

/** Below this width only the ways themselves fit. */
const columnsForWhat = 64;

function wayTexts(way: Way, noPage: boolean): [label: string, what: string] {
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
  const email = own.verified?.account.email ?? '';
  const remark = ({ blocked }: Workspace) => (blocked ? 'blocked' : '');
  return [
    [{ text: 'Which workspace of ' }, { text: email, tone: 'strong' }, { text: '?' }],
    ...pickingRows(own, { columns, height: pickerRows(shared.size), remark }),
  ];
};

const stepRows: Readonly<Record<StepName, RowsOf>> = {
  where: whereRows,
  how: howRows,
  token: tokenRows,
  workspace: workspaceRows,
  key: keyRows,
  name: nameRows,
  saved: savedRows,
};

// The rows of the login form, step by step.
import type { Workspace } from '../../../botpress/answers.ts';
import { defaultApiUrl, parseApiUrl } from '../../../botpress/apiUrl.ts';
import { toAppError } from '../../../errors.ts';
import { usersByWorkspace } from '../../../profiles/pointing.ts';
import { downToPointer } from '../../components/choices.ts';
import { textOf } from '../../components/lineEditor.ts';
import { fittingRows } from '../../components/more.ts';
import { pickRows } from '../../components/picker.ts';
import { linePieces } from '../../components/textField.ts';
import { pickingRows, type Remarks } from '../../components/workspacePickerRows.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import {
  blankRow,
  commandsShownIn,
  markedPieces,
  type Piece,
  paragraph,
  type Row,
} from '../../look/rows.ts';
import { widthOf } from '../../text/width.ts';
import { noteRows, questionRows, stepsRows } from './layout.ts';
import { urlList, wayList, workspaceList } from './lists.ts';
import { nameRows, savedRows } from './planRows.ts';
import { dashboardProblem, type LoginState, type StepName } from './state.ts';
import { keyRows, remarkRows, tokenRows } from './tokenRows.ts';
import { cloudName, isUrlTyped, otherUrlText } from './urls.ts';
import { type Way, wayLabel } from './ways.ts';

/**
 * Everything between header and footer. If not all rows fit, the steps and the blank rows are left
 * out first, then the rows above the field. The field always stays.
 */
export function loginRows(own: LoginState, shared: Shared, columns: number): Row[] {
  const content = stepRows[own.step](own, shared, columns);
  const notes = noteRows(own, columns);
  const { roomy, body } = layoutOf(shared.size);
  const whole = [...stepsRows(own, shared), ...content, blankRow, ...notes];
  if (roomy && whole.length - (notes.length === 0 ? 1 : 0) <= body) return whole;
  const dense = content.filter(row => row !== blankRow);
  if (roomy && dense.length + notes.length <= body) return [...dense, ...notes];
  // The address of the login page matters more than the field for a token.
  if (own.browser !== null && own.problem === null) return [...notes, ...dense];
  const seen = fittingRows(notes, Math.max(1, body - 1));
  return [...seen, ...downToPointer(dense, body - seen.length)];
}

export const loginCommands = (own: LoginState, shared: Shared): string[] =>
  commandsShownIn(loginRows(own, shared, layoutOf(shared.size).columns));

type RowsOf = (own: LoginState, shared: Shared, columns: number) => Row[];

const whereRows: RowsOf = (own, shared, columns) => {
  const isFiltering = own.where.filter?.typing === true;
  const field: Piece[] = [{ text: `${otherUrlText}: ` }, ...linePieces(own.url, columns - 16)];
  const choices = pickRows(own.where, urlList(own, shared), columns, ({ url }, tone, mark) => {
    if (url === null) return tone === undefined || isFiltering ? [{ text: otherUrlText }] : field;
    const what = url === defaultApiUrl ? `${cloudName}  ` : '';
    return [
      ...markedPieces(what, widthOf(what), mark, tone),
      ...markedPieces(url, widthOf(url), mark, tone ?? 'muted'),
    ];
  });
  const remark = isUrlTyped(own) ? urlRemark(own, columns) : [];
  return [...questionRows(own, columns), blankRow, ...choices, ...remark];
};

/** The complete URL that the field stands for, or what is wrong with the input so far. */
function urlRemark(own: LoginState, columns: number): Row[] {
  if (textOf(own.url) === '') return [];
  try {
    const { apiUrl } = parseApiUrl(textOf(own.url));
    return [
      ...remarkRows({ good: true, text: apiUrl }, columns),
      ...paragraph(dashboardProblem(own) ?? '', columns, 'muted', 4),
    ];
  } catch (error) {
    // After Enter, `problem` holds this error already.
    return own.problem === null ? paragraph(toAppError(error).message, columns, 'muted', 2) : [];
  }
}

/** In fewer columns, the ways are listed without their explanations. */
const columnsForWhat = 64;

const labelColumns = 34;

const howRows: RowsOf = (own, shared, columns) => {
  const unknown = dashboardProblem(own);
  const isNarrow = columns < columnsForWhat;
  const ways = pickRows(own.how, wayList(own, shared), columns, (way, tone, mark) => {
    const label = wayLabel(way);
    return isNarrow
      ? markedPieces(label, widthOf(label), mark, tone)
      : [
          ...markedPieces(label, Math.max(labelColumns, widthOf(label)), mark, tone),
          { text: wayRemark(way, unknown !== null), tone: 'muted' },
        ];
  });
  return [...questionRows(own, columns), blankRow, ...ways];
};

function wayRemark(way: Way, noPage: boolean): string {
  switch (way.type) {
    case 'browser':
      return noPage ? 'the login page is not known' : 'and approve the login there';
    case 'paste':
      return 'or a bot or integration key';
    case 'variable':
      return 'as it is set now';
  }
}

const workspaceRows: RowsOf = (own, shared, columns) => {
  const list = { picker: own.picker, pickable: workspaceList(own, shared) };
  return [
    ...questionRows(own, columns),
    ...pickingRows(list, own.listed, columns, remarksFor(own, shared)),
  ];
};

/** What the list says about a workspace: the profiles that use it. */
function remarksFor({ origin }: LoginState, { home }: Shared): (workspace: Workspace) => Remarks {
  if (home.state === 'failed') return () => ({ isHere: false, usedBy: [] });
  const users = usersByWorkspace(home.stored.config, origin);
  return ({ id }) => ({ isHere: false, usedBy: users.get(id) ?? [] });
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

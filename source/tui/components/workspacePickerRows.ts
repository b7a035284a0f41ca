// The rows of a workspace list: the filter, how many have arrived, and those that fit.
import type { Workspace } from '../../botpress/answers.ts';
import { blankRow, markedPieces, type Piece, paragraph, type Row } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';
import { widthOf } from '../text/width.ts';
import { choiceRows } from './choices.ts';
import { textOf } from './lineEditor.ts';
import { linePieces } from './textField.ts';
import { listedWorkspaces, type Picking, workspaceMarker } from './workspacePicker.ts';

type Options = {
  columns: number;
  /** Rows for everything together. */
  height: number;
  /** The text after a workspace; empty for none. */
  remark: (workspace: Workspace) => string;
};

export function pickingRows(own: Picking, { columns, height, remark }: Options): Row[] {
  const found = listedWorkspaces(own);
  const rows = choiceRows(found, own.picked, height - 1, (workspace, tone) =>
    workspacePieces(own, workspace, tone, remark(workspace), columns),
  );
  return [
    [{ text: '/', tone: 'accent' }, ...filterPieces(own, columns), ...countPieces(own)],
    ...(rows.length > 0 ? rows : [blankRow, ...nothingRows(own, columns)]),
  ];
}

function filterPieces({ filter }: Picking, columns: number): Piece[] {
  const pieces = linePieces(filter, columns - 30);
  return textOf(filter) === '' ? [...pieces, { text: 'type to filter', tone: 'muted' }] : pieces;
}

function countPieces(own: Picking): Piece[] {
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

function nothingRows(own: Picking, columns: number): Row[] {
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

function workspacePieces(
  own: Picking,
  workspace: Workspace,
  tone: Tone | undefined,
  remark: string,
  columns: number,
): Piece[] {
  const { id, name } = workspace;
  const note = remark === '' ? '' : ` · ${remark}`;
  // Ids are never cut: the name is shortened instead.
  const nameColumns = Math.min(32, Math.max(8, columns - id.length - note.length - 6));
  const mark = workspaceMarker(own, workspace);
  return [
    ...markedPieces(name, nameColumns, mark, tone),
    { text: '  ' },
    ...markedPieces(id, widthOf(id), mark, 'muted'),
    { text: note, tone: 'warn' },
  ];
}

// The rows for choosing another workspace.
import type { Workspace } from '../../../botpress/answers.ts';
import { usersByWorkspace } from '../../../profiles/pointing.ts';
import { downToPointer } from '../../components/choices.ts';
import { errorRows } from '../../components/error.ts';
import { pickRows } from '../../components/picker.ts';
import { pickingRows, type Remarks } from '../../components/workspacePickerRows.ts';
import { type Shared, subjectNamed } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { blankRow, markedPieces, paragraph, type Row } from '../../look/rows.ts';
import { widthOf } from '../../text/width.ts';
import type { Switching, Taken } from './state.ts';
import { switchList, takenList } from './switch.ts';

export function switchRows(
  name: string,
  switching: Switching,
  shared: Shared,
  columns: number,
): Row[] {
  const { taken, problem } = switching;
  const notes = problem === null ? [] : errorRows(problem, columns);
  if (taken !== null) {
    const { body, roomy } = layoutOf(shared.size);
    const rows = [...notes, ...takenRows(name, taken, columns)];
    // A low terminal has no room for the blank rows. The first rows are left out if the selected
    // answer would not be visible otherwise.
    return [...downToPointer(roomy ? rows : rows.filter(row => row !== blankRow), body)];
  }
  const list = { picker: switching.picker, pickable: switchList(switching, shared) };
  return [...notes, ...pickingRows(list, switching.listed, columns, remarksFor(name, shared))];
}

/** What the list says about a workspace: whether this profile or others use it. */
function remarksFor(name: string, { home }: Shared): (workspace: Workspace) => Remarks {
  const subject = subjectNamed(home, name);
  if (subject === null || home.state === 'failed') return () => ({ isHere: false, usedBy: [] });
  const users = usersByWorkspace(home.stored.config, subject.profile.tokenOrigin);
  return ({ id }) => ({
    isHere: id === subject.profile.workspaceId,
    usedBy: (users.get(id) ?? []).filter(user => user !== name),
  });
}

function takenRows(name: string, taken: Taken, columns: number): Row[] {
  const { workspace, plan, choice } = taken;
  const where = `${workspace.name} (${workspace.id})`;
  const isThere = plan.type === 'switched';
  const says = isThere
    ? `${plan.name} uses ${where} already.`
    : `No profile of this account uses ${where} yet. A new profile would leave ${name} as it is.`;
  return [
    ...paragraph(says, columns, isThere ? 'warn' : undefined),
    blankRow,
    ...pickRows(choice, takenList(name, taken), columns, ({ says }, tone, mark) =>
      markedPieces(says, widthOf(says), mark, tone),
    ),
  ];
}

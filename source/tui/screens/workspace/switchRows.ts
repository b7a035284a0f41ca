// The rows for choosing another workspace.
import type { Workspace } from '../../../botpress/answers.ts';
import { profilesAt } from '../../../profiles/pointing.ts';
import { choiceRows, downToPointer } from '../../components/choices.ts';
import { errorRows } from '../../components/error.ts';
import { pickingRows } from '../../components/workspacePickerRows.ts';
import { type Shared, subjectNamed } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { blankRow, paragraph, type Row } from '../../look/rows.ts';
import type { Switching, Taken } from './state.ts';
import { pickHeight } from './switch.ts';

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
    // In a low terminal the answers matter more than blank rows and the question's background.
    return [...downToPointer(roomy ? rows : rows.filter(row => row !== blankRow), body)];
  }
  const height = Math.max(2, pickHeight(shared) - notes.length);
  const remark = remarkFor(name, shared);
  return [...notes, ...pickingRows(switching, { columns, height, remark })];
}

/** A remark about a workspace before it is chosen. */
function remarkFor(name: string, { home }: Shared): (workspace: Workspace) => string {
  const subject = subjectNamed(home, name);
  if (subject === null || home.state === 'failed') return () => '';
  const { config } = home.stored;
  return ({ id, blocked }) => {
    const here = id === subject.profile.workspaceId ? ['here now'] : [];
    const others = profilesAt(config, name, subject.profile, id);
    return [...here, ...others, ...(blocked ? ['blocked'] : [])].join(' · ');
  };
}

function takenRows(name: string, { workspace, plan, choice }: Taken, columns: number): Row[] {
  const where = `${workspace.name} (${workspace.id})`;
  const isThere = plan.type === 'switched';
  const choices = isThere
    ? [`Use ${plan.name} instead`, `Switch ${name} to it, too`]
    : [`Create the profile ${plan.name} for it, and use that`, `Switch ${name} to it instead`];
  const says = isThere
    ? `${plan.name} uses ${where} already.`
    : `No profile of this account uses ${where} yet. ${name} can stay as it is.`;
  return [
    ...paragraph(says, columns, isThere ? 'warn' : undefined),
    blankRow,
    ...choiceRows(choices, choice, choices.length, (text, tone) => [{ text, tone }]),
  ];
}

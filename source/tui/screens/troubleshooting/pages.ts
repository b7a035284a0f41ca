// The pages that replace a diagnosis: a pasted text, its explanation, the report, the reference.
import type { LinePlace } from '../../../commandLine.ts';
import type { Explanation } from '../../../diagnosis/explain.ts';
import { explanationLines } from '../../../diagnosis/explanationText.ts';
import {
  type RefusedCause,
  refusalGroups,
  type TaskNeeds,
  tasksWithNeeds,
} from '../../../diagnosis/refusals.ts';
import type { ShellPlace } from '../../../shell.ts';
import { scopesRows } from '../../components/scopesRows.ts';
import { placeIn, type Shared } from '../../contract/knowledge.ts';
import {
  blankRow,
  commandRows,
  headingRow,
  paragraph,
  type Row,
  textRow,
} from '../../look/rows.ts';
import { cut, widthOf } from '../../text/width.ts';
import { checklistRows } from './checklist.ts';
import { maxText, type PasteBox } from './paste.ts';
import { keyedFixesIn, type ReadPanel } from './state.ts';

export function pageRows(page: ReadPanel, columns: number, shared: Shared): Row[] {
  switch (page.type) {
    case 'explained':
      return explainedRows(page.explanation, columns);
    case 'report':
      return reportRows(page.text, columns);
    case 'reference':
      return referenceRows(columns, placeIn(shared));
    case 'checklist':
      return checklistRows(page, keyedFixesIn(page.practices), columns, shared.now);
  }
}

/** From this height on, the introduction stays above the pasted text. */
const roomyBox = 10;

/** The box: the end of the pasted text, with its tokens masked. */
export function pasteRows({ text, explanation }: PasteBox, columns: number, height: number): Row[] {
  const head = paragraph('Paste an error, curl output or a log. It is not run.', columns);
  const notes = [
    ...(explanation.tokens.length === 0
      ? []
      : paragraph('A token in the text is shown masked.', columns, 'warn')),
    ...(text.length < maxText
      ? []
      : paragraph(`Text cut off at ${maxText} characters.`, columns, 'warn')),
  ];
  const above =
    height >= roomyBox ? [...head, ...notes, blankRow] : text === '' ? head : [...notes];
  const shown = explanation.text
    .trimEnd()
    .split('\n')
    .slice(-Math.max(1, height - above.length));
  return [
    ...above,
    ...shown.map((line, index): Row => {
      if (index < shown.length - 1) return textRow(line, 'muted');
      // The cursor stands at the end of the text, so a long last line loses its beginning.
      const end = widthOf(line) < columns ? line : `…${lastOf(line, columns - 2)}`;
      return [{ text: end, tone: 'muted' }, { cursor: ' ' }];
    }),
  ];
}

function lastOf(line: string, columns: number): string {
  const reversed = [...line.slice(-columns)];
  while (widthOf(reversed.join('')) > columns) reversed.shift();
  return reversed.join('');
}

/** The indent of commands, as `bp-auth explain` prints them. */
const commandIndent = 5;

function explainedRows(explanation: Explanation, columns: number): Row[] {
  const { text, recognised } = explanation;
  const lines = explanationLines(explanation);
  return [
    headingRow(recognised.length === 0 ? 'Not recognised' : 'What it means'),
    ...lines.flatMap(({ text, isCommand }) =>
      isCommand ? commandRows(text.trim(), columns, commandIndent) : lineRows(text, columns),
    ),
    blankRow,
    headingRow('What was pasted'),
    ...text.split('\n').map(line => textRow(`  ${cut(line, columns - 2)}`, 'muted')),
  ];
}

/** A line of text, with its own indent on each row that it is wrapped to. */
function lineRows(line: string, columns: number): Row[] {
  if (line.trim() === '') return [blankRow];
  const indent = Math.min(line.length - line.trimStart().length, Math.floor(columns / 2));
  return paragraph(line.trim(), columns, undefined, indent);
}

function reportRows(text: string, columns: number): Row[] {
  return text.split('\n').flatMap(line => lineRows(line, columns));
}

/** The reference of 401 and 403, as in docs/401-and-403.md. */
function referenceRows(columns: number, place: LinePlace): Row[] {
  const shell = place.platform === 'win32' ? 'powershell' : 'posix';
  const here: ShellPlace = { ...place, shell };
  return [
    ...refusalGroups(here).flatMap(({ heading, says, refusals }) => [
      headingRow(heading),
      ...paragraph(says, columns, 'muted', 2),
      ...refusals.flatMap(one => refusalRows(one, columns)),
      blankRow,
    ]),
    headingRow('By what you want to do'),
    ...tasksWithNeeds(here).flatMap(one => purposeRows(one, columns)),
    blankRow,
    ...scopesRows(columns),
  ];
}

function refusalRows({ title, looks, sure, fixes }: RefusedCause, columns: number): Row[] {
  return [
    blankRow,
    ...paragraph(title, columns, undefined, 2),
    ...looks.flatMap(one => paragraph(`Signs of it: ${one}`, columns, 'muted', 4)),
    ...paragraph(`To be sure: ${sure.says}`, columns, 'muted', 4),
    ...commandRows(sure.command, columns, 6),
    ...fixes.flatMap(fix => [
      ...paragraph(fix.title, columns, 'muted', 4),
      ...commandRows(fix.command, columns, 6),
    ]),
  ];
}

function purposeRows({ action, kinds, roles }: TaskNeeds, columns: number): Row[] {
  const role = roles === null ? 'any role' : roles.join(', ');
  return paragraph(`${action.title}: ${kinds.join(', ')}; ${role}`, columns, 'muted', 2);
}

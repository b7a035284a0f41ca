// The rows during and after a rotation.
import {
  type Advice,
  adviceText,
  commandsIn,
  type LinePlace,
  lineText,
  writtenAdvice,
} from '../../../commandLine.ts';
import { namedToken } from '../../../tokens/named.ts';
import { failureOf, leftToDo, withOldId } from '../../../tokens/rotationOutcome.ts';
import type { Rotation } from '../../../tokens/rotationRun.ts';
import type { RotationStep } from '../../../tokens/rotationTable.ts';
import { errorRows } from '../../components/error.ts';
import { pickRows } from '../../components/picker.ts';
import { cellWidth } from '../../components/table.ts';
import { placeIn, type Shared } from '../../contract/knowledge.ts';
import type { Icon } from '../../look/icons.ts';
import {
  blankRow,
  headingRow,
  markedParagraph,
  markedPieces,
  paragraph,
  type Row,
  showing,
} from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import { joinNames } from '../../text/names.ts';
import { dateOf } from '../../text/time.ts';
import { fixed, widthOf } from '../../text/width.ts';
import {
  candidateList,
  candidatesOf,
  isRotationLow,
  rotationSteps,
  type StepStatus,
} from './rotation.ts';
import type { Rotating } from './state.ts';

export const stepNames: Readonly<Record<RotationStep, string>> = {
  begin: 'Record that a rotation has begun',
  create: 'Create a new token',
  prove: 'Verify that it works',
  store: 'Store it where the old one was',
  share: 'Give it to the ADK',
  revoke: 'Revoke the old token',
  discard: 'Revoke the new token',
};

type Look = { icon: Icon | 'spinner'; tone: Tone; word: string };

const looks: Readonly<Record<StepStatus, Look>> = {
  waiting: { icon: 'unknown', tone: 'muted', word: '' },
  running: { icon: 'spinner', tone: 'accent', word: 'under way' },
  done: { icon: 'ok', tone: 'ok', word: 'done' },
  failed: { icon: 'error', tone: 'error', word: 'failed' },
};

const nameColumns = 32;

function stepRow(step: RotationStep, status: StepStatus): Row {
  const { icon, tone, word } = looks[status];
  const nameTone = status === 'waiting' ? 'muted' : undefined;
  return [
    { icon, tone },
    { text: ` ${fixed(stepNames[step], nameColumns)}`, tone: nameTone },
    { text: word, tone },
  ];
}

export function rotationRows(rotating: Rotating, shared: Shared, columns: number): Row[] {
  const { outcome } = rotating;
  if (isRotationLow(shared) && outcome.type !== 'running')
    return lowRows(rotating, shared, columns);
  const title = headingRow(`Rotating the token of ${rotating.name}`);
  const steps = rotationSteps(rotating).map(([step, status]) => stepRow(step, status));
  return [title, ...steps, ...endRows(rotating, shared, columns)];
}

/** Without the steps: the question and its candidates, or only the result. */
function lowRows(rotating: Rotating, shared: Shared, columns: number): Row[] {
  const { outcome } = rotating;
  if (outcome.type !== 'ended' || candidatesOf(rotating).length === 0) {
    return endRows(rotating, shared, columns).slice(1);
  }
  const says = 'The new token is stored. Which one of these was the old one?';
  return [...warningRows(says, columns).slice(0, 2), ...listRows(rotating, shared, columns)];
}

function endRows(rotating: Rotating, shared: Shared, columns: number): Row[] {
  const { outcome } = rotating;
  if (outcome.type === 'running') return [];
  if (outcome.type === 'failed') return [blankRow, ...errorRows(outcome.error, columns)];
  const { rotation } = outcome;
  const failure = failureOf(rotation);
  if (failure !== null) return [blankRow, ...errorRows(failure, columns)];
  const candidates = candidatesOf(rotating);
  return [
    blankRow,
    ...storedRows(rotation, columns),
    ...(candidates.length > 0
      ? candidatesRows(rotating, rotation, shared, columns)
      : leftToDo(rotation).flatMap(says => adviceRows(says, shared, columns))),
  ];
}

/** Who has the new token now (profiles, the ADK), and whether the old one was revoked. */
function storedRows(rotation: Rotation, columns: number): Row[] {
  const { created, savedTo, adkProfiles, revoked, oldNote } = rotation;
  if (created === null) return [];
  const has = savedTo.length === 1 ? 'has' : 'have';
  return [
    ...doneRows(`${joinNames(savedTo)} ${has} the new token, ${namedToken(created)}.`, columns),
    ...(adkProfiles.length === 0
      ? []
      : doneRows(`The ADK has it too, as ${joinNames(adkProfiles)}.`, columns)),
    ...(revoked === null
      ? []
      : doneRows(
          `The old one, ${namedToken({ id: revoked, note: oldNote })}, was revoked.`,
          columns,
        )),
  ];
}

function candidatesRows(
  rotating: Rotating,
  { oldFingerprint }: Rotation,
  shared: Shared,
  columns: number,
): Row[] {
  const says = `The old token (#${oldFingerprint}) still works. The API does not tell which one it is; one of these:`;
  const command = lineText(withOldId(rotating.name), placeIn(shared));
  return [
    ...warningRows(says, columns),
    ...listRows(rotating, shared, columns),
    ...showing(
      [command],
      paragraph(`d revokes the marked token. By command: ${command}`, columns, 'muted'),
    ),
  ];
}

function listRows(rotating: Rotating, shared: Shared, columns: number): Row[] {
  const list = candidateList(rotating, shared);
  const id = Math.max(...list.choices.map(token => widthOf(token.id)));
  return pickRows(rotating.candidates, list, columns, (token, tone, mark) => {
    const created = dateOf(token.createdAt);
    const note = token.note || '(no note)';
    return [
      ...markedPieces(token.id, id, mark, tone),
      { text: '  ' },
      ...markedPieces(created, widthOf(created), mark),
      { text: '  ' },
      ...markedPieces(note, cellWidth(note), mark),
    ];
  });
}

function adviceRows(says: Advice, shared: Shared, columns: number): Row[] {
  const written = writtenAdvice(says, placeIn(shared));
  return showing(commandsIn(written), warningRows(adviceText(written, placeIn(shared)), columns));
}

const warningRows = (text: string, columns: number) =>
  markedParagraph({ icon: 'warn', tone: 'warn' }, text, columns);

const doneRows = (text: string, columns: number) =>
  markedParagraph({ icon: 'ok', tone: 'ok' }, text, columns);

/** The result of a rotation, for after the UI has ended; null while it is unknown. */
export function rotationSummary({ outcome }: Rotating, place: LinePlace): string | null {
  if (outcome.type === 'running') return null;
  const error = outcome.type === 'failed' ? outcome.error : failureOf(outcome.rotation);
  if (error !== null) return error.hint ? `${error.message}. ${error.hint}` : error.message;
  if (outcome.type === 'failed') return null;
  const { created, savedTo, revoked } = outcome.rotation;
  const old = revoked === null ? '' : `; ${revoked} was revoked`;
  const now =
    created === null
      ? []
      : [`Rotated the token of ${joinNames(savedTo)}: it is ${created.id} now${old}`];
  const left = leftToDo(outcome.rotation).map(says => adviceText(says, place));
  return [...now, ...left].join('\n');
}

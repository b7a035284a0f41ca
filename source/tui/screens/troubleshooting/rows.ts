// The rows of the troubleshooting screen: the cause and the fixes first, then every check.
import { chain } from '../../../diagnosis/chain.ts';
import type { CheckResult, CheckUpdate, Diagnosis, Fix } from '../../../diagnosis/diagnosis.ts';
import { errorRows } from '../../components/error.ts';
import { waitingRow } from '../../components/waiting.ts';
import type { Loaded } from '../../contract/knowledge.ts';
import type { Sign } from '../../home/signs.ts';
import {
  blankRow,
  commandRows,
  headingRow,
  markedParagraph,
  type Piece,
  paragraph,
  type Row,
} from '../../look/rows.ts';
import { fixed } from '../../text/width.ts';

type Verdict = Diagnosis['verdict'];

const verdicts: Readonly<Record<Verdict, Omit<Sign, 'reason'>>> = {
  ok: { icon: 'ok', word: 'Everything that was checked is fine', tone: 'ok' },
  warn: { icon: 'warn', word: 'Everything works, with warnings', tone: 'warn' },
  fail: { icon: 'error', word: 'Something does not work', tone: 'error' },
};

const statuses: Readonly<Record<CheckUpdate['status'], Omit<Sign, 'reason'>>> = {
  running: { icon: 'spinner', word: 'running', tone: 'muted' },
  pass: { icon: 'ok', word: 'ok', tone: 'ok' },
  warn: { icon: 'warn', word: 'warning', tone: 'warn' },
  fail: { icon: 'error', word: 'failed', tone: 'error' },
  skip: { icon: 'skipped', word: 'skipped', tone: 'muted' },
};

/** A diagnosis of a profile, running or done. */
export type DiagnosisRun = {
  /** Null if no profile can be read: then the diagnosis is of the credentials that apply here. */
  name: string | null;
  /** The action for which the permissions are checked; null if they are not. */
  wanted: string | null;
  /** The checks that have started, in order. */
  checks: readonly CheckUpdate[];
  diagnosis: Loaded<Diagnosis>;
};

export function diagnosisRows(run: DiagnosisRun, columns: number): Row[] {
  const { checks } = run;
  const details = checks.flatMap(check => checkRows(check, columns));
  return [...head(run, columns), blankRow, headingRow('Checks'), ...details];
}

/** The API can refuse an action although every check passed. */
const notChecked = 'Permissions were not checked; f checks them for one action, such as deploy.';

function head({ diagnosis, checks, wanted }: DiagnosisRun, columns: number): Row[] {
  if (diagnosis.state === 'failed') return errorRows(diagnosis.error, columns);
  if (diagnosis.state === 'loading') return soFar(checks, columns);
  const { verdict, rootCause, alternatives } = diagnosis.value;
  const { word, ...sign } = verdicts[verdict];
  if (rootCause === null) {
    const rest = wanted === null ? paragraph(notChecked, columns, undefined, 2) : [];
    return [...signedRows(sign, word, columns), ...rest];
  }
  const { title, confidence, evidence, fixes } = rootCause;
  return [
    ...signedRows(sign, confidence === 'certain' ? title : `${title} (${confidence})`, columns),
    ...(fixes.length === 0 ? [] : [headingRow('What to do')]),
    ...fixRows(fixes, keyedFixes(fixes), columns),
    ...(evidence.length === 0 ? [] : [headingRow('Seen')]),
    ...evidence.flatMap(line => paragraph(line, columns, 'muted', 2)),
    ...(alternatives.length === 0 ? [] : [headingRow('It could also be')]),
    ...alternatives.flatMap(other => [
      ...paragraph(`${other.confidence}: ${other.title}`, columns, undefined, 2),
      ...paragraph(`then ${other.test}`, columns, 'muted', 4),
    ]),
  ];
}

/** What is known so far. A failed check is shown once all checks before it have ended. */
function soFar(checks: readonly CheckUpdate[], columns: number): Row[] {
  const failed = firstFailed(checks);
  const waiting = waitingRow(failed === null ? 'Looking for the cause' : 'Finding out what to do');
  if (failed === null) return [waiting];
  return [...signedRows(verdicts.fail, `${failed.title}: ${failed.because}`, columns), waiting];
}

function firstFailed(checks: readonly CheckUpdate[]): CheckResult | null {
  for (const [index, { id }] of chain.entries()) {
    const check = checks[index];
    if (check === undefined || check.id !== id || check.status === 'running') return null;
    if (check.status === 'fail') return check;
  }
  return null;
}

export const signedRows = (
  { icon, tone }: Pick<Sign, 'icon' | 'tone'>,
  text: string,
  columns: number,
): Row[] => markedParagraph({ icon, tone }, text, columns, { tone });

/**
 * Each fix with its number key; a fix that only a shell can carry out has none.
 * @param keyed the fixes with a key, in the order of the keys
 */
export function fixRows(fixes: readonly Fix[], keyed: readonly Fix[], columns: number): Row[] {
  return fixes.flatMap(fix => {
    const key = keyed.indexOf(fix) + 1;
    const mark: Piece =
      key === 0 ? { icon: 'dot', tone: 'muted' } : { text: String(key), tone: 'accent' };
    return [
      ...markedParagraph(mark, fix.title, columns, { indent: 2 }),
      ...commandRows(fix.command, columns, 4, key === 0 ? 'accent' : 'muted'),
    ];
  });
}

/** The number keys are 1 to 9. */
const mostKeys = 9;

/** The fixes that get a number key, because the screen can carry them out. */
export function keyedFixes(fixes: readonly Fix[]): Fix[] {
  return fixes.filter(({ deed }) => deed !== undefined).slice(0, mostKeys);
}

/** The columns for a check's title. They leave 22 for its status and time, but are at least 20. */
const titleColumns = (columns: number) => Math.max(20, Math.min(48, columns - 22));

function checkRows(check: CheckUpdate, columns: number): Row[] {
  const { icon, word, tone } = statuses[check.status];
  const row: Row = [
    { icon, tone },
    { text: ` ${fixed(check.title, titleColumns(columns))} ` },
    { text: word, tone },
  ];
  if (check.status === 'running') return [row];
  const timed: Row = check.ms > 0 ? [...row, { text: ` ${check.ms} ms`, tone: 'muted' }] : row;
  if (check.status === 'pass' || check.because === '') return [timed];
  return [timed, ...paragraph(check.because, columns, 'muted', 2)];
}

/** The question about the intended action, above the list of actions. */
export function wishRows(name: string | null, choices: readonly Row[]): Row[] {
  return [
    [{ text: `What do you want to do${name === null ? '' : ` with ${name}`}?` }],
    blankRow,
    ...choices,
  ];
}

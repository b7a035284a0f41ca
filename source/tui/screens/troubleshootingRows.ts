// Owns what stands on the troubleshooting screen: the cause and the fixes first, then every check.
import { type Action, actionNamed } from '../../diagnosis/actions.ts';
import type { CheckUpdate, Diagnosis } from '../../diagnosis/diagnosis.ts';
import { type Scroll, windowOf } from '../list.ts';
import { blankRow, errorRows, headingRow, type Piece, paragraph, type Row } from '../rows.ts';
import type { Loaded } from '../shared.ts';
import { fixed } from '../width.ts';
import type { Sign } from '../words.ts';

type Verdict = Diagnosis['verdict'];

const verdicts: Readonly<Record<Verdict, Omit<Sign, 'reason'>>> = {
  ok: { icon: 'ok', word: 'Everything that was checked is fine', tone: 'ok' },
  warn: { icon: 'warn', word: 'It works, but', tone: 'warn' },
  fail: { icon: 'error', word: 'It does not work', tone: 'error' },
};

const statuses: Readonly<Record<CheckUpdate['status'], Omit<Sign, 'reason'>>> = {
  running: { icon: 'spinner', word: 'running', tone: 'muted' },
  pass: { icon: 'ok', word: 'ok', tone: 'ok' },
  warn: { icon: 'warn', word: 'warning', tone: 'warn' },
  fail: { icon: 'error', word: 'failed', tone: 'error' },
  skip: { icon: 'skipped', word: 'skipped', tone: 'muted' },
};

/** A diagnosis of a profile, as far as it has come. */
export type Run = {
  name: string;
  /** The action that it is to suffice for; null for none in particular. */
  wanted: string | null;
  /** In their order; the ones that have begun. */
  checks: readonly CheckUpdate[];
  diagnosis: Loaded<Diagnosis>;
};

export function troubleshootingRows(run: Run, columns: number): Row[] {
  const { name, wanted, checks, diagnosis } = run;
  const purpose = wanted === null ? null : actionNamed(wanted);
  const title: Row = [
    { text: 'Troubleshooting profile ', tone: 'strong' },
    { text: name, tone: 'accent' },
    { text: purpose === null ? '' : ` to ${purpose.title}` },
  ];
  const details = checks.flatMap(check => checkRows(check, columns));
  return [title, ...head(diagnosis, columns), blankRow, ...details];
}

function head(diagnosis: Loaded<Diagnosis>, columns: number): Row[] {
  if (diagnosis.state === 'failed') return errorRows(diagnosis.error, columns);
  if (diagnosis.state === 'loading') {
    return [
      [
        { icon: 'spinner', tone: 'muted' },
        { text: ' Looking for the cause', tone: 'muted' },
      ],
    ];
  }
  const { verdict, rootCause } = diagnosis.value;
  const { icon, tone, word } = verdicts[verdict];
  if (rootCause === null)
    return [
      [
        { icon, tone },
        { text: ` ${word}`, tone },
      ],
    ];
  const [first = '', ...rest] = paragraph(rootCause.title, columns - 2, tone);
  return [
    first === '' ? blankRow : [{ icon, tone }, { text: ' ' }, ...first],
    ...rest.map((row): Row => [{ text: '  ' }, ...row]),
    ...rootCause.evidence.flatMap(line => paragraph(line, columns, 'muted', 2)),
    ...(rootCause.fixes.length === 0 ? [] : [blankRow, headingRow('What to do')]),
    ...rootCause.fixes.flatMap(({ title, command }) => [
      ...paragraph(title, columns, undefined, 2),
      ...paragraph(command, columns, 'accent', 4),
    ]),
  ];
}

const titleColumns = 28;

function checkRows(check: CheckUpdate, columns: number): Row[] {
  const { icon, word, tone } = statuses[check.status];
  const row: Row = [
    { icon, tone },
    { text: ` ${fixed(check.title, titleColumns)} ` },
    { text: word, tone },
  ];
  if (check.status === 'running') return [row];
  const timed: Row = check.ms > 0 ? [...row, { text: ` ${check.ms} ms`, tone: 'muted' }] : row;
  if (check.status === 'pass' || check.because === '') return [timed];
  return [timed, ...paragraph(check.because, columns, 'muted', 2)];
}

/** The list of what a profile can be wanted for. */
export function wishListRows(
  name: string,
  wishes: readonly (Action | null)[],
  choosing: Scroll,
  height: number,
): Row[] {
  const [start, end] = windowOf(choosing, wishes.length, height);
  const rows = wishes.slice(start, end).map((wish, index): Row => {
    const marked = start + index === choosing.index;
    const pointer: Piece = marked ? { icon: 'pointer', tone: 'selected' } : { text: ' ' };
    const text = wish === null ? 'nothing in particular' : wish.title;
    return [pointer, { text: ` ${text}`, tone: marked ? 'selected' : undefined }];
  });
  return [[{ text: `What is ${name} wanted for?` }], blankRow, ...rows];
}

// Owns what stands on the workspace screen, row by row.
import type { Account, Member, Workspace } from '../../botpress/answers.ts';
import type { Abilities } from '../../diagnosis/abilities.ts';
import { sourceName } from '../../profiles/resolve.ts';
import {
  blankRow,
  errorRows,
  fieldRow,
  headingRow,
  paragraph,
  type Row,
  signPieces,
  textRow,
} from '../rows.ts';
import {
  checkOf,
  type Loaded,
  type Remark,
  type Shared,
  type Subject,
  subjectNamed,
} from '../shared.ts';
import { wrapped } from '../width.ts';
import {
  ago,
  checkedAtOf,
  dateOf,
  hintOf,
  signOf,
  sourceWord,
  targetId,
  targetName,
} from '../words.ts';
import { abilityRows } from './workspaceAbilities.ts';

/** A part that fails hides none of the others; null is not asked for (keys have no account). */
export type Answers = {
  workspace: Loaded<Workspace> | null;
  account: Loaded<Account> | null;
  membership: Loaded<Member> | null;
  abilities: Loaded<Abilities> | null;
};

export function workspaceRows(
  name: string,
  answers: Answers,
  shared: Shared,
  columns: number,
): Row[] {
  const subject = subjectNamed(shared.home, name);
  if (subject === null) return paragraph(`The profile ${name} is gone.`, columns, 'warn');
  return [
    [
      { text: 'Workspace of profile ', tone: 'strong' },
      { text: name, tone: 'accent' },
    ],
    ...authentication(subject, shared, columns),
    blankRow,
    ...workspacePart(answers, subject, columns),
    ...accountPart(answers, columns),
    blankRow,
    ...abilitiesPart(answers.abilities, columns),
    ...provenance(subject, shared),
    ...differenceRows(shared, columns),
  ];
}

function authentication({ view }: Subject, shared: Shared, columns: number): Row[] {
  const check = checkOf(shared, view);
  const sign = signOf(check);
  const checkedAt = checkedAtOf(check);
  const age = checkedAt === null ? '' : `, ${ago(checkedAt, shared.now)}`;
  const word = sign.word === 'ok' ? 'authenticated' : sign.word;
  const hint = hintOf(check);
  return [
    [...signPieces({ ...sign, word }), { text: age, tone: 'muted' }],
    ...(sign.reason === null ? [] : paragraph(sign.reason, columns, undefined, 2)),
    ...(hint === null ? [] : paragraph(hint, columns, 'muted', 2)),
  ];
}

/** A part of the screen: its rows when the answer is there, else what is known about the wait. */
function loadedRows<Value>(
  loaded: Loaded<Value>,
  label: string,
  columns: number,
  rows: (value: Value) => Row[],
): Row[] {
  if (loaded.state === 'ready') return rows(loaded.value);
  if (loaded.state === 'failed') {
    return [fieldRow(label, 'cannot be read'), ...indented(errorRows(loaded.error, columns - 4))];
  }
  return [[...fieldRow(label, ''), { icon: 'spinner', tone: 'muted' }, { text: ' loading' }]];
}

const indented = (rows: Row[]): Row[] => rows.map(row => [{ text: '    ' }, ...row]);

function workspacePart(answers: Answers, { view }: Subject, columns: number): Row[] {
  if (answers.workspace === null) return [fieldRow('bound to', targetName(view))];
  return [
    ...loadedRows(answers.workspace, 'workspace', columns, value => [
      fieldRow('name', value.name),
      ...optional('handle', value.handle),
      fieldRow('id', value.id),
      ...optional('plan', value.plan),
      ...optional('bots', value.botCount?.toString()),
      ...optional('created', value.createdAt && dateOf(value.createdAt)),
      ...(value.blocked ? [blockedRow] : []),
    ]),
  ];
}

function optional(label: string, value: string | undefined): Row[] {
  return value === undefined ? [] : [fieldRow(label, value)];
}

const blockedRow: Row = [
  ...fieldRow('state', ''),
  { icon: 'forbidden', tone: 'error' },
  { text: ' blocked: Botpress refuses its calls', tone: 'error' },
];

function accountPart(answers: Answers, columns: number): Row[] {
  if (answers.account === null || answers.membership === null) {
    return [fieldRow('account', 'none: the key belongs to what it is bound to')];
  }
  return [
    ...loadedRows(answers.account, 'account', columns, ({ email, displayName }) => [
      fieldRow('account', email, displayName ?? null),
    ]),
    ...loadedRows(answers.membership, 'role', columns, ({ role }) => [fieldRow('role', role)]),
  ];
}

function provenance({ view, name }: Subject, { home }: Shared): Row[] {
  const resolution = home.state === 'ready' ? home.resolution : null;
  const current = resolution?.current ?? null;
  const why = current?.name === name ? sourceName(current.source) : 'not what applies here';
  const token = view.tokenFingerprint === null ? 'unknown' : `#${view.tokenFingerprint}`;
  return [
    headingRow('Where it comes from'),
    fieldRow('profile', name ?? '', why),
    fieldRow('API URL', view.apiUrl, 'config.json'),
    fieldRow(
      view.botId || view.integrationId ? 'bound to' : 'workspace',
      targetId(view) ?? 'none',
      'config.json',
    ),
    fieldRow('token', token, sourceWord(view)),
    ...(resolution?.shadowed ?? []).map(({ source, reason }) =>
      fieldRow('passed over', source, reason),
    ),
  ];
}

function abilitiesPart(abilities: Answers['abilities'], columns: number): Row[] {
  if (abilities === null) return [];
  return [
    headingRow('What this token may do'),
    ...loadedRows(abilities, 'probes', columns, value => abilityRows(value.abilities, columns)),
    blankRow,
  ];
}

/** What bp alone would send, and what the project here says, where that is something else. */
function differenceRows({ home }: Shared, columns: number): Row[] {
  if (home.state === 'failed') return [];
  return [home.bp, home.here.differs].flatMap(remark =>
    remark === null ? [] : remarkRows(remark, columns),
  );
}

function remarkRows({ text, command }: Remark, columns: number): Row[] {
  const [first = '', ...rest] = wrapped(text, columns - 2);
  return [
    blankRow,
    [
      { icon: 'warn', tone: 'warn' },
      { text: ` ${first}`, tone: 'warn' },
    ],
    ...rest.map(line => textRow(`  ${line}`, 'warn')),
    ...(command === null ? [] : paragraph(command, columns, 'accent', 4)),
  ];
}

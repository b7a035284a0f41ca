// The tiles about a workspace and its people: its facts, bots, members and latest activity.
import type { AuditRecord, Bot, Member, Page } from '../../../botpress/answers.ts';
import { actionWords, actorOf, resourceOf } from '../../../botpress/auditRecord.ts';
import { roles } from '../../../botpress/roles.ts';
import { fieldRow, fieldRows } from '../../components/field.ts';
import { targetName } from '../../home/labels.ts';
import { blankRow, headingRow, paragraph, type Row, rowWidth } from '../../look/rows.ts';
import { ago, dateOf } from '../../text/time.ts';
import { fixed } from '../../text/width.ts';
import { abilityRows } from './abilities.ts';
import { partRows, type TileFacts } from './tile.ts';

export function identityTile(seen: TileFacts, columns: number): Row[] {
  const { workspace, account, membership } = seen.look.answers;
  const field = (label: string, value: string | undefined) =>
    value === undefined ? [] : fieldRows(label, value, columns);
  if (account === null) {
    return [
      ...field('bound to', targetName(seen.subject.view)),
      ...field('account', 'none: keys have no account'),
    ];
  }
  return [
    ...(workspace === null ? field('workspace', 'none is stored with the token') : []),
    ...partRows(
      workspace,
      seen,
      columns,
      ({ id, name, handle, plan, createdAt, blocked }) => [
        ...field('name', name),
        ...field('handle', handle),
        ...field('id', id),
        ...field('plan', plan),
        ...field('created', createdAt && dateOf(createdAt)),
        ...(blocked ? [blockedRow] : []),
      ],
      'workspace',
    ),
    ...partRows(
      account,
      seen,
      columns,
      ({ email, displayName }) => fieldRows('account', email, columns, displayName ?? null),
      'account',
    ),
    ...partRows(membership, seen, columns, ({ role }) => field('role', role), 'role'),
  ];
}

const blockedRow: Row = [
  ...fieldRow('state', ''),
  { icon: 'forbidden', tone: 'error' },
  { text: ' blocked: Botpress refuses its calls', tone: 'error' },
];

/** The most bots that are named; the number in the heading includes the others. */
const mostBots = 8;

export function botsTile(seen: TileFacts, columns: number): Row[] {
  const { bots, workspace } = seen.look.answers;
  if (bots === null) return [];
  const all = workspace?.state === 'ready' ? workspace.value.botCount : undefined;
  return [
    countedRow('Bots', bots.state === 'ready' ? botsCount(bots.value, all) : null),
    ...partRows(bots, seen, columns, ({ items }) => [
      ...items.slice(0, mostBots).flatMap(bot => botRows(bot, columns)),
      ...(items.length > mostBots
        ? paragraph(`and ${items.length - mostBots} more were loaded`, columns, 'muted', 2)
        : []),
    ]),
  ];
}

function countedRow(title: string, count: string | null): Row {
  return count === null
    ? headingRow(title)
    : [{ text: `${title}  `, tone: 'strong' }, { text: count }];
}

/** The number of bots in production, and the number of all bots if that is different. */
function botsCount(page: Page<Bot>, all: number | undefined): string {
  const count = countOf(page);
  return all === undefined || String(all) === count
    ? count
    : `${count} in production, ${all} in all`;
}

/** `100 or more` if there is another page. */
const countOf = ({ items, nextToken }: Page<unknown>) =>
  nextToken === null ? `${items.length}` : `${items.length} or more`;

/** An id is never cut. If it leaves too little room for the name, it gets a row of its own. */
function botRows({ id, name }: Bot, columns: number): Row[] {
  const room = columns - id.length - 4;
  if (room < 12) return [[{ text: `  ${name}` }], ...paragraph(id, columns, 'muted', 4)];
  return [[{ text: `  ${fixed(name, Math.min(room, 28))}  ` }, { text: id, tone: 'muted' }]];
}

export function membersTile(seen: TileFacts, columns: number): Row[] {
  const { members } = seen.look.answers;
  if (members === null) return [];
  return [
    countedRow('Members', members.state === 'ready' ? countOf(members.value) : null),
    ...partRows(members, seen, columns, ({ items }) =>
      paragraph(rolesOf(items), columns, undefined, 2),
    ),
  ];
}

/** For example `owner 1, developer 2`: the most powerful role first. */
function rolesOf(members: readonly Member[]): string {
  const known: readonly string[] = roles.toReversed();
  const named = [...new Set([...known, ...members.map(({ role }) => role)])];
  const counted = named.map(role => ({
    role,
    count: members.filter(member => member.role === role).length,
  }));
  return counted
    .filter(({ count }) => count > 0)
    .map(({ role, count }) => `${role} ${count}`)
    .join(', ');
}

/** The most audit records that are shown. */
const mostRecords = 8;

export function activityTile(seen: TileFacts, columns: number): Row[] {
  const { activity } = seen.look.answers;
  if (activity === null) return [];
  return [
    headingRow('Activity'),
    ...partRows(activity, seen, columns, ({ items }) =>
      items.length === 0
        ? paragraph('nothing was recorded yet', columns, 'muted', 2)
        : items.slice(0, mostRecords).flatMap(record => recordRows(record, seen, columns)),
    ),
  ];
}

function recordRows(record: AuditRecord, { shared }: TileFacts, columns: number): Row[] {
  const age: Row = [
    { text: fixed(`  ${ago(Date.parse(record.recordedAt), shared.now)}`, 13), tone: 'muted' },
  ];
  const what = [actionWords(record.action), resourceOf(record)].filter(Boolean).join(' ');
  const text = `${what}, by ${actorOf(record)}`;
  const [first = blankRow, ...rest] = paragraph(text, columns - rowWidth(age));
  return [[...age, ...first], ...rest.map((row): Row => [{ text: ' '.repeat(13) }, ...row])];
}

export function abilitiesTile(seen: TileFacts, columns: number): Row[] {
  const { answers, probed } = seen.look;
  const { abilities } = answers;
  const early = abilities?.state === 'loading' ? abilityRows(probed, columns) : [];
  return [
    headingRow('What this token may do'),
    ...early,
    ...partRows(abilities, seen, columns, value => abilityRows(value.abilities, columns)),
  ];
}

// The expected docs/401-and-403.md: the reference of 401 and 403 in Markdown.
import {
  type RefusalGroup,
  type RefusedCause,
  refusalGroups,
  roleRows,
  tasksWithNeeds,
} from '../../source/diagnosis/refusals.ts';
import { kindNames } from '../../source/secrets/kind.ts';
import { isFor, scopes } from '../../source/secrets/scopes.ts';
import type { ShellPlace } from '../../source/shell.ts';

const place: ShellPlace = { platform: 'linux', home: null, shell: 'posix' };

/** The actions that people need most often. */
const foremost = ['deploy', 'create-bot', 'read-conversations', 'publish-integration'];

export function refusalPage(): string {
  return `${[
    '# 401 and 403',
    '',
    'What a 401 or 403 of Botpress means, how to be sure, and what fixes it. `bp-auth doctor` finds out by itself; `bp-auth explain` reads',
    'an error that you paste. This page is made from the table that both judge by (`test/reference.test.ts`).',
    '',
    '| it says | first look at |',
    '|---|---|',
    ...refusalGroups(place).map(
      group => `| ${group.heading} | [${group.says}](#${anchor(group.heading)}) |`,
    ),
    '',
    ...refusalGroups(place).flatMap(groupLines),
    ...purposeLines(),
    ...kindLines(),
    ...roleLines(),
  ].join('\n')}\n`;
}

const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

function groupLines({ heading, says, refusals }: RefusalGroup): string[] {
  return [
    `## ${heading}`,
    '',
    says,
    '',
    '| cause | how it looks | how to be sure | what fixes it |',
    '|---|---|---|---|',
    ...refusals.map(refusalRow),
    '',
  ];
}

function refusalRow({ cause, title, looks, sure, fixes }: RefusedCause): string {
  const cells = [
    `**${title}**<br>\`${cause}\``,
    looks.join('<br>'),
    `${sure.says}: \`${sure.command}\``,
    fixes.map(fix => `${fix.title}: \`${fix.command}\``).join('<br>'),
  ];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function purposeLines(): string[] {
  const all = tasksWithNeeds(place);
  const order = [...foremost, ...all.map(({ action }) => action.name)];
  const sorted = all.toSorted(
    (a, b) => order.indexOf(a.action.name) - order.indexOf(b.action.name),
  );
  return [
    '## By what you want to do',
    '',
    'Which tokens are for it, and which roles suffice with a personal access token. The roles are inferred from the documentation: the API has',
    'no such list.',
    '',
    '| to | token | role | checks it |',
    '|---|---|---|---|',
    ...sorted.map(
      ({ action, kinds, roles, command }) =>
        `| ${action.title} | ${kinds.join(', ')} | ${roles === null ? 'any' : roles.join(', ')} | \`${command}\` |`,
    ),
    '',
  ];
}

function kindLines(): string[] {
  const kinds = ['pat', 'bot', 'integration'] as const;
  const areas = [...new Set(kinds.flatMap(kind => scopes[kind].map(({ area }) => area)))];
  return [
    '## By kind of token',
    '',
    'What a kind is not for answers 403, though the token is good.',
    '',
    `| for | ${kinds.map(kind => kindNames[kind]).join(' | ')} |`,
    '|---|---|---|---|',
    ...areas.map(
      area => `| ${area} | ${kinds.map(kind => (isFor(kind, area) ? 'yes' : '403')).join(' | ')} |`,
    ),
    '',
  ];
}

function roleLines(): string[] {
  return [
    '## By role',
    '',
    'With a personal access token, in the workspace where the account has this role.',
    '',
    '| role | may not |',
    '|---|---|',
    ...roleRows().map(
      ({ role, mayNot }) => `| ${role} | ${mayNot.join(', ') || 'everything is allowed'} |`,
    ),
  ];
}

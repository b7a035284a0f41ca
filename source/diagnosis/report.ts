// The report that can be pasted into a public issue: what helps stays, what identifies goes.
import { roles } from '../botpress/roles.ts';
import { redact } from '../tokens/kind.ts';
import type { Diagnosis } from './diagnosis.ts';
import { diagnosisLines } from './text.ts';

export type ReportSurroundings = {
  version: string;
  node: string;
  platform: string;
  /** Replaced by `~` in paths. */
  userHome: string;
  /** Names of all profiles. */
  profiles: readonly string[];
};

/** One text without e-mail, account and workspace ids, foreign host names, user names and tokens. Error ids stay. */
export function reportText(diagnosis: Diagnosis, surroundings: ReportSurroundings): string {
  const { version, node, platform } = surroundings;
  const text = [
    `bp-auth ${version}, Node.js ${node}, ${platform}`,
    `verdict ${diagnosis.verdict}, cause ${diagnosis.rootCause?.id ?? 'none'}`,
    '',
    ...diagnosisLines(diagnosis),
  ].join('\n');
  return anonymous(text, secretsOf(diagnosis, surroundings));
}

type Secret = readonly [value: string, instead: string];

function secretsOf(
  { identity, resolution }: Diagnosis,
  { userHome, profiles }: ReportSurroundings,
): Secret[] {
  const { account, accountId, workspaceId, workspaceName, botId, integrationId, profile } =
    identity;
  const url = resolution.find(({ field }) => field === 'apiUrl')?.value ?? '';
  const host = URL.canParse(url) ? new URL(url) : null;
  const known: ReadonlyArray<readonly [value: string | null, instead: string]> = [
    [userHome, '~'],
    [account, '<e-mail>'],
    [accountId, '<account>'],
    [workspaceId, '<workspace>'],
    [botId, '<bot>'],
    [integrationId, '<integration>'],
    [workspaceName, '<workspace name>'],
    ...[profile, ...profiles]
      .filter(name => name !== null && !isCommon(name))
      .map(name => [name, '<profile>'] as const),
    ...(host === null || isOurs(host.hostname)
      ? []
      : ([
          [host.host, '<host>'],
          [host.hostname, '<host>'],
        ] as const)),
  ];
  return known.flatMap(([value, instead]) => (value ? [[value, instead] as const] : []));
}

/** Names that tell nobody apart, and are words of the report itself. */
function isCommon(name: string): boolean {
  const words = [
    'default',
    'dev',
    'development',
    'staging',
    'test',
    'prod',
    'production',
    'ci',
    'local',
    'main',
  ];
  return [...words, ...roles].includes(name.toLowerCase());
}

// The first group is kept: an error's id leads whoever maintains the API to its log.
const patterns: ReadonlyArray<readonly [pattern: RegExp, instead: string]> = [
  [/\berr_[\w-]+/g, '$&'],
  [/[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g, '<e-mail>'],
  [/\b(?:ws|wkspace)_[\w-]+/g, '<workspace>'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '<host>'],
];

/** Every pattern at once, so that none sees what another one put in. */
function anonymous(text: string, secrets: readonly Secret[]): string {
  const all = [
    ...patterns,
    [/\bhttps?:\/\/[^\s/:'"`),;]+/gi, 'url'] as const,
    // Short values would be found inside other words; as words of their own they are replaced.
    ...[...secrets]
      .sort(([a], [b]) => b.length - a.length)
      .map(([value, instead]) => [wordOf(value), instead] as const),
  ];
  const one = new RegExp(all.map(([{ source }]) => `(${source})`).join('|'), 'giu');
  return redact(text).replace(one, (match, ...groups: unknown[]) => {
    const at = all.findIndex((_, index) => groups[index] !== undefined);
    const instead = all[at]?.[1] ?? '';
    if (instead === '$&') return match;
    return instead === 'url' ? hostless(match) : instead;
  });
}

function wordOf(value: string): RegExp {
  const escaped = value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const start = /^\w/.test(value) ? '(?<![\\w])' : '';
  const end = /\w$/.test(value) ? '(?![\\w])' : '';
  return new RegExp(`${start}${escaped}${end}`, 'u');
}

function hostless(url: string): string {
  const hostname = url.replace(/^https?:\/\//i, '');
  return isOurs(hostname) ? url : url.replace(hostname, '<host>');
}

function isOurs(hostname: string): boolean {
  return /(^|\.)botpress\.(cloud|dev|com)$/i.test(hostname);
}

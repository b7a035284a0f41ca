// The details of the selected profile: everything known about it, the most important first.
import { fieldRow } from '../../components/field.ts';
import {
  checkOf,
  directoriesOf,
  hereOf,
  type NamedProfile,
  type Shared,
  usedAtOf,
} from '../../contract/knowledge.ts';
import { isConcerned } from '../../home/applies.ts';
import { idBeside, kindWord, sourceWord, targetName } from '../../home/labels.ts';
import { hintOf, signOf } from '../../home/signs.ts';
import { paragraph, type Row } from '../../look/rows.ts';
import type { Marker } from '../../text/fuzzy.ts';
import { joinNames } from '../../text/names.ts';
import { ago, dateOf } from '../../text/time.ts';
import { overruledParagraph, statePieces } from './rows.ts';
import { type ProfilesState, profileMarker, selectedProfile, wantsProtection } from './state.ts';

export function profileDetailRows(own: ProfilesState, shared: Shared, columns: number): Row[] {
  const profile = selectedProfile(own, shared);
  if (profile === null) return [];
  const mark = profileMarker(own, profile);
  const check = checkOf(shared, profile);
  const { reason } = signOf(check);
  const hint = hintOf(check);
  const print = profile.tokenFingerprint === null ? '' : `#${profile.tokenFingerprint} · `;
  const directories = directoriesOf(shared, profile.name);
  return [
    [
      { text: `${profile.name}  `, tone: 'strong' },
      ...statePieces(shared, profile, true),
      ...(profile.protected ? ([{ text: '  PROTECTED', tone: 'warn' }] as const) : []),
    ],
    ...(reason === null ? [] : paragraph(reason, columns, undefined, 2)),
    ...(hint === null ? [] : paragraph(hint, columns, 'muted', 2)),
    ...(isConcerned(shared, profile)
      ? overruledParagraph(shared, columns, profile.active ? 'warn' : 'accent')
      : []),
    ...(wantsProtection(profile)
      ? paragraph('It looks like production: P protects it.', columns, 'warn', 2)
      : []),
    ...(fitsProject(profile, shared)
      ? paragraph('The project here is of its workspace: b binds the two.', columns, 'accent', 2)
      : []),
    ...targetRows(profile, mark),
    fieldRow('API URL', profile.apiUrl, null, mark),
    fieldRow('token', kindWord(profile.kind), `${print}in ${sourceWord(profile)}`),
    ...(directories.length === 0 ? [] : [fieldRow('used in', joinNames(directories))]),
    ...dateRow('last used', usedAtOf(shared, profile.name), shared),
    ...dateRow('added', profile.createdAt, shared),
  ];
}

/** For a key only the bot or integration: it has no account. */
function targetRows(profile: NamedProfile, mark: Marker): Row[] {
  const { kind, botId, integrationId, account } = profile;
  if (kind === 'bot' || kind === 'integration') {
    return [fieldRow(kind, (kind === 'bot' ? botId : integrationId) ?? 'not known', null, mark)];
  }
  return [
    fieldRow('workspace', targetName(profile), idBeside(profile), mark),
    fieldRow('account', account ?? 'not known yet', null, mark),
  ];
}

/** Whether the project here could be bound to the profile and is not. */
function fitsProject({ name, workspaceId }: NamedProfile, shared: Shared): boolean {
  const here = hereOf(shared);
  if (here?.directory == null || here.workspaceId === null) return false;
  const isBound = directoriesOf(shared, name).includes(here.directory);
  return here.workspaceId === workspaceId && !isBound;
}

function dateRow(label: string, iso: string | null, { now }: Shared): Row[] {
  return iso === null ? [] : [fieldRow(label, dateOf(iso), ago(Date.parse(iso), now))];
}

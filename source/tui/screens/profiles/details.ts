// The details of the selected profile: all that is known about it, the most important first.
import type { DetailsExtent } from '../../components/detailsScroll.ts';
import { hintRows } from '../../components/error.ts';
import { fieldRows } from '../../components/field.ts';
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
import { errorOf, signOf } from '../../home/signs.ts';
import { paragraph, type Row } from '../../look/rows.ts';
import type { Marker } from '../../text/fuzzy.ts';
import { joinNames } from '../../text/names.ts';
import { ago, dateOf } from '../../text/time.ts';
import { overruledParagraph } from './blocks.ts';
import { profilesLayout } from './layout.ts';
import {
  listedProfiles,
  type ProfilesState,
  profileMarker,
  selectedProfile,
  wantsProtection,
} from './state.ts';
import { statePieces } from './table.ts';

/** How many rows the details have, and how many fit; zero where no details are shown. */
export function profileDetailsExtent(own: ProfilesState, shared: Shared): DetailsExtent {
  const { details } = profilesLayout(shared, listedProfiles(own, shared).length);
  if (details === null) return { count: 0, rows: 0 };
  return { count: profileDetailRows(own, shared, details.columns).length, rows: details.rows };
}

export function profileDetailRows(own: ProfilesState, shared: Shared, columns: number): Row[] {
  const profile = selectedProfile(own, shared);
  if (profile === null) return [];
  const mark = profileMarker(own, profile);
  const check = checkOf(shared, profile);
  const { reason } = signOf(check);
  const error = errorOf(check);
  const print = profile.tokenFingerprint === null ? '' : `#${profile.tokenFingerprint} · `;
  const directories = directoriesOf(shared, profile.name);
  return [
    [
      { text: `${profile.name}  `, tone: 'strong' },
      ...statePieces(shared, profile),
      ...(profile.protected ? ([{ text: '  PROTECTED', tone: 'warn' }] as const) : []),
    ],
    ...(reason === null ? [] : paragraph(reason, columns, undefined, 2)),
    ...(error === null ? [] : hintRows(error, columns, 'muted')),
    ...(isConcerned(shared, profile)
      ? overruledParagraph(shared, columns, profile.active ? 'warn' : 'accent')
      : []),
    ...(wantsProtection(profile)
      ? paragraph('This profile looks like production: P protects it.', columns, 'warn', 2)
      : []),
    ...(fitsProject(profile, shared)
      ? paragraph(
          'The project here belongs to this profile’s workspace: press b to bind the directory.',
          columns,
          'accent',
          2,
        )
      : []),
    ...targetRows(profile, columns, mark),
    ...fieldRows('API URL', profile.apiUrl, columns, null, mark),
    ...fieldRows('token', kindWord(profile.kind), columns, `${print}in ${sourceWord(profile)}`),
    ...(directories.length === 0 ? [] : fieldRows('used in', joinNames(directories), columns)),
    ...dateRows('last used', usedAtOf(shared, profile.name), shared, columns),
    ...dateRows('added', profile.createdAt, shared, columns),
  ];
}

/** The rows about what the token opens. A bot or integration key has no row for an account. */
function targetRows(profile: NamedProfile, columns: number, mark: Marker): Row[] {
  const { kind, botId, integrationId, account } = profile;
  if (kind === 'bot' || kind === 'integration') {
    const id = (kind === 'bot' ? botId : integrationId) ?? 'not known';
    return fieldRows(kind, id, columns, null, mark);
  }
  return [
    ...fieldRows('workspace', targetName(profile), columns, idBeside(profile), mark),
    ...fieldRows('account', account ?? 'not known yet', columns, null, mark),
  ];
}

/** Whether the project here could be bound to the profile, but is not. */
function fitsProject({ name, workspaceId }: NamedProfile, shared: Shared): boolean {
  const here = hereOf(shared);
  if (here?.directory == null || here.workspaceId === null) return false;
  const isBound = directoriesOf(shared, name).includes(here.directory);
  return here.workspaceId === workspaceId && !isBound;
}

function dateRows(label: string, iso: string | null, { now }: Shared, columns: number): Row[] {
  return iso === null ? [] : fieldRows(label, dateOf(iso), columns, ago(Date.parse(iso), now));
}

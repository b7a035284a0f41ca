// The rows of the profile list: one for each profile, or the reason why there is none.
import { choiceRows } from '../../components/choices.ts';
import { errorRows } from '../../components/error.ts';
import { signPieces } from '../../components/sign.ts';
import { linePieces } from '../../components/textField.ts';
import {
  checkOf,
  directoriesOf,
  type NamedProfile,
  type Shared,
} from '../../contract/knowledge.ts';
import { isConcerned, overruledIn, overruledText, winningClaim } from '../../home/applies.ts';
import { checkedAtOf, signOf, signText } from '../../home/signs.ts';
import { layoutOf } from '../../look/layout.ts';
import {
  blankRow,
  markedParagraph,
  markedPieces,
  type Piece,
  paragraph,
  type Row,
  rowWidth,
  textRow,
} from '../../look/rows.ts';
import type { Tone } from '../../look/theme.ts';
import type { Marker } from '../../text/fuzzy.ts';
import { joinNames } from '../../text/names.ts';
import { ago } from '../../text/time.ts';
import { widthOf } from '../../text/width.ts';
import { profilesLayout } from './layout.ts';
import {
  importableNames,
  listedProfiles,
  type ProfilesState,
  profileMarker,
  renameProblem,
  selectedProfile,
} from './state.ts';
import { targetPieces } from './target.ts';

/** The visible rows of the list. */
export function profileListRows(
  own: ProfilesState,
  shared: Shared,
  columns: number,
  height: number,
): Row[] {
  if (shared.home.state === 'failed') {
    return [
      ...errorRows(shared.home.error, columns),
      textRow('  x finds the cause, and repairs it; r reads it again', 'muted'),
    ];
  }
  const profiles = listedProfiles(own, shared);
  if (profiles.length === 0) return emptyRows(own, shared, columns);
  const rows = choiceRows(profiles, own.scroll, height, (profile, tone) =>
    profilePieces(own, shared, profile, tone, columns),
  );
  if (own.filter !== null) return rows;
  for (const more of [
    overruledRows(own, shared, columns),
    importRows(shared, columns),
    bpRows(shared, columns),
  ]) {
    const fits = more.length > 0 && rows.length + more.length < height;
    if (fits) rows.push(blankRow, ...more);
  }
  return rows;
}

/** What bp alone would use, where that is something else, and what mends it. */
function bpRows({ home }: Shared, columns: number): Row[] {
  if (home.state === 'failed' || home.bp === null) return [];
  const { text, command } = home.bp;
  return [
    ...markedParagraph({ icon: 'warn', tone: 'warn' }, text, columns),
    ...(command === null ? [] : paragraph(command, columns, 'accent', 2)),
  ];
}

/** What applies here instead of the active profile, unless the details already say it. */
function overruledRows(own: ProfilesState, shared: Shared, columns: number): Row[] {
  const { details } = profilesLayout(shared.size);
  const selected = details === 'none' ? null : selectedProfile(own, shared);
  if (selected !== null && isConcerned(shared, selected)) return [];
  return overruledParagraph(shared, columns, 'warn');
}

/** What applies here instead of the active profile, and how to change that; empty if it applies. */
export function overruledParagraph(shared: Shared, columns: number, tone: Tone): Row[] {
  const found = overruledIn(shared.home, null);
  return found === null ? [] : paragraph(overruledText(shared, found), columns, tone, 2);
}

function emptyRows(own: ProfilesState, shared: Shared, columns: number): Row[] {
  if (own.filter !== null) {
    return [blankRow, ...paragraph('No profile matches. Esc clears the filter.', columns)];
  }
  const found = [...importRows(shared, columns), ...tokenRows(shared, columns)];
  const rows = [
    blankRow,
    ...paragraph('There is no profile yet', columns, 'strong'),
    ...(found.length === 0 ? [] : [blankRow, ...found]),
    blankRow,
    ...wayRows('n', 'logs in: in the browser, or with a token that you paste', columns),
    ...wayRows('i', 'imports what the ADK has', columns, importableNames(shared).length > 0),
    ...wayRows('q', 'quits; bp-auth --demo tries it all on sample data', columns),
    blankRow,
    ...paragraph('A profile is a workspace and the token that opens it.', columns, 'muted'),
    ...paragraph('Profiles you log in to with bp show up here too.', columns, 'muted'),
  ];
  return layoutOf(shared.size).roomy ? rows : rows.filter(row => row !== blankRow);
}

/** A way on from the empty list. */
const wayRows = (key: string, does: string, columns: number, isOpen = true): Row[] =>
  isOpen ? markedParagraph({ text: key, tone: 'accent' }, does, columns, { indent: 2 }) : [];

/** Tokens that wait in the environment, which the login form can take; and in the `.env` here, which bp takes. */
function tokenRows({ home }: Shared, columns: number): Row[] {
  if (home.state === 'failed') return [];
  const { tokenVariables, dotenv } = home;
  const names = tokenVariables.map(name => `$${name}`).join(' or ');
  return [
    ...(names === ''
      ? []
      : paragraph(`Found a token in ${names}: the login can use it.`, columns, 'accent')),
    ...(dotenv === null
      ? []
      : paragraph(
          `Found a token in ${dotenv}: bp uses it; to keep it, paste it.`,
          columns,
          'accent',
        )),
  ];
}

/** Profiles in other tools' files. */
function importRows(shared: Shared, columns: number): Row[] {
  const names = importableNames(shared);
  if (names.length === 0) return [];
  if (shared.profiles.length > 0) {
    return paragraph(`The ADK also has ${joinNames(names)}: i imports it.`, columns, 'muted', 2);
  }
  const what = names.length === 1 ? 'a profile' : `${names.length} profiles`;
  return paragraph(`Found ${what} of the ADK: ${joinNames(names)}.`, columns, 'accent');
}

/** Below this width only name and state fit. */
const columnsForTarget = 60;

function profilePieces(
  own: ProfilesState,
  shared: Shared,
  profile: NamedProfile,
  tone: Tone | undefined,
  columns: number,
): Piece[] {
  const marks: Piece[] = [markOf(profile, shared), { text: ' ' }];
  if (own.rename?.name === profile.name) {
    const problem = renameProblem(own, shared);
    const half = Math.floor(columns / 2);
    return [
      ...marks,
      ...linePieces(own.rename.line, half - 4),
      ...(problem === null ? [] : ([{ text: `  ${problem}`, tone: 'error' }] as const)),
    ];
  }
  const wide = columns >= columnsForTarget;
  const nameColumns = wide ? Math.min(28, Math.floor(columns * 0.3)) : columns - 20;
  const stateColumns = wide ? 26 : 16;
  const targetColumns = columns - nameColumns - stateColumns - 6;
  const mark = profileMarker(own, profile);
  return [
    ...marks,
    ...namePieces(profile, shared, nameColumns, mark, tone),
    ...(wide ? targetPieces(profile, shared, targetColumns, mark) : []),
    ...statePieces(shared, profile, wide),
  ];
}

/** The mark of the profile that applies here, and of the active one, which may differ. */
function markOf({ name, active }: NamedProfile, { home }: Shared): Piece {
  const winner = winningClaim(home);
  const applies = winner?.problem === null && winner.name === name;
  if (applies && !active) return { icon: 'here', tone: 'ok' };
  if (!active) return { text: ' ' };
  return { icon: 'active', tone: applies ? 'ok' : 'muted' };
}

/** The name, and marks for protection and bound directories; the details explain them in words. */
function namePieces(
  profile: NamedProfile,
  shared: Shared,
  columns: number,
  mark: Marker,
  tone: Tone | undefined,
): Piece[] {
  const { name } = profile;
  const signs: Piece[] = [
    ...(profile.protected ? ([{ text: ' ' }, { icon: 'protected', tone: 'warn' }] as const) : []),
    ...(directoriesOf(shared, name).length > 0
      ? ([{ text: ' ' }, { icon: 'directory', tone: 'muted' }] as const)
      : []),
  ];
  const room = columns - rowWidth(signs);
  const width = Math.min(room, widthOf(name));
  return [
    ...markedPieces(name, width, mark, tone),
    ...signs,
    { text: ' '.repeat(room - width + 1) },
  ];
}

/** The longest state, in columns, that leaves room for its age. */
const mostBesideAge = 13;

export function statePieces(shared: Shared, profile: NamedProfile, withAge: boolean): Piece[] {
  const check = checkOf(shared, profile);
  const checkedAt = checkedAtOf(check);
  const sign = signOf(check);
  // The fault matters more than the age of the result.
  const isShort = sign.but === undefined || signText(sign).length < mostBesideAge;
  const age = checkedAt === null || !withAge || !isShort ? '' : ` · ${ago(checkedAt, shared.now)}`;
  return [...signPieces(sign), { text: age, tone: 'muted' }];
}

// Owns what stands on the profile list: its title, one row for each profile, and the details.
import { layoutOf } from '../layout.ts';
import { textOf } from '../lineEditor.ts';
import { windowOf } from '../list.ts';
import {
  blankRow,
  errorRows,
  fieldRow,
  linePieces,
  type Piece,
  paragraph,
  progressPieces,
  type Row,
  signPieces,
  textRow,
} from '../rows.ts';
import { checkOf, type NamedProfile, type Shared } from '../shared.ts';
import type { Tone } from '../theme.ts';
import { cut, fixed, widthOf } from '../width.ts';
import {
  ago,
  checkedAtOf,
  dateOf,
  hintOf,
  kindWord,
  signOf,
  sourceWord,
  targetId,
  targetName,
} from '../words.ts';
import { importableOf, listed, renameProblem, type State } from './profilesState.ts';

export function titleRow(own: State, shared: Shared, columns: number): Row {
  const all = shared.profiles.length;
  const title: Piece = { text: 'Profiles', tone: 'strong' };
  if (own.filter?.typing) {
    return [title, { text: '  /', tone: 'accent' }, ...linePieces(own.filter.line, columns - 12)];
  }
  if (own.filter !== null) {
    const found = `  ${listed(own, shared).length} of ${all} match `;
    const query: Piece = { text: textOf(own.filter.line), tone: 'accent' };
    return [title, { text: found }, query, { text: '  (esc clears)', tone: 'muted' }];
  }
  const pending = own.batch.filter(identity => shared.checks.get(identity)?.state === 'checking');
  if (pending.length === 0) return [title, { text: `  ${all}`, tone: 'muted' }];
  const total = own.batch.length;
  return [title, { text: '  verifying ' }, ...progressPieces(total - pending.length, total)];
}

/** The rows of the list that are seen. */
export function listRows(own: State, shared: Shared, columns: number, height: number): Row[] {
  if (shared.home.state === 'failed') {
    return [...errorRows(shared.home.error, columns), textRow('  r reads it again', 'muted')];
  }
  const profiles = listed(own, shared);
  if (profiles.length === 0) return emptyRows(own, shared, columns);
  const [start, end] = windowOf(own.scroll, profiles.length, height);
  return profiles
    .slice(start, end)
    .map((profile, index) =>
      profileRow(own, shared, profile, start + index === own.scroll.index, columns),
    );
}

function emptyRows(own: State, shared: Shared, columns: number): Row[] {
  if (own.filter !== null) {
    return [blankRow, ...paragraph('No profile matches. Esc clears the filter.', columns)];
  }
  const rows = [
    blankRow,
    ...paragraph('There is no profile yet.', columns, 'strong'),
    blankRow,
    ...importRows(shared, columns),
    ...paragraph('Press n to log in and make the first one.', columns),
    blankRow,
    ...paragraph('A profile is a workspace and the token that opens it.', columns, 'muted'),
    ...paragraph('What bp logs in to appears here by itself.', columns, 'muted'),
  ];
  return layoutOf(shared.size).roomy ? rows : rows.filter(row => row !== blankRow);
}

/** What other tools' files offer. */
function importRows(shared: Shared, columns: number): Row[] {
  const names = importableOf(shared);
  if (names.length === 0) return [];
  const what = names.length === 1 ? 'a profile' : `${names.length} profiles`;
  return [
    ...paragraph(`The ADK has ${what}: ${names.join(', ')}.`, columns, 'accent'),
    ...paragraph('Press i to import what it has.', columns),
  ];
}

/** Below this there is room for name and state only. */
const columnsForTarget = 60;

function profileRow(
  own: State,
  shared: Shared,
  profile: NamedProfile,
  selected: boolean,
  columns: number,
): Row {
  const tone = selected ? 'selected' : undefined;
  const marks: Piece[] = [
    selected ? { icon: 'pointer', tone } : { text: ' ' },
    { text: ' ' },
    profile.active ? { icon: 'active', tone: 'ok' } : { text: ' ' },
    { text: ' ' },
  ];
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
  return [
    ...marks,
    ...namePieces(profile, nameColumns, tone),
    ...(wide ? [{ text: `${fixed(targetName(profile), targetColumns)} ` }] : []),
    ...statePieces(shared, profile, wide),
  ];
}

/** Name and, for a protected profile, its mark; header and details say it in a word. */
function namePieces(profile: NamedProfile, columns: number, tone: Tone | undefined): Piece[] {
  const { name } = profile;
  if (!profile.protected) return [{ text: `${fixed(name, columns)} `, tone }];
  const shown = cut(name, columns - 2);
  const rest = ' '.repeat(Math.max(0, columns - widthOf(shown) - 2) + 1);
  return [{ text: `${shown} `, tone }, { icon: 'protected', tone: 'warn' }, { text: rest }];
}

function statePieces(shared: Shared, profile: NamedProfile, withAge: boolean): Piece[] {
  const check = checkOf(shared, profile);
  const checkedAt = checkedAtOf(check);
  const age = checkedAt === null || !withAge ? '' : ` · ${ago(checkedAt, shared.now)}`;
  return [...signPieces(signOf(check)), { text: age, tone: 'muted' }];
}

/** Everything known about the selected profile, the most important first. */
export function detailRows(profile: NamedProfile | null, shared: Shared, columns: number): Row[] {
  if (profile === null) return [];
  const check = checkOf(shared, profile);
  const { reason } = signOf(check);
  const hint = hintOf(check);
  const id = targetId(profile);
  const print = profile.tokenFingerprint === null ? null : `#${profile.tokenFingerprint}`;
  return [
    [
      { text: `${profile.name}  `, tone: 'strong' },
      ...statePieces(shared, profile, true),
      ...(profile.protected ? ([{ text: '  PROTECTED', tone: 'warn' }] as const) : []),
    ],
    ...(reason === null ? [] : paragraph(reason, columns, undefined, 2)),
    ...(hint === null ? [] : paragraph(hint, columns, 'muted', 2)),
    fieldRow('workspace', targetName(profile), id === targetName(profile) ? null : id),
    fieldRow('API URL', profile.apiUrl),
    fieldRow('account', profile.account ?? 'not known yet'),
    fieldRow('token', kindWord(profile.kind), print),
    fieldRow('kept in', sourceWord(profile)),
    ...(profile.createdAt === null
      ? []
      : [
          fieldRow(
            'added',
            dateOf(profile.createdAt),
            ago(Date.parse(profile.createdAt), shared.now),
          ),
        ]),
  ];
}

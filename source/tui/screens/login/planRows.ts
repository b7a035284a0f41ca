// The rows about saving a login: the profile's name, what is replaced in it, and what was saved.
import { line, lineText } from '../../../commandLine.ts';
import { isAppError } from '../../../errors.ts';
import type { Plan } from '../../../login/plan.ts';
import type { Proof } from '../../../login/prove.ts';
import {
  kindOfProfile,
  profileNamed,
  type StoredProfile,
  sourceOf,
} from '../../../profiles/config.ts';
import { publishable } from '../../../profiles/publishable.ts';
import { describeTarget, viewProfile } from '../../../profiles/view.ts';
import { mask } from '../../../secrets/kind.ts';
import { errorRows } from '../../components/error.ts';
import { fieldRow } from '../../components/field.ts';
import { linePieces } from '../../components/textField.ts';
import { placeIn, type Remark, type Shared } from '../../contract/knowledge.ts';
import { overruledIn, overruledRowsOf } from '../../home/applies.ts';
import { placeWord, sourceWord } from '../../home/labels.ts';
import { blankRow, paragraph, type Row, showing, textRow } from '../../look/rows.ts';
import { planOf } from './plan.ts';
import type { LoginState } from './state.ts';

export function nameRows(own: LoginState, shared: Shared, columns: number): Row[] {
  if (own.proof === null) return [];
  const { proof } = own;
  return [
    textRow('Which profile name?'),
    blankRow,
    [{ icon: 'pointer', tone: 'selected' }, { text: ' ' }, ...linePieces(own.name, columns - 4)],
    blankRow,
    ...planRows(own, proof, shared, columns),
    ...targetRows(proof),
    ...newAccountRows(own, proof, shared, columns),
    fieldRow('API URL', proof.apiUrl),
    fieldRow('token', mask(proof.token)),
    fieldRow('kept in', placeWord(placeOf(own, proof, shared))),
  ];
}

/** The token's owner, and its proven target. */
function targetRows({ workspace, account, role, botId, integrationId }: Proof): Row[] {
  if (workspace === null) {
    return [fieldRow(botId === null ? 'integration' : 'bot', botId ?? integrationId ?? '')];
  }
  return [
    fieldRow('workspace', workspace.name, workspace.id),
    ...(workspace.blocked
      ? [textRow('  The workspace is blocked: most calls will be refused', 'warn')]
      : []),
    fieldRow('account', account?.email ?? '', role),
  ];
}

/**
 * Somebody who knows the callback address could send their own token, to see later what is done
 * with it: so an account that is new here is pointed out before anything is stored.
 */
function newAccountRows(
  own: LoginState,
  proof: Proof,
  { profiles }: Shared,
  columns: number,
): Row[] {
  if (own.cameFrom !== 'the browser' || proof.account === null) return [];
  const known = profiles
    .filter(({ apiUrl }) => apiUrl === proof.apiUrl)
    .flatMap(({ account }) => account ?? []);
  if (known.length === 0 || known.includes(proof.account.email ?? '')) return [];
  const text = 'This account is new here: continue only if you approved this login.';
  return paragraph(text, columns, 'warn', 2);
}

/** Where the token will be stored: by default where the replaced token was, as in login/save.ts. */
function placeOf(own: LoginState, proof: Proof, shared: Shared): string {
  if (own.place !== null) return own.place.kind;
  try {
    const { replaces } = planOf(own, proof, shared);
    return replaces === null ? 'file' : sourceOf(replaces).kind;
  } catch {
    return 'file';
  }
}

/** What saving does, or why nothing can be saved. */
function planRows(own: LoginState, proof: Proof, shared: Shared, columns: number): Row[] {
  try {
    const plan = planOf(own, proof, shared);
    if (plan.replaces !== null) return replacementRows(plan, proof, columns);
    const taken =
      own.takenName === null || own.takenName === plan.name
        ? ''
        : ` (${own.takenName} is taken by another profile)`;
    return [[{ icon: 'ok', tone: 'ok' }, { text: ` A new profile ${plan.name}${taken}` }]];
  } catch (error) {
    if (!isAppError(error)) throw error;
    // After Enter, `problem` holds this error already.
    return own.problem === null ? errorRows(error, columns) : [];
  }
}

/** The values that change, each with its old and its new value. */
function replacementRows(plan: Plan, proof: Proof, columns: number): Row[] {
  const { name, replaces, otherAccount } = plan;
  if (replaces === null) return [];
  const changes: [label: string, before: string, after: string][] = [
    ['API URL', replaces.apiUrl, proof.apiUrl],
    ['workspace', replaces.workspaceId ?? 'none', proof.workspace?.id ?? 'none'],
    ['bot', replaces.botId ?? 'none', proof.botId ?? 'none'],
    ['integration', replaces.integrationId ?? 'none', proof.integrationId ?? 'none'],
    ['account', replaces.accountEmail ?? 'not known', proof.account?.email ?? 'not known'],
    ['token', replaces.token ? mask(replaces.token) : 'elsewhere', mask(proof.token)],
  ];
  const differing = changes.filter(([, before, after]) => before !== after);
  if (differing.length === 0) {
    return [[{ icon: 'ok', tone: 'ok' }, { text: ` Updates the profile ${name}` }]];
  }
  const tone = otherAccount || replaces.protected ? 'warn' : undefined;
  const which = replaces.protected ? 'protected profile' : 'profile';
  return [
    [
      { icon: 'warn', tone },
      { text: ` Replaces the ${which} ${name}:`, tone },
    ],
    ...differing.flatMap(([label, before, after]) =>
      paragraph(`${label}: ${before} → ${after}`, columns, undefined, 2),
    ),
    blankRow,
  ];
}

export function savedRows(own: LoginState, shared: Shared, columns: number): Row[] {
  if (own.saved === null) return [];
  const { plan, state, left } = own.saved;
  const profile = profileNamed(state.config, plan.name);
  if (profile === null) return paragraph('The profile is gone already.', columns, 'warn');
  const view = viewProfile(plan.name, profile, true);
  const { label, value } = describeTarget(view);
  const isKey = own.proof?.workspace === null;
  return [
    [
      { icon: 'ok', tone: 'ok' },
      { text: ` Logged in. ${plan.name} is the active profile now.`, tone: 'ok' },
    ],
    ...left.flatMap(sentence => paragraph(sentence, columns, 'warn', 2)),
    ...shadowingRows(plan.name, shared, columns),
    blankRow,
    fieldRow(label.toLowerCase(), value),
    ...(isKey ? [] : [fieldRow('account', view.account ?? 'none', own.proof?.role ?? null)]),
    fieldRow('API URL', view.apiUrl),
    fieldRow('token', `kept in: ${sourceWord(view)}`),
    ...bpRows(profile, shared, columns),
  ];
}

/** Whether bp uses the profile when started without bp-auth; if not, why. */
function bpRows(profile: StoredProfile, shared: Shared, columns: number): Row[] {
  const { home } = shared;
  const differs = home.state === 'ready' ? home.bp : null;
  if (publishable(profile) !== null) {
    return differs === null
      ? [fieldRow('bp', 'uses this profile from now on')]
      : differenceRows(differs, columns);
  }
  const isPat = kindOfProfile(profile) === 'pat';
  const why = isPat
    ? `reads tokens from its own files only, and this token is kept in: ${placeWord(sourceOf(profile).kind)}`
    : 'knows personal access tokens only';
  const exec = lineText(line('exec', '--', 'bp'), placeIn(shared));
  return [
    fieldRow('bp', 'is logged out now'),
    ...showing(
      [exec],
      paragraph(`bp ${why}. ${exec} … runs bp with this profile.`, columns, 'muted', 2),
    ),
  ];
}

function differenceRows({ text, command }: Remark, columns: number): Row[] {
  if (command === null) return paragraph(text, columns, 'warn', 2);
  return showing([command], paragraph(`${text}. This fixes it: ${command}`, columns, 'warn', 2));
}

/** Why the profile that was just stored does not apply, and how to change that. */
function shadowingRows(name: string, shared: Shared, columns: number): Row[] {
  const found = overruledIn(shared.home, name);
  return found === null ? [] : overruledRowsOf(shared, found, columns, 'warn');
}

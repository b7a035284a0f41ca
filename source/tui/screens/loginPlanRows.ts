// Owns what the login form says about saving: under which name, what that replaces, and what was saved.
import { isAppError } from '../../errors.ts';
import type { Plan } from '../../login/plan.ts';
import type { Proof } from '../../login/prove.ts';
import { profileNamed } from '../../profiles/config.ts';
import { describeTarget, viewProfile } from '../../profiles/view.ts';
import { mask } from '../../tokens/kind.ts';
import {
  blankRow,
  errorRows,
  fieldRow,
  linePieces,
  paragraph,
  type Row,
  textRow,
} from '../rows.ts';
import type { Shared } from '../shared.ts';
import { sourceWord } from '../words.ts';
import { planOf, type State } from './loginState.ts';

export function nameRows(own: State, shared: Shared, columns: number): Row[] {
  if (own.proof === null) return [];
  const { proof } = own;
  return [
    textRow('Under which name?'),
    blankRow,
    [{ icon: 'pointer', tone: 'selected' }, { text: ' ' }, ...linePieces(own.name, columns - 4)],
    blankRow,
    ...planRows(own, shared, columns),
    fieldRow('workspace', proof.workspace?.name ?? '', proof.workspace?.id ?? null),
    fieldRow('account', proof.account?.email ?? '', proof.role),
    fieldRow('API URL', proof.apiUrl),
    fieldRow('token', mask(proof.token)),
  ];
}

/** What saving would do, or why it cannot be done. */
function planRows(own: State, shared: Shared, columns: number): Row[] {
  if (own.proof === null) return [];
  try {
    const plan = planOf(own, own.proof, shared);
    return plan.replaces === null
      ? [[{ icon: 'ok', tone: 'ok' }, { text: ` A new profile ${plan.name}` }]]
      : replacementRows(plan, own.proof, columns);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return errorRows(error, columns);
  }
}

/** Old and new, where they differ. */
function replacementRows(plan: Plan, proof: Proof, columns: number): Row[] {
  const { name, replaces, otherAccount } = plan;
  if (replaces === null) return [];
  const changes: [label: string, before: string, after: string][] = [
    ['API URL', replaces.apiUrl, proof.apiUrl],
    ['workspace', replaces.workspaceId ?? 'none', proof.workspace?.id ?? 'none'],
    ['account', replaces.accountEmail ?? 'not known', proof.account?.email ?? 'not known'],
    ['token', replaces.token ? mask(replaces.token) : 'elsewhere', mask(proof.token)],
  ];
  const differing = changes.filter(([, before, after]) => before !== after);
  if (differing.length === 0) {
    return [[{ icon: 'ok', tone: 'ok' }, { text: ` Renews the profile ${name}` }]];
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

export function savedRows(own: State, _shared: Shared, columns: number): Row[] {
  if (own.saved === null) return [];
  const { plan, state } = own.saved;
  const profile = profileNamed(state.config, plan.name);
  if (profile === null) return paragraph('The profile is gone already.', columns, 'warn');
  const view = viewProfile(plan.name, profile, true);
  const { label, value } = describeTarget(view);
  const inFile = view.tokenSource.kind === 'file';
  return [
    [
      { icon: 'ok', tone: 'ok' },
      { text: ` Logged in. ${plan.name} is the active profile now.`, tone: 'ok' },
    ],
    blankRow,
    fieldRow(label.toLowerCase(), value),
    fieldRow('account', view.account ?? 'none'),
    fieldRow('role', own.proof?.role ?? 'not known'),
    fieldRow('API URL', view.apiUrl),
    fieldRow('token', `kept in: ${sourceWord(view)}`),
    ...(inFile
      ? [fieldRow('bp', 'uses this profile from now on')]
      : [fieldRow('bp', 'cannot use this token; run `bp-auth exec -- bp …`')]),
    ...own.saved.left.flatMap(sentence => paragraph(sentence, columns, 'warn', 2)),
  ];
}

// The transitions between the steps of the login form.
import type { LoginCandidate, Proof } from '../../../login/prove.ts';
import { lineOf, textOf } from '../../components/lineEditor.ts';
import { pickedIn } from '../../components/picker.ts';
import { pickedWorkspace } from '../../components/workspacePicker.ts';
import type { Step, Work } from '../../contract/effects.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { LoginLane } from './messages.ts';
import { candidateOf, keyPurpose, planOf, suggestedName } from './plan.ts';
import { beforeReplacing } from './questions.ts';
import { awaitingBrowser, browserWork, type LoginState, withOrigin } from './state.ts';
import { keyKind } from './token.ts';
import { waysIn } from './ways.ts';

export const withoutNotes = (own: LoginState): LoginState => ({
  ...own,
  busy: null,
  problem: null,
});

/**
 * Leaving the token step stops the wait for the browser and the request about the token. It does
 * not stop the listing of workspaces.
 */
export function leaveToken({ browser, busy }: LoginState): Work[] {
  return [
    ...(browser === null ? [] : [cancelOf('login.browser')]),
    ...(busy === null ? [] : [cancelOf('login.verify')]),
  ];
}

export const cancelOf = (lane: LoginLane): Work => ({ type: 'cancel', lane });

export function next(own: LoginState, shared: Shared): Step<LoginState> {
  const going = withoutNotes(own);
  switch (own.step) {
    case 'where':
      return [{ ...withOrigin(going), step: 'how' }];
    case 'how': {
      const way = pickedIn(waysIn(shared), own.how);
      if (way?.type === 'browser') return startBrowser({ ...going, step: 'token' });
      if (way?.type === 'variable') return [going, { type: 'login.variable', name: way.name }];
      return [{ ...going, step: 'token' }];
    }
    case 'token':
      return nextAfterToken(going);
    case 'workspace': {
      const workspace = pickedWorkspace(own);
      if (workspace === undefined) return [own];
      const purpose = { type: 'workspace', workspaceId: workspace.id } as const;
      return [
        { ...going, busy: `Asking the API about ${workspace.name}` },
        { type: 'login.prove', candidate: candidateOf(own), purpose },
      ];
    }
    case 'key': {
      if (own.key === null) return [own];
      const purpose = keyPurpose(own.key, own);
      return [
        { ...going, busy: `Verifying the key for this ${own.key}` },
        { type: 'login.prove', candidate: candidateOf(own), purpose },
      ];
    }
    case 'name': {
      if (own.proof === null) return [own];
      const question = beforeReplacing(planOf(own, own.proof, shared), own.proof);
      return question === null ? save(going) : [going, { type: 'ask', question }];
    }
    case 'saved':
      return [own, { type: 'back' }];
  }
}

function nextAfterToken(own: LoginState): Step<LoginState> {
  if (textOf(own.token) === '' && own.browser !== null) return startBrowser(own);
  const candidate = candidateOf(own);
  const key = keyKind(candidate.token);
  if (key !== null) return [{ ...own, step: 'key', key, browser: null }, ...leaveToken(own)];
  if (sameCandidate(own.verified?.candidate, candidate)) {
    const [there, ...effects] = atWorkspaces({ ...own, key: null, browser: null });
    return [there, ...leaveToken(own), ...effects];
  }
  const busy = 'Asking whose token this is';
  return [
    { ...own, verified: null, busy },
    { type: 'login.verify', candidate },
  ];
}

/**
 * The step for the workspace. If the form was opened for one workspace, the API is asked about it
 * at once; if that fails, the user chooses from the list.
 */
export function atWorkspaces(own: LoginState): Step<LoginState> {
  const { wantedWorkspace: workspaceId } = own;
  const there: LoginState = { ...own, step: 'workspace', wantedWorkspace: null };
  if (workspaceId === null) return [there];
  const purpose = { type: 'workspace', workspaceId } as const;
  return [
    { ...there, busy: `Asking the API about ${workspaceId}` },
    { type: 'login.prove', candidate: candidateOf(own), purpose },
  ];
}

/** The form, waiting for the browser if there is a login page. */
export function startBrowser(own: LoginState): Step<LoginState> {
  const there = awaitingBrowser(own);
  return [there, ...browserWork(there)];
}

/**
 * The step for the profile's name. If the proof before this one had the same target, the name in
 * the field stays.
 */
export function proven(own: LoginState, proof: Proof, shared: Shared): Step<LoginState> {
  const there: LoginState = { ...own, step: 'name', proof, busy: null };
  if (own.proof !== null && targetOf(own.proof) === targetOf(proof)) return [there];
  const { name, takenName } = suggestedName(own, proof, shared);
  return [{ ...there, name: lineOf(name), takenName }];
}

function targetOf({ apiUrl, workspace, botId, integrationId }: Proof): string {
  return JSON.stringify([apiUrl, workspace?.id, botId, integrationId]);
}

export function save(own: LoginState): Step<LoginState> {
  if (own.proof === null) return [own];
  const { proof, place } = own;
  return [
    { ...own, busy: 'Saving' },
    { type: 'login.save', proof, name: textOf(own.name), place },
  ];
}

function sameCandidate(a: LoginCandidate | undefined, b: LoginCandidate): boolean {
  return a?.apiUrl === b.apiUrl && a.token === b.token;
}

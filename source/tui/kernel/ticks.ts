// Redraws without news: spinners, ages, and toasts that expire.
import type { Work } from '../contract/screen.ts';
import { isExpecting } from '../screens/login/state.ts';
import { areTokensAwaited as isWaitingForTokens } from '../screens/tokens/state.ts';
import { isTroubleshootingTurning as isDiagnosing } from '../screens/troubleshooting/state.ts';
import { isWorkspaceTurning } from '../screens/workspace/state.ts';
import type { UiState } from './state.ts';

const spinning = 100;
/** Ages are told in minutes; this keeps `just now` honest. */
const aging = 15_000;

/** The state with its next tick set, and the work that makes it come; the earlier tick counts. */
export function withTick(state: UiState, work: readonly Work[]): [UiState, Work[]] {
  const { now } = state.shared;
  const due = [now + (isWaiting(state) ? spinning : aging), state.toast?.until ?? Infinity];
  const at = Math.max(now, Math.min(...due));
  if (state.tickAt !== null && state.tickAt <= at) return [state, [...work]];
  return [{ ...state, tickAt: at }, [...work, { type: 'tick', ms: at - now }]];
}

/** Whether something is under way that is shown by a spinner. */
function isWaiting({ shared, screens, stack }: UiState): boolean {
  for (const check of shared.checks.values()) if (check.state === 'checking') return true;
  const { login, workspace, tokens, troubleshooting } = screens;
  switch (stack.at(-1)) {
    case 'login':
      return (
        login !== null &&
        (login.busy !== null || isExpecting(login) || (login.step === 'workspace' && !login.listed))
      );
    case 'workspace':
      return workspace !== null && isWorkspaceTurning(workspace, shared);
    case 'tokens':
      return tokens !== null && isWaitingForTokens(tokens);
    case 'troubleshooting':
      return troubleshooting !== null && isDiagnosing(troubleshooting);
    default:
      return false;
  }
}

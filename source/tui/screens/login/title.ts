// The title of the login form, with the number of the current step.
import type { Title } from '../../contract/screen.ts';
import { type LoginState, loginSteps } from './state.ts';

export function loginTitle(own: LoginState): Title {
  const steps = loginSteps(own);
  return {
    path: ['Log in'],
    beside: () => [
      { text: `${steps.indexOf(own.step) + 1} of ${steps.length}  `, tone: 'muted' },
      { text: own.step, tone: 'accent' },
    ],
  };
}

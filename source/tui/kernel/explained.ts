// Errors in the form that the screens show: with doctor's cause, and keys instead of our commands.

import type { Exchange } from '../../botpress/exchange.ts';
import { sentWith } from '../../botpress/sentWith.ts';
import { type Advice, say } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import type { Fix } from '../../diagnosis/diagnosis.ts';
import { type AppError, placed } from '../../errors.ts';
import { placeAbout } from '../contract/jobs.ts';
import { keyForDeed, screenPlace } from './keyFor.ts';

/**
 * @param profile the profile that the error is about, if any
 * @param isAwaited whether somebody is waiting: only then may the API be asked again, which takes less than a second
 */
export type Explain = (
  error: AppError,
  profile: string | null,
  isAwaited?: boolean,
) => Promise<AppError>;

/** The explaining code is loaded when there is an error. */
export function explainIn(ctx: Context): Explain {
  const place = screenPlace(ctx);
  return async (error, profile, isAwaited = true) => {
    const whole = (one: AppError) => placed(one, placeAbout(place, profile));
    if (error.exchange === undefined) return whole(error);
    const { judged } = await import('../../diagnosis/judged.ts');
    return whole(
      await judged(ctx, error, {
        isAwaited,
        stepOf: isInForm(error.exchange) ? stepInForm(error) : stepOf,
      }),
    );
  };
}

/** Whether the token was typed into the login form: then the fault is corrected there. */
const isInForm = (exchange: Exchange) => sentWith(exchange)?.from?.type === 'typed';

/** The form has already dropped a token that was rejected; any other token is still in the field. */
function stepInForm({ kind }: AppError): (fix: Fix) => Advice {
  const says = kind === 'auth' ? 'Paste another token' : 'Go back with Esc, and give another token';
  return fix => (fix.deed?.type === 'login' ? says : stepOf(fix));
}

function stepOf({ title, command, deed }: Fix): Advice {
  if (deed?.type === 'again') return deed.first;
  const key = deed === undefined ? null : keyForDeed(deed.type);
  if (key !== null) return `${title}: ${key}`;
  // A command of bp-auth is left out, because the user would have to leave the screen to run it.
  // A command of another program is shown, because no key does the same.
  return isOurs(command) ? '' : say`${title}: ${{ written: command }}`;
}

const isOurs = (command: string) => command.startsWith('bp-auth ');

// Errors as the screens show them: with the cause that doctor would name, and keys in place of commands of ours.
import type { Exchange } from '../../botpress/exchange.ts';
import { sentWith } from '../../botpress/sentWith.ts';
import type { Context } from '../../context.ts';
import type { Fix } from '../../diagnosis/diagnosis.ts';
import { type AppError, placed } from '../../errors.ts';
import { placeAbout } from '../contract/jobs.ts';
import { keyForDeed, screenPlace } from './keyFor.ts';

/**
 * @param profile the one that the error is about, where it is about one
 * @param isAwaited whether somebody asked for it, so that the API may be asked once more
 */
export type Explain = (
  error: AppError,
  profile: string | null,
  isAwaited?: boolean,
) => Promise<AppError>;

/** What explains is loaded where there is an error. */
export function explainIn(ctx: Context): Explain {
  const place = screenPlace(ctx);
  return async (error, profile, isAwaited = true) => {
    const whole = (one: AppError) => placed(one, placeAbout(place, profile));
    if (error.exchange === undefined) return whole(error);
    const { judged } = await import('../../diagnosis/judged.ts');
    return whole(
      await judged(ctx, error, {
        isAwaited,
        stepOf: isInForm(error.exchange) ? stepInForm : stepOf,
      }),
    );
  };
}

/** The form is where the token is typed: whatever is wrong with it is put right there. */
const isInForm = (exchange: Exchange) => sentWith(exchange)?.from?.type === 'typed';

function stepInForm(fix: Fix): string {
  return fix.deed?.type === 'login' ? 'Go back with Esc, and give another token' : stepOf(fix);
}

function stepOf({ title, command, deed }: Fix): string {
  if (deed?.type === 'again') return deed.first;
  const key = deed === undefined ? null : keyForDeed(deed.type);
  if (key !== null) return `${title}: ${key}`;
  // A command of ours has to be left the screen for; one of the shell has no key.
  return isOurs(command) ? '' : `${title}: ${command}`;
}

const isOurs = (command: string) => command.startsWith('bp-auth ');

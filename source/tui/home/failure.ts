// The toast about something that failed or was cancelled.
import { commandsIn } from '../../commandLine.ts';
import type { AppError } from '../../errors.ts';
import type { ToastRequest } from '../contract/effects.ts';

/** What went wrong and the next step; it stays until Esc, unless the user cancelled the work. */
export function failureToast({ kind, message, hint, advice }: AppError): ToastRequest {
  const tone = kind === 'cancelled' ? 'info' : 'error';
  const text = hint ? `${message}. ${hint}` : message;
  return { type: 'toast', tone, text, commands: commandsIn(advice) };
}

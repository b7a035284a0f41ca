// The toast about something that failed or was cancelled.
import type { AppError } from '../../errors.ts';
import type { ToastRequest } from '../contract/effects.ts';

/** What went wrong and the next step; it stays until Esc, unless the user cancelled the work. */
export function failureToast({ kind, message, hint }: AppError): ToastRequest {
  const tone = kind === 'cancelled' ? 'info' : 'error';
  return { type: 'toast', tone, text: hint ? `${message}. ${hint}` : message };
}
